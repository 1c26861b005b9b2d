// Properties of whole analyses on random documents.
#include <map>

#include "analyze/gain.hpp"
#include "analyze/matrix.hpp"
#include "analyze/surface.hpp"
#include "support/analysis_text.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::ErrorClass;
using model::Task;

namespace {

test::Corpus corpus_of(Task task, unsigned seed) {
  test::RandomCorpus random{seed};
  return task == Task::entities ? random.entities(60, 3, seed % 3 != 0)
                                : random.classification(task, 60, 4);
}

test::Corpus some_corpus() {
  const auto task = GENERATE(Task::entities, Task::single_label, Task::multi_label);
  const auto seed = GENERATE(range(0U, 6U));
  CAPTURE(static_cast<int>(task), seed);
  return corpus_of(task, seed);
}

double micro(const model::Analysis& a) {
  return a.micro.f1.value;
}
double macro(const model::Analysis& a) {
  return a.macro.f1.value;
}
double micro(const analyze::Tally& t) {
  return analyze::micro_f1(analyze::counts_of(t));
}
double macro(const analyze::Tally& t) {
  return analyze::macro_f1(analyze::counts_of(t));
}

}  // namespace

TEST_CASE("parts merged in any order give the analysis of the whole") {
  const auto corpus = some_corpus();
  const auto whole = test::text_of(corpus.analyze());
  test::RandomCorpus random{7};
  std::vector<analyze::Tally> parts(5, analyze::Tally{corpus.task, corpus.labels.size()});
  for (const auto& document : corpus.documents)
    parts[random.below(parts.size())].add(document);
  random.shuffle(parts);
  analyze::Tally merged{corpus.task, corpus.labels.size()};
  for (const auto& part : parts)
    merged.merge(part);
  CHECK(test::text_of(corpus.analyze(merged)) == whole);
}

TEST_CASE("the order of documents does not show") {
  auto corpus = some_corpus();
  const auto before = test::text_of(corpus.analyze());
  test::RandomCorpus{11}.shuffle(corpus.documents);
  CHECK(test::text_of(corpus.analyze()) == before);
}

TEST_CASE("counts add up: every item is in one class, every row is a support") {
  const auto corpus = some_corpus();
  const auto tally = corpus.tally();
  std::uint64_t pairs = 0;
  for (const auto& [pair, counts] : tally.pairs)
    pairs += counts.parts.items;
  std::uint64_t typed = 0;
  for (const auto& label : tally.labels) {
    std::uint64_t gold = 0;
    std::uint64_t predicted = 0;
    for (std::size_t i = 0; i < model::error_classes; ++i) {
      gold += label.gold[i];
      predicted += label.predicted[i];
    }
    CHECK(gold == label.sums.gold);
    CHECK(predicted == label.sums.predicted);
    typed += label.gold[1] + label.gold[3];
  }
  if (corpus.task != Task::multi_label)
    CHECK(pairs == typed);
  const auto analysis = corpus.analyze(tally);
  for (std::size_t i = 0; i < analysis.matrix.labels.size(); ++i) {
    double sum = 0;
    for (const double cell : analysis.matrix.rows[i])
      sum += cell;
    const auto label =
        std::ranges::find(analysis.labels, analysis.matrix.labels[i], &model::LabelScores::label);
    CHECK(sum == Approx(label->gold));
  }
}

TEST_CASE("errors of the documents add up to the errors by class") {
  const auto analysis = some_corpus().analyze();
  double of_documents = 0;
  for (const auto& document : analysis.shown)
    of_documents += static_cast<double>(document.errors);
  double by_class = 0;
  for (std::size_t i = 1; i < model::error_classes; ++i)
    by_class += analysis.by_class[i].count;
  REQUIRE(analysis.shown.size() == analysis.documents);
  CHECK(of_documents == by_class);
}

TEST_CASE("where a finding gives count, support and rate, the rate is the one by the other") {
  const auto analysis = some_corpus().analyze();
  int checked = 0;
  for (const auto& finding : analysis.findings) {
    std::map<std::string, double> facts;
    for (const auto& fact : finding.facts)
      facts[fact.name] = fact.number;
    CAPTURE(finding.rule);
    for (const std::string prefix : {"", "reverse_"})
      if (facts.contains(prefix + "rate") && facts.at(prefix + "support") > 0) {
        checked += 1;
        CHECK(facts.at(prefix + "rate") ==
              Approx(facts.at(prefix + "count") / facts.at(prefix + "support")));
      }
  }
  CHECK(checked > 0);
}

TEST_CASE("strict counts are those of comparing sorted lists") {
  const auto corpus = corpus_of(Task::entities, GENERATE(range(0U, 20U)));
  std::uint64_t right = 0;
  const auto key = [](const model::Annotation& a) { return std::tuple{a.begin, a.end, a.label}; };
  for (const auto& d : corpus.documents) {
    std::vector<model::Annotation> both;
    std::ranges::set_intersection(d.gold, d.predicted, std::back_inserter(both), {}, key, key);
    right += both.size();
  }
  const auto tally = corpus.tally();
  CHECK(tally.all.tp == right);
}

