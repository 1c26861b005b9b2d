#include <algorithm>
#include <random>

#include "analyze/gain.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::Grade;

namespace {

// Thirty sure and right documents of A, B and C; unsure ones of None that were taken for A.
struct Intents {
  test::Corpus corpus{model::Task::single_label};

  explicit Intents(int hidden) {
    for (const auto* label : {"A", "B", "C"})
      add(30, label, label, 0.9F);
    add(hidden, "None", "A", 0.07F);
  }

  Intents& add(int documents, const char* gold, const char* predicted, float score) {
    for (int i = 0; i < documents; ++i) {
      corpus.add("d" + std::to_string(corpus.documents.size()), {{gold}}, {{predicted}});
      corpus.documents.back().predicted.front().score = score;
    }
    return *this;
  }
};

const model::Finding* fallback_in(const model::Analysis& analysis) {
  const auto found =
      std::ranges::find(analysis.findings, "fallback-threshold", &model::Finding::rule);
  return found == analysis.findings.end() ? nullptr : &*found;
}

double number(const model::Finding& finding, std::string_view name) {
  const auto found = std::ranges::find(finding.facts, name, &model::Fact::name);
  REQUIRE(found != finding.facts.end());
  return found->number;
}

test::Corpus answered_below(double threshold, const char* label, test::Corpus corpus) {
  for (auto& document : corpus.documents)
    for (auto& predicted : document.predicted)
      if (predicted.score < static_cast<float>(threshold))
        predicted.label = corpus.labels.id(label);
  return corpus;
}

}  // namespace

TEST_CASE("a label that would be right for most unsure predictions is found, if not by chance") {
  struct Row {
    int hidden, right, of_b, of_c;  // unsure ones: of None, right ones, and others taken for A
    bool found;
    Grade evidence;
  };
  const Row row = GENERATE(values<Row>({
      {20, 0, 0, 0, true, Grade::strong},
      {14, 0, 0, 0, true, Grade::strong},
      {13, 0, 0, 0, true, Grade::moderate},
      {20, 3, 0, 0, true, Grade::moderate},
      {10, 0, 0, 0, false, Grade::weak},     // one of 76 pairs, by chance
      {20, 12, 0, 0, false, Grade::weak},    // as many become wrong, or nearly
      {20, 0, 10, 10, true, Grade::strong},  // half of what changes is of None
      {20, 0, 10, 11, false, Grade::weak},
      {9, 0, 0, 0, false, Grade::weak},
  }));
  CAPTURE(row.hidden, row.right, row.of_b, row.of_c);
  Intents intents{row.hidden};
  intents.add(row.right, "B", "B", 0.07F).add(row.of_b, "B", "A", 0.07F);
  const auto analysis = intents.add(row.of_c, "C", "A", 0.07F).corpus.analyze();
  const auto* const finding = fallback_in(analysis);
  REQUIRE((finding != nullptr) == row.found);
  if (row.found)
    CHECK(finding->evidence == row.evidence);
}

TEST_CASE("a fallback says what changes, opens no document, and names those that become right") {
  const auto corpus =
      Intents{25}.add(2, "B", "B", 0.04F).add(3, "C", "A", 0.07F).add(4, "None", "None", 0).corpus;
  const auto analysis = corpus.analyze();
  const auto* const finding = fallback_in(analysis);
  REQUIRE(finding != nullptr);
  CHECK(finding->facts.front().text == "None");
  CHECK(number(*finding, "threshold") == 0.1);  // the lowest that does as much
  CHECK(number(*finding, "changed") == 30);
  CHECK(number(*finding, "wrong") == 28);
  CHECK(number(*finding, "becomes_right") == 25);
  CHECK(number(*finding, "becomes_wrong") == 2);
  CHECK(number(*finding, "accuracy") == Approx(96.0 / 124));
  CHECK(number(*finding, "accuracy_after") == Approx(119.0 / 124));
  CHECK(number(*finding, "tried") == 4 * 19);
  CHECK(finding->effort == 0);
  CHECK(finding->documents.size() == 25);
}

TEST_CASE("the gain of a fallback is that of documents that are really answered so") {
  const auto corpus =
      Intents{25}.add(2, "B", "B", 0.04F).add(3, "C", "A", 0.07F).add(4, "A", "C", 0.9F).corpus;
  const auto analysis = corpus.analyze();
  const auto* const finding = fallback_in(analysis);
  REQUIRE(finding != nullptr);
  const auto before = analyze::counts_of(corpus.tally());
  const auto after = analyze::counts_of(answered_below(0.1, "None", corpus).tally());
  CHECK(finding->gain.micro_f1 ==
        Approx(analyze::micro_f1(after) - analyze::micro_f1(before)).epsilon(1e-12));
  CHECK(finding->gain.macro_f1 ==
        Approx(analyze::macro_f1(after) - analyze::macro_f1(before)).epsilon(1e-12));
}

TEST_CASE("a fallback is the same whatever parts the documents are counted in") {
  const auto corpus = Intents{25}.add(2, "B", "B", 0.04F).corpus;
  analyze::Tally merged{corpus.task, corpus.labels.size()};
  for (std::size_t part = 0; part < 3; ++part) {
    analyze::Tally tally{corpus.task, corpus.labels.size()};
    for (std::size_t i = part; i < corpus.documents.size(); i += 3)
      tally.add(corpus.documents[i]);
    merged.merge(tally);
  }
  const auto analysis = corpus.analyze(merged);
  REQUIRE(fallback_in(analysis) != nullptr);
  const auto whole = corpus.analyze();
  CHECK(fallback_in(analysis)->gain.macro_f1 == fallback_in(whole)->gain.macro_f1);
}

TEST_CASE("no fallback is told of where scores do not tell, are missing, or all is right") {
  const auto unscored = GENERATE(0, 3, 10);  // in a hundred
  Intents intents{40};
  for (std::size_t i = 0; i < intents.corpus.documents.size(); ++i)
    if (static_cast<int>(i % 100) < unscored)
      intents.corpus.documents[i].predicted.front().score = model::no_score;
  CAPTURE(unscored);
  CHECK((fallback_in(intents.corpus.analyze()) != nullptr) == (unscored < 10));

  CHECK(fallback_in(Intents{0}.add(40, "None", "None", 0.07F).corpus.analyze()) == nullptr);
  CHECK(
      fallback_in(Intents{0}.add(60, "None", "A", 0.9F).add(60, "A", "A", 0.1F).corpus.analyze()) ==
      nullptr);
}

TEST_CASE("a label that would be answered in the place of most right answers is no fallback") {
  for (const bool takes_most : {false, true}) {  // of 90 that are right above it
    Intents intents{200};
    intents.add(takes_most ? 100 : 80, "A", "A", 0.07F);
    CHECK((fallback_in(intents.corpus.analyze()) == nullptr) == takes_most);
  }
}

TEST_CASE("no fallback is found among shuffled labels, however frequent one of them is") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  auto corpus = Intents{200}.corpus;
  std::vector<model::LabelId> gold;
  for (const auto& document : corpus.documents)
    gold.push_back(document.gold.front().label);
  std::shuffle(gold.begin(), gold.end(), std::mt19937{seed});
  for (std::size_t i = 0; i < gold.size(); ++i)
    corpus.documents[i].gold.front().label = gold[i];
  CHECK(fallback_in(corpus.analyze()) == nullptr);
}
