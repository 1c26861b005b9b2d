#include "analyze/evidence_kinds.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using analyze::Clues;
using model::EvidenceKind;
using model::Grade;
using model::Task;
using test::Corpus;

namespace {

Clues clues(std::uint64_t labelled, std::uint64_t otherwise, std::uint64_t unlabelled) {
  Clues clues;
  clues.labelled = labelled;
  clues.otherwise = otherwise;
  clues.unlabelled = unlabelled;
  clues.right = 90;
  clues.untouching = 10;
  return clues;
}

Grade grade_of(const Clues& clues) {
  return analyze::grade_of(clues, analyze::weigh(clues).log_odds, {});
}

const model::Unlabeled& candidate(const model::Analysis& a, const std::string& document) {
  const auto found = std::ranges::find(a.unlabeled, document, &model::Unlabeled::document);
  REQUIRE(found != a.unlabeled.end());
  return *found;
}

double weight(const model::Unlabeled& u, EvidenceKind kind) {
  const auto found = std::ranges::find(u.evidence, kind, &model::EvidenceItem::kind);
  REQUIRE(found != u.evidence.end());
  return found->weight;
}

}  // namespace

TEST_CASE("grades go by the surface elsewhere, and homographs are ambiguous") {
  struct Row {
    std::uint64_t labelled, otherwise, unlabelled;
    Grade grade;
  };
  const Row row = GENERATE(values<Row>({{13, 0, 0, Grade::strong},
                                        {0, 0, 9, Grade::weak},
                                        {5, 5, 0, Grade::ambiguous},
                                        {0, 4, 0, Grade::ambiguous},
                                        {13, 14, 0, Grade::ambiguous},
                                        {3, 0, 200, Grade::ambiguous}}));
  CAPTURE(row.labelled, row.otherwise, row.unlabelled);
  CHECK(grade_of(clues(row.labelled, row.otherwise, row.unlabelled)) == row.grade);
}

TEST_CASE("each place that is labelled speaks for a label, each that is not against it") {
  for (std::uint64_t labelled = 0; labelled < 30; ++labelled)
    for (std::uint64_t unlabelled = 1; unlabelled < 30; ++unlabelled) {
      const auto odds = analyze::weigh(clues(labelled, 0, unlabelled)).log_odds;
      CAPTURE(labelled, unlabelled);
      CHECK(analyze::weigh(clues(labelled + 1, 0, unlabelled)).log_odds > odds);
      CHECK(analyze::weigh(clues(labelled, 0, unlabelled + 1)).log_odds <= odds);
    }
}

TEST_CASE("the odds are the sum of what each kind of evidence weighs") {
  auto some = clues(3, 1, 2);
  some.words = -1.5;
  some.before = 2;
  some.length = 3;
  const auto nothing = analyze::weigh(Clues{});
  const auto weighing = analyze::weigh(some);
  double sum = 0;
  for (std::size_t i = 0; i < weighing.items.size(); ++i)
    sum += weighing.items[i].weight - nothing.items[i].weight;
  CHECK(weighing.items.size() == model::evidence_kinds);
  CHECK(weighing.log_odds - nothing.log_odds == Approx(sum));
}

TEST_CASE("a name that is never labelled whole has the evidence of its parts") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 12; ++i)
    corpus.add("d" + std::to_string(i), {{"Person", 4, 14}}, {{"Person", 4, 14}},
               "for John Smith, and nothing more");
  corpus.add("part", {}, {{"Person", 0, 5}}, "Smith came late");
  corpus.add("other", {}, {{"Person", 0, 5}}, "Marks came late");
  const auto a = corpus.analyze();
  CHECK(candidate(a, "part").labelled == 0);
  CHECK(weight(candidate(a, "part"), EvidenceKind::parts) > 1);
  CHECK(weight(candidate(a, "other"), EvidenceKind::parts) == 0);
  CHECK(candidate(a, "part").chance > candidate(a, "other").chance);
}

TEST_CASE("a name with another ending has the evidence of its stem") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 12; ++i)
    corpus.add("d" + std::to_string(i), {{"City", 0, 12}}, {{"City", 0, 12}}, "Москва, утром");
  corpus.add("ending", {}, {{"City", 0, 12}}, "Москву видно");
  const auto u = candidate(corpus.analyze(), "ending");
  CHECK(u.labelled == 0);
  CHECK(weight(u, EvidenceKind::inflected) > 0.3);
}

TEST_CASE("words beside a candidate speak for it where they stand beside its label") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 12; ++i)
    corpus.add("d" + std::to_string(i), {{"Person", 3, 6}}, {{"Person", 3, 6}},
               std::string{"Dr "} + static_cast<char>('A' + i) + "ab and the other words of it");
  corpus.add("beside", {}, {{"Person", 3, 6}}, "Dr Yul stayed");
  corpus.add("apart", {}, {{"Person", 6, 9}}, "words Zul of");
  const auto a = corpus.analyze();
  CHECK(weight(candidate(a, "beside"), EvidenceKind::context) >
        weight(candidate(a, "apart"), EvidenceKind::context));
}

TEST_CASE("the place under judgement does not speak against itself") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 5; ++i)
    corpus.add("d" + std::to_string(i), {{"Org", 0, 4}}, {{"Org", 0, 4}}, "Acme sent it");
  corpus.add("here", {}, {{"Org", 0, 4}}, "Acme");
  corpus.add("plain", {}, {}, "ACME, too");
  const auto u = candidate(corpus.analyze(), "here");
  CHECK(u.labelled == 5);
  CHECK(u.unlabelled == 1);  // "ACME"
}

// The model finds every place and one label in ten is deleted, so that there are candidates; what
// the labels are called is left to chance.
TEST_CASE("labels that are shuffled leave no strong evidence") {
  int alarms = 0;
  std::size_t candidates = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    test::RandomCorpus random{seed};
    auto corpus = random.entities(80, 4, true);
    std::vector<model::LabelId*> golds;
    for (auto& document : corpus.documents) {
      document.predicted = document.gold;
      std::erase_if(document.gold, [&](const auto&) { return random.below(10) == 0; });
      for (auto& gold : document.gold)
        golds.push_back(&gold.label);
    }
    for (auto* gold : golds)
      std::swap(*gold, *golds[random.below(golds.size())]);
    for (auto& document : corpus.documents)
      model::sort_annotations(document.gold);
    const auto a = corpus.analyze();
    candidates += a.unlabeled.size();
    alarms +=
        std::ranges::any_of(a.unlabeled, [](const auto& u) { return u.grade == Grade::strong; });
    alarms += std::ranges::any_of(a.confusions, [](const auto& c) { return c.constant; });
  }
  CHECK(candidates > 1000);
  CHECK(alarms <= 10);  // 5 %
}

TEST_CASE("predictions that equal the labels are found nothing about") {
  for (unsigned seed = 0; seed < 30; ++seed) {
    auto corpus = test::RandomCorpus{seed}.entities(60, 3, true);
    for (auto& document : corpus.documents)
      document.predicted = document.gold;
    const auto a = corpus.analyze();
    CHECK(a.findings.empty());
    CHECK(a.unlabeled.empty());
    CHECK(a.over_labelled.empty());
  }
}