TEST_CASE("the gain of an error class is what repairing its items and recounting gives") {
  const auto corpus = some_corpus();
  const auto analysis = corpus.analyze();
  for (const auto kind : {ErrorClass::type, ErrorClass::boundary, ErrorClass::type_and_boundary,
                          ErrorClass::missed, ErrorClass::spurious}) {
    auto repaired = corpus;
    for (auto& d : repaired.documents) {
      analyze::Matcher matcher{corpus.task};
      const auto matches = matcher.match(d);
      std::vector<model::Annotation> predicted;
      for (const auto& m : matches) {
        if (m.kind == kind && m.gold != analyze::no_item)
          predicted.push_back(d.gold[m.gold]);
        else if (m.kind != kind && m.predicted != analyze::no_item)
          predicted.push_back(d.predicted[m.predicted]);
      }
      d.predicted = predicted;
      model::sort_annotations(d.predicted);
    }
    const auto after = repaired.tally();
    const auto& gain = analysis.by_class[static_cast<std::size_t>(kind)].gain;
    CAPTURE(static_cast<int>(kind));
    CHECK(micro(after) - micro(analysis) == Approx(gain.micro_f1).margin(1e-12));
    CHECK(macro(after) - macro(analysis) == Approx(gain.macro_f1).margin(1e-12));
  }
}

TEST_CASE("the gain of a pair is what repairing it and recounting gives") {
  const auto corpus = some_corpus();
  const auto analysis = corpus.analyze();
  for (const auto& confusion : analysis.confusions) {
    const auto g = *corpus.labels.find(confusion.gold);
    const auto p = *corpus.labels.find(confusion.predicted);
    auto repaired = corpus;
    for (auto& d : repaired.documents) {
      analyze::Matcher matcher{corpus.task};
      const auto matches = matcher.match(d);
      std::vector<model::Annotation> predicted;
      const auto has = [](const auto& list, model::LabelId id) {
        return std::ranges::find(list, id, &model::Annotation::label) != list.end();
      };
      const bool in_document = corpus.task == Task::multi_label && has(d.gold, g) &&
                               !has(d.predicted, g) && has(d.predicted, p) && !has(d.gold, p);
      if (in_document)
        predicted.push_back({g, 0, 0, model::no_score});
      for (const auto& m : matches) {
        if (m.predicted == analyze::no_item)
          continue;
        auto item = d.predicted[m.predicted];
        if (in_document && item.label == p)
          continue;
        if (corpus.task != Task::multi_label && m.gold != analyze::no_item &&
            d.gold[m.gold].label == g && item.label == p)
          item = d.gold[m.gold];
        predicted.push_back(item);
      }
      d.predicted = predicted;
      model::sort_annotations(d.predicted);
    }
    const auto after = repaired.tally();
    CAPTURE(confusion.gold, confusion.predicted);
    CHECK(micro(after) - micro(analysis) == Approx(confusion.gain.micro_f1).margin(1e-12));
    CHECK(macro(after) - macro(analysis) == Approx(confusion.gain.macro_f1).margin(1e-12));
  }
}

TEST_CASE("the scores of merged labels are those of relabelling and recounting") {
  const auto corpus = some_corpus();
  const auto analysis = corpus.analyze();
  for (const auto& confusion : analysis.confusions) {
    const auto from = *corpus.labels.find(confusion.predicted);
    const auto to = *corpus.labels.find(confusion.gold);
    auto merged = corpus;
    for (auto& d : merged.documents)
      for (auto* list : {&d.gold, &d.predicted}) {
        std::vector<model::Annotation> relabelled;
        for (auto a : *list) {
          // A duplicate that only the merge makes is one item; those of one label stay.
          const bool moved = a.label == from;
          a.label = moved ? to : a.label;
          const auto same = [&](const model::Annotation& b) { return b.same_span(a); };
          const auto of = [&](model::LabelId id) {
            return std::ranges::count_if(*list,
                                         [&](const auto& b) { return same(b) && b.label == id; });
          };
          const auto there = std::ranges::count_if(
              relabelled, [&](const auto& b) { return same(b) && b.label == a.label; });
          if (a.label != to || there < std::max(of(from), of(to)))
            relabelled.push_back(a);
        }
        *list = relabelled;
        model::sort_annotations(*list);
      }
    const auto after = merged.tally();
    CAPTURE(confusion.gold, confusion.predicted);
    CHECK(micro(after) == Approx(confusion.merged.micro_f1).margin(1e-12));
    CHECK(macro(after) == Approx(confusion.merged.macro_f1).margin(1e-12));
  }
}
