#include "app/threshold_options.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <stdlib.h>

#include "app/check.hpp"
#include "app/config.hpp"
#include "app/options.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "render/guidance.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

std::string fault_of(const std::string& name, const std::string& value) {
  try {
    app::parse_threshold(name, value, "here");
  } catch (const UsageError& e) {
    return e.what();
  }
  return "no fault";
}

std::string model_of(const std::string& thresholds) {
  return thresholds + "[model.tickets]\ninput = t.csv\n[model.orders]\ninput = o.csv\n";
}

std::string faults_of(const std::string& text) {
  const test::Scratch scratch;
  app::Faults faults{scratch.path() / "c.ini"};
  app::read_config(scratch.file("c.ini", text), faults);
  std::string all;
  for (const auto& message : faults.messages())
    all += message.substr(scratch.path().string().size() + 1) + "\n";
  return all;
}

}  // namespace

TEST_CASE("every number of the header is in the table of thresholds, once") {
  const auto header = read_file(THRESHOLDS_HEADER);
  const auto begin = header.find("struct Thresholds {");
  const auto fields = header.substr(begin, header.find("operator==", begin) - begin);
  std::set<std::string_view> names;
  for (const auto& row : analyze::threshold_table()) {
    CAPTURE(row.name);
    CHECK(fields.find(" " + std::string{row.name} + " = ") != std::string::npos);
    CHECK(names.insert(row.name).second);
  }
  CHECK(names.size() == static_cast<std::size_t>(std::ranges::count(fields, '=')));
}

