// Our figures beside those of conlleval, seqeval, nervaluate, scikit-learn and Azure, as recorded
// in REFERENCE.json (rounded to six places there).
#include "core/json_reader.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"
#include "support/shared_data.hpp"

using namespace errata;
using Catch::Detail::Approx;

namespace {

std::uint64_t count(json::element from, const char* key) {
  return std::uint64_t{from[key]};
}

Approx six_places(json::element from, const char* key) {
  return Approx(double{from[key]}).margin(1e-6);
}

void check_scheme(const model::Scheme& ours, json::element theirs) {
  CHECK(ours.precision == six_places(theirs, "precision"));
  CHECK(ours.recall == six_places(theirs, "recall"));
  CHECK(ours.f1 == six_places(theirs, "f1"));
}

void check_scores(const model::Scores& ours, json::element theirs) {
  CHECK(ours.precision.value == six_places(theirs, "precision"));
  CHECK(ours.recall.value == six_places(theirs, "recall"));
  CHECK(ours.f1.value == six_places(theirs, "f1"));
}

std::uint64_t class_count(const model::Analysis& a, model::ErrorClass kind) {
  return static_cast<std::uint64_t>(a.by_class[static_cast<std::size_t>(kind)].count);
}

void check_entities(const model::Analysis& a, json::element reference) {
  CHECK(a.documents == count(reference, "documents"));
  const json::element own = reference["own_spans"];
  CHECK(a.gold == count(own, "gold"));
  CHECK(a.predicted == count(own, "predicted"));
  CHECK(class_count(a, model::ErrorClass::correct) == count(own, "exact"));
  CHECK(a.unlabeled_total == count(own, "predicted_touching_no_gold"));
  check_scores(a.micro, reference["seqeval"]["default"]["micro"]);
  check_scores(a.macro, reference["seqeval"]["default"]["macro"]);
  const json::element nervaluate = reference["nervaluate"]["overall"];
  check_scheme(a.schemes->strict, nervaluate["strict"]);
  check_scheme(a.schemes->exact, nervaluate["exact"]);
  check_scheme(a.schemes->partial, nervaluate["partial"]);
}

const model::LabelScores& scores_of(const model::Analysis& a, std::string_view label) {
  return *std::ranges::find(a.labels, label, &model::LabelScores::label);
}

}  // namespace

TEST_CASE("entity scores equal those of conlleval, seqeval and nervaluate on real systems") {
  const auto data = test::shared_data();
  if (!data)
    return;
  struct Row {
    const char *set, *system, *gold, *predicted;
  };
  const Row row = GENERATE(values<Row>(
      {{"wnut17-ner", "uh_ritual", "emerging.test.annotated", "submissions/uh_ritual"},
       {"masakhaner2-ner", "bbj/afroxlmr", "bbj/test.txt", "bbj/afroxlmr/test_predictions1.txt"},
       {"masakhaner2-ner", "bbj/mbert", "bbj/test.txt", "bbj/mbert/test_predictions1.txt"}}));
  CAPTURE(row.system);
  const test::Conll gold{*data / row.set / row.gold};
  const test::Conll predicted{*data / row.set / row.predicted};
  json::Parser parser;
  const auto text = test::content_of(*data / "REFERENCE.json");
  const auto reference = parser.parse(text, "REFERENCE.json")["sets"][row.set][row.system].value();
  const auto analysis = test::corpus_of(gold, predicted).analyze();
  check_entities(analysis, reference);
  const json::object types = reference["conlleval"]["per_type"];
  for (const auto& [type, scores] : types) {
    const auto& ours = scores_of(analysis, type);
    CHECK(ours.predicted == count(scores, "found"));
    CHECK(100 * ours.scores.f1.value == Approx(double{scores["f1_pct"]}).margin(0.005001));
  }
}
