#include "analyze/match.hpp"

#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using analyze::Match;
using analyze::no_item;
using enum model::ErrorClass;
using test::Item;

namespace {

std::vector<Match> match(model::Task task, const std::vector<Item>& gold,
                         const std::vector<Item>& predicted) {
  test::Corpus corpus{task};
  corpus.add("d", gold, predicted);
  analyze::Matcher matcher{task};
  return matcher.match(corpus.documents.front());
}

constexpr auto none = no_item;

// The obvious way: of all pairs that a step allows, take the best, again and again.
std::vector<Match> slow_match(const model::Document& d) {
  std::vector<Match> result;
  std::vector<bool> gold_taken(d.gold.size());
  std::vector<bool> predicted_taken(d.predicted.size());
  const auto shared = [](const auto& g, const auto& p) {
    const auto begin = std::max(g.begin, p.begin);
    const auto end = std::min(g.end, p.end);
    return end > begin ? end - begin : 0U;
  };
  const auto allows = [&](model::ErrorClass kind, const auto& g, const auto& p) {
    const bool same = g.same_span(p);
    const bool overlap = shared(g, p) > 0;
    switch (kind) {
      case correct:
        return same && g.label == p.label;
      case type:
        return same;
      case boundary:
        return overlap && g.label == p.label;
      default:
        return overlap;
    }
  };
  for (const auto kind : {correct, type, boundary, type_and_boundary})
    for (bool found = true; found;) {
      found = false;
      double best = -1;
      Match best_match;
      for (std::uint32_t g = 0; g < d.gold.size(); ++g)
        for (std::uint32_t p = 0; p < d.predicted.size(); ++p) {
          if (gold_taken[g] || predicted_taken[p] || !allows(kind, d.gold[g], d.predicted[p]))
            continue;
          const auto part = shared(d.gold[g], d.predicted[p]);
          const auto whole =
              d.gold[g].end - d.gold[g].begin + d.predicted[p].end - d.predicted[p].begin - part;
          const double overlap = static_cast<double>(part) / whole;
          if (overlap > best) {
            best = overlap;
            best_match = {kind, g, p};
          }
        }
      if (best < 0)
        continue;
      found = true;
      gold_taken[best_match.gold] = predicted_taken[best_match.predicted] = true;
      result.push_back(best_match);
    }
  for (std::uint32_t g = 0; g < d.gold.size(); ++g)
    if (!gold_taken[g])
      result.push_back({missed, g, none});
  for (std::uint32_t p = 0; p < d.predicted.size(); ++p)
    if (!predicted_taken[p])
      result.push_back({spurious, none, p});
  std::ranges::sort(result, {}, [](const Match& m) { return std::tuple{m.gold, m.predicted}; });
  return result;
}

}  // namespace

TEST_CASE("each labelled and each predicted span falls into the class that its reader expects") {
  struct Row {
    const char* what;
    std::vector<Item> gold, predicted;
    std::vector<Match> expected;
  };
  const Row row = GENERATE(values<Row>({
      {"nothing", {}, {}, {}},
      {"the same", {{"A", 0, 5}}, {{"A", 0, 5}}, {{correct, 0, 0}}},
      {"other label", {{"A", 0, 5}}, {{"B", 0, 5}}, {{type, 0, 0}}},
      {"other end", {{"A", 0, 5}}, {{"A", 0, 6}}, {{boundary, 0, 0}}},
      {"both", {{"A", 0, 5}}, {{"B", 4, 6}}, {{type_and_boundary, 0, 0}}},
      {"touching is not overlapping",
       {{"A", 0, 5}},
       {{"A", 5, 6}},
       {{missed, 0, none}, {spurious, none, 0}}},
      {"a duplicate meets one",
       {{"A", 0, 5}},
       {{"A", 0, 5}, {"A", 0, 5}},
       {{correct, 0, 0}, {spurious, none, 1}}},
      {"the exact one wins over an earlier overlap",
       {{"A", 0, 5}},
       {{"A", 0, 2}, {"A", 0, 5}},
       {{correct, 0, 1}, {spurious, none, 0}}},
      {"nested gold, listed in any order",
       {{"O", 0, 5}, {"L", 0, 1}},
       {{"L", 0, 1}, {"O", 0, 5}},
       {{correct, 0, 0}, {correct, 1, 1}}},
      {"the greater overlap wins",
       {{"A", 0, 10}},
       {{"A", 0, 4}, {"A", 3, 10}},
       {{boundary, 0, 1}, {spurious, none, 0}}},
      {"equal overlaps go to the earlier gold",
       {{"A", 0, 4}, {"A", 4, 8}},
       {{"A", 2, 6}},
       {{boundary, 0, 0}, {missed, 1, none}}},
      {"own label before greater overlap",
       {{"A", 0, 10}},
       {{"B", 0, 9}, {"A", 8, 12}},
       {{boundary, 0, 1}, {spurious, none, 0}}},
      {"one prediction over two golds meets one",
       {{"A", 0, 3}, {"A", 4, 9}},
       {{"A", 0, 9}},
       {{missed, 0, none}, {boundary, 1, 0}}},
  }));
  CAPTURE(row.what);
  CHECK(match(model::Task::entities, row.gold, row.predicted) == row.expected);
}