TEST_CASE("each row of the table sets its own number, and takes its usual one") {
  const analyze::Thresholds usual;
  for (const auto& row : analyze::threshold_table()) {
    CAPTURE(row.name);
    analyze::Thresholds changed;
    CHECK(row.set(changed, row.value_in(usual)));
    CHECK(changed == usual);
    const auto other = row.value_in(usual) == row.least ? row.most : row.least;
    CHECK(row.set(changed, other));
    for (const auto& each : analyze::threshold_table())
      CHECK((each.value_in(changed) != each.value_in(usual)) == (each.name == row.name));
    CHECK_FALSE(row.set(changed, std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(row.set(changed, row.least - 0.5));
    CHECK_FALSE(row.set(changed, row.most + 0.5));
  }
  CHECK_FALSE(analyze::find_disorder(usual));
}

TEST_CASE("each rule that goes by a threshold has words") {
  const std::set<std::string_view> others{"calibration", "comparison", "label-audit"};
  for (const auto& row : analyze::threshold_table())
    for (const auto rule : split(row.rules, ' ')) {
      CAPTURE(row.name, rule);
      CHECK((others.contains(rule) || !render::names_of_rule(rule).empty()));
    }
}

TEST_CASE("a threshold that cannot be is refused with what it can be") {
  struct Row {
    const char* name;
    const char* value;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>(
      {{"weak_score", "0.7", "no fault"},
       {"weak-score", "0.7", "no fault"},
       {"habit_p", "1%", "no fault"},
       {"weak_scor", "0.7", "here: unknown threshold 'weak_scor', did you mean 'weak_score'?"},
       {"weak_score", "1%", "here: '1%' is no number from 0 to 1 (score)"},
       {"weak_score", "nan", "here: 'nan' is no number from 0 to 1 (score)"},
       {"weak_score", "", "here: '' is no number from 0 to 1 (score)"},
       {"weak_score", "0.7x", "here: '0.7x' is no number from 0 to 1 (score)"},
       {"imbalance", "inf", "here: 'inf' is no number from 1 to 1000000 (times)"},
       {"imbalance", "-1", "here: '-1' is no number from 1 to 1000000 (times)"},
       {"least_items", "0", "here: '0' is no whole number from 1 to 1000000000 (items)"},
       {"least_items", "2.5", "here: '2.5' is no whole number from 1 to 1000000000 (items)"},
       {"change_level", "0", "here: '0' is no number from 0.000001 to 0.5 (share)"}}));
  CAPTURE(row.name, row.value);
  CHECK(fault_of(row.name, row.value) == row.fault);
}

TEST_CASE("thresholds of all models, of one model and of the command line come in that order") {
  const test::Scratch scratch;
  auto config = app::read_config(scratch.file(
      "c.ini", model_of("[thresholds]\nweak_score = 0.5\nimbalance = 3\nleast_items = 4\n"
                        "[thresholds.orders]\nimbalance = 2\nleast_items = 5\n")));
  const auto& tickets = config.models[0];
  const auto& orders = config.models[1];
  config.forced_thresholds = app::parse_thresholds("least_items=6", "--thresholds");
  CHECK(config.thresholds_for(tickets).weak_score == 0.5);
  CHECK(config.thresholds_for(tickets).imbalance == 3);
  CHECK(config.thresholds_for(tickets).least_items == 6);
  CHECK(config.thresholds_for(orders).weak_score == 0.5);
  CHECK(config.thresholds_for(orders).imbalance == 2);
  CHECK(config.thresholds_for(orders).least_items == 6);
  CHECK(config.thresholds_for(orders).least_documents == analyze::Thresholds{}.least_documents);
}

TEST_CASE("each wrong threshold of a config is said with its line and key") {
  CHECK(
      faults_of(model_of("[thresholds]\nweak_scor = 0.7\nimbalance = x\noutput = a\n"
                         "strong_chance = 0.5\n[thresholds.ticket]\nweak_score = 0.3\n"
                         "[thresholds.orders]\nmany_missed = 0.9\nstrong_chance = 0.9\n")) ==
      "c.ini:2: unknown key 'weak_scor', did you mean 'weak_score'?\n"
      "c.ini:3: 'imbalance': 'x' is no number from 1 to 1000000 (times)\n"
      "c.ini:4: 'output' is a key of [errata]\n"
      "c.ini:5: 'strong_chance': moderate_chance would be 0.72, which is above strong_chance, "
      "0.5\n"
      "c.ini:6: section [thresholds.ticket]: no model is called so, did you mean 'tickets'?\n"
      "c.ini:9: 'many_missed': many_missed would be 0.9, which is above nearly_all_missed, 0.8\n");
  CHECK(faults_of(model_of("[errata]\nweak_score = 0.7\n")) ==
        "c.ini:2: 'weak_score' is a key of [thresholds]\n");
  CHECK(faults_of(model_of("[threshold]\nweak_score = 0.7\n")) ==
        "c.ini:1: unknown section 'threshold', did you mean 'thresholds'?; sections are [errata], "
        "[source.NAME], [model.NAME] and [thresholds]\n");
}

TEST_CASE("a check shows every threshold with its number, what it decides, and what was usual") {
  analyze::Thresholds thresholds;
  thresholds.weak_score = 0.75;
  const auto text = app::describe_thresholds(thresholds);
  for (const auto& row : analyze::threshold_table()) {
    CAPTURE(row.name);
    CHECK(text.find("  " + std::string{row.name} + " ") != std::string::npos);
    CHECK(text.find(" " + decimal(row.value_in(thresholds)) + " ") != std::string::npos);
    CHECK(text.find(std::string{row.what}) != std::string::npos);
    CHECK(row.what.size() > 10);
  }
  CHECK(text.find("0.75     score                a label is weak where precision or recall is "
                  "below; set instead of 0.6\n") != std::string::npos);
  CHECK(text.find("15       items                a label with fewer in training fails its check "
                  "(documented by Azure)\n") != std::string::npos);
}

TEST_CASE("the option for thresholds wins over its variable") {
  ::setenv("ERRATA_THRESHOLDS", "weak_score=0.3,imbalance=9", 1);
  const auto by_variable = app::parse_options({"report", "a.csv"});
  const auto by_flag = app::parse_options({"report", "a.csv", "--thresholds", "weak_score = 0.4"});
  ::unsetenv("ERRATA_THRESHOLDS");
  REQUIRE(by_variable->thresholds.size() == 2);
  CHECK(by_variable->thresholds[1].value == 9);
  REQUIRE(by_flag->thresholds.size() == 1);
  CHECK(by_flag->thresholds[0].value == 0.4);
  CHECK_THROWS_WITH(app::parse_options({"report", "a.csv", "--thresholds", "0.5"}),
                    "--thresholds: '0.5' is not NAME=VALUE (--threshold is the score below which "
                    "predictions are none)");
  CHECK_THROWS_WITH(app::parse_options({"report", "a.csv", "--thresholds", "strong_chance=0.5"}),
                    "--thresholds: 'strong_chance': moderate_chance would be 0.72, which is above "
                    "strong_chance, 0.5");
}

TEST_CASE("a report is of the day that is given, else of the one that is to be reproduced") {
  const auto day = [](const std::vector<std::string>& arguments) {
    return app::parse_options(arguments)->date;
  };
  using namespace std::chrono_literals;
  ::unsetenv("SOURCE_DATE_EPOCH");
  CHECK_FALSE(day({"report", "a.csv"}));
  CHECK(day({"report", "a.csv", "--date", "2026-11-21"}) == 2026y / 11 / 21);
  CHECK_THROWS_WITH(day({"report", "a.csv", "--date", "2026-02-30"}),
                    "--date: '2026-02-30' is no day: write 2026-11-21");
  ::setenv("SOURCE_DATE_EPOCH", "86400", 1);
  CHECK(day({"report", "a.csv"}) == 1970y / 1 / 2);
  ::unsetenv("SOURCE_DATE_EPOCH");
}
