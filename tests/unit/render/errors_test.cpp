// errors.csv and worklist.jsonl.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/files.hpp"
#include "core/text.hpp"
#include "render/render.hpp"
#include "render/worklist.hpp"
#include "render/write_errors.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

std::string errors_of(const model::Analysis& analysis) {
  const test::Scratch scratch;
  render::write_reports(analysis, {}, scratch.path());
  return read_file(scratch.path() / "errors.csv");
}

// One missed span whose surface is the whole of `text`.
model::Analysis missed(const std::string& text) {
  model::Analysis analysis;
  model::DocumentResult document;
  document.id = "d";
  document.text = text;
  document.has_text = true;
  document.gold = {{"Name", 0, length_in(OffsetUnit::codepoints, text), {}}};
  document.pairs = {{model::ErrorClass::missed, 0, {}, "X-0123456789"}};
  document.errors = 1;
  analysis.shown = {document};
  return analysis;
}

template <typename Place>
Place at(const char* document, std::uint64_t begin, std::uint64_t end, const char* label) {
  Place place;
  place.document = document;
  place.begin = begin;
  place.end = end;
  place.label = label;
  return place;
}

model::LabelError error(const char* document, const char* given, const char* suggested) {
  model::LabelError made;
  made.document = document;
  made.given = given;
  made.suggested = suggested;
  made.chance = 0.9;
  return made;
}

model::Finding finding(const char* id, const char* rule,
                       const std::vector<std::pair<const char*, const char*>>& facts) {
  model::Finding made;
  made.id = id;
  made.rule = rule;
  for (const auto& [name, text] : facts)
    made.facts.push_back({name, model::Fact::Kind::text, text, 0});
  return made;
}

const std::string header =
    "error,document,language,class,gold_label,predicted_label,gold_surface,predicted_surface,"
    "gold_start,gold_end,predicted_start,predicted_end,offsets,score,finding,text\r\n";

}  // namespace