TEST_CASE("labels of a document are right, confused, missing or extra") {
  struct Row {
    const char* what;
    std::vector<Item> gold, predicted;
    std::vector<Match> expected;
  };
  const Row row = GENERATE(values<Row>({
      {"right", {{"A"}}, {{"A"}}, {{correct, 0, 0}}},
      {"confused", {{"A"}}, {{"B"}}, {{type, 0, 0}}},
      {"no prediction", {{"A"}}, {}, {{missed, 0, none}}},
      {"no label", {}, {{"A"}}, {{spurious, none, 0}}},
      {"one missing, two extra",
       {{"A"}, {"B"}},
       {{"A"}, {"C"}, {"D"}},
       {{correct, 0, 0}, {type, 1, 1}, {type, none, 2}}},
      {"two missing, one extra", {{"A"}, {"B"}}, {{"C"}}, {{type, 0, 0}, {type, 1, none}}},
      {"missing without extra", {{"A"}, {"B"}}, {{"B"}}, {{missed, 0, none}, {correct, 1, 0}}},
  }));
  CAPTURE(row.what);
  CHECK(match(model::Task::multi_label, row.gold, row.predicted) == row.expected);
}

TEST_CASE("the fast matching finds what trying all pairs finds") {
  const auto seed = GENERATE(range(0U, 40U));
  CAPTURE(seed);
  const auto corpus = test::RandomCorpus{seed}.entities(100, 3, false);
  analyze::Matcher matcher{model::Task::entities};
  for (const auto& document : corpus.documents) {
    auto expected = slow_match(document);
    CAPTURE(document.id);
    CHECK(matcher.match(document) == expected);
  }
}

TEST_CASE("crowded documents are matched as trying all pairs does, whatever overlaps whatever") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  test::RandomCorpus random{seed};
  model::Document document;
  const auto places = 3 + random.below(60);
  for (auto* side : {&document.gold, &document.predicted}) {
    for (auto n = 20 + random.below(60); n > 0; --n) {
      const auto begin = static_cast<std::uint32_t>(random.below(places));
      const auto length = static_cast<std::uint32_t>(1 + random.below(1 + random.below(40)));
      side->push_back({static_cast<model::LabelId>(random.below(1 + seed % 3)), begin,
                       begin + length, model::no_score});
    }
    model::sort_annotations(*side);
  }
  analyze::Matcher matcher{model::Task::entities};
  auto expected = slow_match(document);
  CHECK(matcher.match(document) == expected);
}

TEST_CASE("overlap is measured in characters, so that a text changes nothing") {
  // one character of five is shared with the first prediction, one of three with the second
  test::Corpus corpus{model::Task::entities};
  corpus.add("bytes", {{"A", 4, 5}}, {{"B", 0, 5}, {"C", 4, 9}}, "abcdXééé");
  corpus.add("code points", {{"A", 4, 5}}, {{"B", 0, 5}, {"C", 4, 7}}, "abcdXefghij");
  analyze::Matcher matcher{model::Task::entities};
  const std::vector<Match> expected{{type_and_boundary, 0, 1}, {spurious, none, 0}};
  for (auto& document : corpus.documents) {
    CAPTURE(document.id);
    CHECK(matcher.match(document) == expected);
  }
}

namespace {

struct Crowd {
  const char* what;
  // the n-th of `count` spans on either side
  Item (*gold)(std::uint32_t n, std::uint32_t count);
  Item (*predicted)(std::uint32_t n, std::uint32_t count);
  std::size_t boundaries;  // of a thousand
};

}  // namespace

TEST_CASE("a document of nothing but overlapping spans is matched exactly, in reasonable time") {
  const auto row = GENERATE(values<Crowd>({
      {"shifted, each by one longer",
       [](auto n, auto) {
         return Item{"A", n, n + 100'000};
       },
       [](auto n, auto) {
         return Item{"A", n, n + 100'001};
       },
       1000},
      {"nested in each other",
       [](auto n, auto count) {
         return Item{"A", n, 4 * count - n};
       },
       [](auto n, auto count) {
         return Item{"A", n, 4 * count - n - 1};
       },
       1000},
      {"the same, over many that are as long",
       [](auto, auto count) {
         return Item{"A", 0, 4 * count};
       },
       [](auto n, auto) {
         return Item{"A", n, n + 5};
       },
       1000},
      {"the same, over the same",
       [](auto, auto) {
         return Item{"A", 0, 9};
       },
       [](auto, auto) {
         return Item{"A", 1, 9};
       },
       1000},
      {"side by side",
       [](auto n, auto) {
         return Item{"A", 2 * n, 2 * n + 1};
       },
       [](auto n, auto) {
         return Item{"A", 2 * n + 1, 2 * n + 2};
       },
       0},
  }));
  CAPTURE(row.what);
  constexpr std::uint32_t count = 20'000;
  std::vector<Item> gold;
  std::vector<Item> predicted;
  for (std::uint32_t n = 0; n < count; ++n) {
    gold.push_back(row.gold(n, count));
    predicted.push_back(row.predicted(n, count));
  }
  const auto matches = match(model::Task::entities, gold, predicted);
  const auto boundaries = std::ranges::count(matches, boundary, &Match::kind);
  CHECK(static_cast<std::size_t>(boundaries) * 1000 == row.boundaries * count);
}
