#include "app/options.hpp"

#include <cstdlib>

#include "core/error.hpp"
#include "support/catch.hpp"

using namespace errata;

namespace {

std::string fault_of(const std::vector<std::string>& arguments) {
  try {
    app::parse_options(arguments);
  } catch (const UsageError& e) {
    return e.what();
  }
  return "no fault";
}

}  // namespace

TEST_CASE("options of a report are taken as they are given") {
  const auto options = app::parse_options({"report", "a.csv", "b.csv", "-o", "out", "--columns",
                                           "text=sentence,gold=3", "--joiner", "", "-q"});
  REQUIRE(options);
  CHECK(options->arguments == std::vector<std::string>{"a.csv", "b.csv"});
  CHECK(options->output == "out");
  CHECK(options->input.columns.at("text") == "sentence");
  CHECK(options->input.columns.at("gold") == "3");
  CHECK(options->input.joiner == "");
  CHECK(options->quiet);
  CHECK_FALSE(options->input.ignore_case);
}

TEST_CASE("an empty value may stand behind its equals sign or as a word") {
  CHECK(app::parse_options({"report", "--joiner=", "a.conll"})->input.joiner == "");
  CHECK(app::parse_options({"report", "a.conll", "--joiner="})->input.joiner == "");
  CHECK(app::parse_options({"report", "a.conll", "--joiner=="})->input.joiner == "=");
  CHECK(app::parse_options({"report", "--", "--joiner="})->arguments ==
        std::vector<std::string>{"--joiner="});
}

TEST_CASE("an option without a value takes none of the words behind it") {
  const auto options = app::parse_options(
      {"report", "--ignore-case", "a.csv", "--label-map", "names.map", "--threshold", "0.5"});
  REQUIRE(options);
  CHECK(options->arguments == std::vector<std::string>{"a.csv"});
  CHECK(options->input.ignore_case);
  CHECK(options->input.label_map == "names.map");
  CHECK(options->input.threshold == 0.5);
}

TEST_CASE("the language of reports is one that is there") {
  CHECK(app::parse_options({"report", "a.csv", "--lang", "de"})->language == "de");
  CHECK(app::parse_options({"render", "a.json", "--lang", "en"})->language == "en");
  CHECK_FALSE(app::parse_options({"report", "a.csv"})->language);
  CHECK(fault_of({"report", "a.csv", "--lang", "fr"}) ==
        "--lang: unknown language 'fr', there are de, en");
}

TEST_CASE("a threshold is a score, of which 1 is one") {
  const auto threshold = [](const char* text) {
    return app::parse_options({"report", "a.csv", "--threshold", text})->input.threshold;
  };
  CHECK(threshold("1") == 1);
  CHECK(threshold("0") == 0);
  for (const auto* text : {"50%", "-0.1", "1.01", "nan", ""})
    CHECK_THROWS_AS(threshold(text), UsageError);
}

TEST_CASE("a command line that is wrong is refused with the nearest right one") {
  struct Row {
    std::vector<std::string> arguments;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {{"reprot"}, "unknown command 'reprot', did you mean 'report'?"},
      {{"report"}, "errata report: INPUT... is missing; errata report predictions.jsonl"},
      {{"report", "a", "--ouput", "x"},
       "errata report: unknown option '--ouput', did you mean '--output'?"},
      {{"report", "a", "--out=x"},
       "errata report: unknown option '--out', did you mean '--output'?"},
      {{"report", "a", "-o", "x", "-o", "y"}, "errata report: --output is given twice"},
      {{"report", "a", "-o"}, "errata report: --output has no value, or one that it cannot take"},
      {{"report", "--gold", "g"}, "errata report: --gold and --predicted are given together"},
      {{"report", "a", "--gold", "g", "--predicted", "p"},
       "errata report: --gold and --predicted take the place of INPUT"},
      {{"report", "a", "--columns", "txet=1"},
       "--columns: unknown column role 'txet', did you mean 'text'?"},
      {{"report", "a", "--columns", "text"}, "--columns: 'text' is not ROLE=COLUMN"},
      {{"run", "a.ini", "b.ini"}, "errata run: 'b.ini' is one word too many"},
      {{"report", "a", "-o", "-"}, "errata report: --output is a folder here, not standard output"},
      {{"report", "a", "-o", ""}, "errata report: --output names nothing"},
      {{"check", "c.ini", "-o", "x"},
       "errata check: takes no '-o', which is for report, compare, run, fetch, normalize, "
       "analyze, render"},
      {{"analyze", "e", "--columns=text=1"},
       "errata analyze: takes no '--columns', which is for report, compare, normalize"},
      {{"formats", "-v"},
       "errata formats: takes no '-v', which is for report, compare, run, fetch, normalize, "
       "analyze, "
       "render"},
      {{"formats", "x"}, "errata formats: 'x' is one word too many"},
  }));
  CAPTURE(row.arguments);
  CHECK(fault_of(row.arguments) == row.fault);
}

TEST_CASE("a value that is typed in the wrong place is not repeated") {
  CHECK(fault_of({"run", "c.ini", "--key=CANARY0123456789"}).find("CANARY") == std::string::npos);
}

TEST_CASE("the place of the key of masked texts may stand in a variable, which a flag overrules") {
  const auto key = [](const std::vector<std::string>& arguments) {
    return app::parse_options(arguments)->text.key;
  };
  ::setenv("ERRATA_TEXT_KEY_FILE", "nightly.key", 1);
  CHECK(key({"report", "a.csv"}).file == "nightly.key");
  CHECK(key({"report", "a.csv", "--text-key-file", "own.key"}).file == "own.key");
  const auto other_kind = key({"report", "a.csv", "--text-key-env", "OWN_KEY"});
  CHECK(other_kind.environment == "OWN_KEY");
  CHECK(other_kind.file.empty());
  ::setenv("ERRATA_TEXT_KEY_ENV", "NIGHTLY_KEY", 1);
  CHECK(fault_of({"report", "a.csv"}) ==
        "ERRATA_TEXT_KEY_ENV and ERRATA_TEXT_KEY_FILE exclude each other");
  ::unsetenv("ERRATA_TEXT_KEY_FILE");
  CHECK(key({"report", "a.csv"}).environment == "NIGHTLY_KEY");
  ::unsetenv("ERRATA_TEXT_KEY_ENV");
  CHECK(fault_of({"report", "a.csv", "--text-key-env", "A", "--text-key-file", "b"}) ==
        "--text-key-env and --text-key-file exclude each other");
}

TEST_CASE("a budget that the ticket system would refuse is warned of") {
  const auto warning = [](const std::vector<std::string>& arguments) {
    return app::warning_of_budget(app::parse_options(arguments)->ticket_choice);
  };
  CHECK(warning({"report", "a.csv"}).empty());
  CHECK(warning({"report", "a.csv", "--budget", "65536"}).empty());
  CHECK(warning({"report", "a.csv", "--budget", "65537"}) ==
        "a budget of 65,537 bytes is more than GitHub takes, which refuses a text above 65,536");
  CHECK(warning({"report", "a.csv", "--dialect", "jira", "--budget", "32768"}) ==
        "a budget of 32,768 characters is more than Jira takes, which refuses a text above 32,767");
  CHECK(warning({"report", "a.csv", "--dialect", "plain", "--budget", "100000"}).empty());
}