TEST_CASE("a cell of errors.csv is one line, which no spreadsheet takes for a formula") {
  struct Row {
    std::string text, cell;
  };
  const Row row = GENERATE(values<Row>({
      {"plain", "plain"},
      {"=1+1", "'=1+1"},
      {"+49 30", "'+49 30"},
      {"-1", "'-1"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\t=1", "' =1"},
      {"\r=1", "'U+000D=1"},
      {"＝1", "'＝1"},
      {"a=b", "a=b"},
      {"a, b", "\"a, b\""},
      {"say \"x\"", "\"say \"\"x\"\"\""},
      {"two\nlines", "two lines"},
      {"\n=1", "' =1"},
      {" =1", "' =1"},
      {"a;=1+1", "\"a;'=1+1\""},
      {"a; \"@SUM(A1)\"", "\"a;' \"\"@SUM(A1)\"\"\""},
      {"a|-1", "\"a|'-1\""},
      {"a;＝1", "\"a;'＝1\""},
      {"a; b", "\"a; b\""},
      {"a\t=1", "a =1"},
      {" blank", "\" blank\""},
      {"\xE2\x80\xAE"
       "evil",
       "U+202Eevil"},
  }));
  CAPTURE(row.text);
  const auto end = std::to_string(length_in(OffsetUnit::codepoints, row.text));
  CHECK(errors_of(missed(row.text)) == header + "X-0123456789,d,,missed,Name,," + row.cell +
                                           ",,0," + end + ",,,codepoints,,," + row.cell + "\r\n");
}

TEST_CASE("a cell of errors.csv is cut where it is long") {
  const auto csv = errors_of(missed(std::string(3000, 'a')));
  CHECK_THAT(csv, Catch::Contains("," + std::string(1000, 'a') + "…,"));
}

TEST_CASE("errors.csv has a line for each error of the documents that are shown") {
  const auto analysis = GENERATE(test::entities(), test::single_label(), test::multi_label());
  std::uint64_t errors = 0;
  for (const auto& document : analysis.shown)
    errors += document.errors;
  const auto lines = split(errors_of(analysis), '\n').size() - 2;
  CHECK(lines == errors);
  const auto lists = render::lists_of_held(analysis);
  CHECK(lists.errors_listed == errors);
  CHECK(lists.errors == errors);
}

TEST_CASE("each error names the findings that count it, the first in rank first") {
  using model::ErrorClass;
  auto analysis = missed("Ada met Bob and Cy in Rome and Ulm");
  auto& document = analysis.shown[0];
  document.gold = {{"Name", 0, 3, {}}, {"Name", 8, 11, {}}, {"Name", 16, 18, {}}};
  document.predicted = {
      {"Name", 0, 7, {}}, {"City", 8, 11, {}}, {"City", 22, 26, {}}, {"City", 31, 34, {}}};
  document.gold[2].explained = true;
  document.pairs = {{ErrorClass::boundary, 0, 0, "X-0"},
                    {ErrorClass::type, 1, 1, "X-1"},
                    {ErrorClass::missed, 2, {}, "X-2"},
                    {ErrorClass::spurious, {}, 2, "X-3"},
                    {ErrorClass::spurious, {}, 3, "X-4"}};
  document.errors = 5;
  analysis.unlabeled = {at<model::Unlabeled>("d", 22, 26, "City")};
  analysis.unlabeled[0].grade = model::Grade::strong;
  analysis.findings = {
      finding("E-1", "one-way-confusion", {{"gold", "Name"}, {"predicted", "City"}}),
      finding("E-2", "fix-boundaries", {{"label", "Name"}}),
      finding("E-3", "label-more", {{"label", "Name"}}),
      finding("E-4", "add-examples", {{"label", "Name"}}),
      finding("E-5", "over-predicted", {{"label", "City"}}),
      finding("E-6", "review-labels", {{"label", "City"}}),
      finding("E-7", "of-a-newer-errata", {{"label", "City"}}),
      finding("E-8", "break-down", {{"label", "Name"}})};
  const auto named = [&] {
    std::map<std::string, std::string> findings;
    const auto csv = errors_of(analysis);
    for (const auto line : split(csv, '\n')) {
      const auto cells = split(line, ',');
      if (cells.size() > 14)
        findings.emplace(cells[0], cells[14]);
    }
    return findings;
  };
  CHECK(named()["X-0"] == "E-2 E-3 E-4");
  CHECK(named()["X-1"] == "E-1 E-4 E-5");
  CHECK(named()["X-2"] == "E-3 E-4 E-8");
  CHECK(named()["X-3"] == "E-5 E-6");
  CHECK(named()["X-4"] == "E-5 E-6");
  analysis.findings[5].facts.push_back({"strong", model::Fact::Kind::count, "", 1});
  CHECK(named()["X-3"] == "E-5 E-6");
  CHECK(named()["X-4"] == "E-5");
}

TEST_CASE(
    "a fallback counts the errors whose prediction is unsure, where its label is the right one") {
  using model::ErrorClass;
  struct Row {
    const char* gold;
    std::optional<double> score;
    const char* findings;
  };
  const Row row = GENERATE(values<Row>({{"None", 0.0, "E-1"},
                                        {"None", 0.15F, ""},  // as 32 bits hold it
                                        {"None", 0.1499, "E-1"},
                                        {"None", {}, ""},
                                        {"Other", 0.1, ""}}));
  CAPTURE(row.gold, row.score.value_or(-1));
  auto analysis = missed("where is it");
  auto& document = analysis.shown[0];
  document.gold = {{row.gold, 0, 0, {}}};
  document.predicted = {{"City", 0, 0, row.score}};
  document.pairs = {{ErrorClass::type, 0, 0, "X-0"}};
  auto fallback = finding("E-1", "fallback-threshold", {{"label", "None"}});
  fallback.facts.push_back({"threshold", model::Fact::Kind::score, "", 0.15});
  analysis.findings = {fallback};
  const auto csv = errors_of(analysis);
  CHECK(split(split(csv, '\n')[1], ',')[14] == row.findings);
}

TEST_CASE("an error stands beside the text around it, or the beginning of its document") {
  const auto words =
      "Not all of it. Some words before it, more than are shown here, and then in Jena at last, "
      "followed by as many words again, which are not all shown either.";
  auto analysis = missed(words);
  auto& document = analysis.shown[0];
  document.gold = {{"City", 75, 79, {}}};
  CHECK_THAT(errors_of(analysis),
             Catch::Contains(",\"words before it, more than are shown here, and then in Jena at "
                             "last, followed by as many words again, which are not\"\r\n"));
  document.gold = {{"City", 0, 0, {}}};
  document.text = std::string(300, 'a');
  CHECK_THAT(errors_of(analysis), Catch::Contains("," + std::string(280, 'a') + "…\r\n"));
}

TEST_CASE("an analysis that holds some documents alone has their errors, and says how many lack") {
  auto analysis = test::entities();
  const auto all = render::lists_of_held(analysis).errors;
  analysis.shown.resize(1);
  const auto listed = analysis.shown[0].errors;
  const auto csv = errors_of(analysis);
  const auto left = std::to_string(all - listed);
  CHECK(csv.ends_with("\r\n(" + left + " more errors are not listed),,,,,,,,,,,,,,,\r\n"));
  CHECK(split(csv, '\n').size() - 3 == listed);
}

TEST_CASE("documents that an analysis does not hold bring their errors and their suggestions") {
  const auto whole = test::entities();
  auto part = whole;
  part.shown.resize(1);
  auto others = std::vector(whole.shown.begin() + 1, whole.shown.end());
  std::size_t next = 0;
  const test::Scratch scratch;
  const auto lists = render::write_reports(part, {}, scratch.path(), [&](auto& document) {
    if (next == others.size())
      return false;
    document = others[next++];
    return true;
  });
  CHECK(read_file(scratch.path() / "errors.csv") == errors_of(whole));
  CHECK(lists.errors_listed == lists.errors);
  CHECK(lists.worklist_left == render::lists_of_held(whole).worklist_left);
}

TEST_CASE("errors.csv ends below 50 MB with how many errors it leaves out, whatever is in it") {
  model::Analysis analysis;
  analysis.by_class.resize(model::error_classes);
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "\U0001F600";  // four bytes a character fill the file with few errors
  auto document = missed(text).shown[0];
  constexpr std::uint64_t copies = 15'000;
  analysis.by_class[static_cast<std::size_t>(model::ErrorClass::missed)].count = copies;
  std::uint64_t given = 0;
  const test::Scratch scratch;
  const auto lists = render::write_reports(analysis, {}, scratch.path(), [&](auto& other) {
    other = document;
    return given++ < copies;
  });
  CHECK(lists.errors_listed < copies);
  CHECK(lists.errors_listed > 9'000);
  const auto csv = read_file(scratch.path() / "errors.csv");
  CHECK(csv.size() <= render::list_limit);
  CHECK_THAT(csv, Catch::EndsWith("more errors are not listed)\",,,,,,,,,,,,,,,\r\n"));
  CHECK_THAT(read_file(scratch.path() / "report.html"),
             Catch::Contains("errors.csv lists " + grouped(lists.errors_listed) + " of 15,000"));
}

TEST_CASE("of a document that is held in windows the errors are listed with the whole's offsets") {
  auto analysis = missed("ab Jena cd Ulm ef");
  auto& document = analysis.shown[0];
  document.gold = {{"City", 1003, 1007, {}}, {"City", 5003, 5006, {}}};
  document.pairs = {{model::ErrorClass::missed, 0, {}, "X-0"},
                    {model::ErrorClass::missed, 1, {}, "X-1"}};
  document.windows = {{1000, 1008}, {5000, 5009}};
  document.length = 9000;
  document.text = "ab Jena cd Ulm ef";
  document.errors = 2;
  const auto csv = errors_of(analysis);
  CHECK_THAT(csv, Catch::Contains("X-0,d,,missed,City,,Jena,,1003,1007,"));
  CHECK_THAT(csv, Catch::Contains("X-1,d,,missed,City,,Ulm,,5003,5006,"));
}

TEST_CASE("a worklist adds what was forgotten, and takes away what nobody else would give") {
  model::Analysis analysis;
  model::DocumentResult document;
  document.id = "d";
  document.text = "Ana met Bo in May";
  document.has_text = true;
  document.gold = {{"Person", 0, 3, {}}, {"Date", 4, 7, {}}};
  analysis.shown = {document};
  analysis.unlabeled = {
      at<model::Unlabeled>("d", 8, 10, "Person"), at<model::Unlabeled>("d", 14, 17, "Person"),
      at<model::Unlabeled>("gone", 0, 1, "Person"), at<model::Unlabeled>("d", 15, 99, "Person")};
  for (auto& found : analysis.unlabeled)
    found.grade = model::Grade::strong;
  analysis.unlabeled[0].chance = 0.75;
  analysis.unlabeled[1].grade = model::Grade::weak;
  analysis.audit = {at<model::AuditPlace>("d", 14, 17, "Date")};
  analysis.over_labelled = {at<model::AuditPlace>("d", 4, 7, "Date")};
  analysis.minority_labels = {at<model::MinorityLabel>("d", 0, 3, "Person")};
  analysis.minority_labels[0].usual = "Town";
  render::Worklist list{analysis};
  const auto suggested = list.take(analysis.shown[0]);
  REQUIRE(suggested);
  CHECK(list.left() == 2);  // of a document that is not held, and behind the end of the text
  const auto& labels = suggested->labels;
  REQUIRE(labels.size() == 3);
  CHECK((labels[0].label == "Town" && labels[0].begin == 0));
  CHECK((labels[1].label == "Person" && labels[1].begin == 8 && labels[1].score == 0.75));
  CHECK((labels[2].label == "Date" && labels[2].begin == 14));
  CHECK(suggested->reviews.size() == 4);
  CHECK_FALSE(list.take(analysis.shown[0]));  // another document of that id
}

TEST_CASE("a worklist of classes has the label that is suggested, and both sides of a conflict") {
  model::Analysis analysis;
  analysis.test_set.task = model::Task::multi_label;
  for (const auto* id : {"a", "b", "c"}) {
    model::DocumentResult document;
    document.id = id;
    document.gold = {{"Refund", 0, 0, {}}};
    analysis.shown.push_back(document);
  }
  analysis.label_errors = {error("a", "", "Billing"), error("b", "Refund", ""),
                           error("c", "Refund", "Unlikely")};
  analysis.label_errors_likely = 2;
  model::LabelConflict conflict;
  conflict.document = "a";
  conflict.other = "c";
  analysis.conflicts = {conflict};
  render::Worklist list{analysis};
  CHECK(list.take(analysis.shown[0])->labels.size() == 2);
  CHECK(list.take(analysis.shown[1])->labels.empty());
  const auto third = list.take(analysis.shown[2]);
  REQUIRE(third);
  CHECK(third->labels.size() == 1);
  CHECK(third->reviews[0].other == "a");
}
