// errors.csv and worklist.jsonl.
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

const std::string header =
    "error,document,language,class,gold_label,predicted_label,gold_surface,predicted_surface,"
    "gold_start,gold_end,predicted_start,predicted_end,offsets,score\r\n";

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
      {" blank", "\" blank\""},
      {"\xE2\x80\xAE"
       "evil",
       "U+202Eevil"},
  }));
  CAPTURE(row.text);
  const auto end = std::to_string(length_in(OffsetUnit::codepoints, row.text));
  CHECK(errors_of(missed(row.text)) ==
        header + "X-0123456789,d,,missed,Name,," + row.cell + ",,0," + end + ",,,codepoints,\r\n");
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
  CHECK(render::listed_errors(analysis) == errors);
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
  const auto list = render::worklist_of(analysis);
  REQUIRE(list.documents.size() == 1);
  CHECK(list.left == 2);  // of a document that is not held, and behind the end of the text
  const auto& labels = list.documents[0].labels;
  REQUIRE(labels.size() == 3);
  CHECK((labels[0].label == "Person" && labels[0].begin == 0));
  CHECK((labels[1].label == "Person" && labels[1].begin == 8 && labels[1].score == 0.75));
  CHECK((labels[2].label == "Date" && labels[2].begin == 14));
  CHECK(list.documents[0].reviews.size() == 3);
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
  const auto list = render::worklist_of(analysis);
  REQUIRE(list.documents.size() == 3);
  CHECK(list.documents[0].labels.size() == 2);
  CHECK(list.documents[1].labels.empty());
  CHECK(list.documents[2].labels.size() == 1);
  CHECK(list.documents[2].reviews[0].other == "a");
}
