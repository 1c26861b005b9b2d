#include "analyze/compare.hpp"

#include <cmath>
#include <random>
#include <set>

#include "analyze/error_ids.hpp"
#include "support/catch.hpp"
#include "support/compared.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::Task;
using model::TestSetChange;
using model::Verdict;
using test::compare;
using test::Corpus;

namespace {

std::string number(int i) {
  return std::to_string(i);
}

// `right` of `documents` documents of one class each are predicted right, from the first on.
Corpus classes(int documents, int right, const std::string& prefix = "d") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < documents; ++i)
    corpus.add(prefix + number(i), {{i % 2 == 0 ? "A" : "B"}},
               {{(i % 2 == 0) == (i < right) ? "A" : "B"}}, prefix + " text " + number(i));
  return corpus;
}

const model::ScoreChange& score(const model::Comparison& comparison, const std::string& name) {
  const auto found = std::ranges::find(comparison.scores, name, &model::ScoreChange::name);
  REQUIRE(found != comparison.scores.end());
  return *found;
}

}  // namespace

TEST_CASE("the state of the test set is what became of its documents and labels") {
  struct Row {
    const char* name;
    Corpus before, after;
    TestSetChange state;
    std::uint64_t compared, relabelled, rewritten;
  };
  const auto spans = [](std::uint32_t begin, const char* text) {
    Corpus corpus{Task::entities};
    corpus.add("d1", {{"A", begin, begin + 2}}, {{"A", begin, begin + 2}}, text);
    return corpus;
  };
  auto relabelled = classes(20, 15);
  relabelled.documents[3].gold = relabelled.documents[4].gold;
  auto renamed = classes(20, 12);
  for (auto& document : renamed.documents)
    document.id = "other " + document.id;
  auto without_text = classes(20, 15);
  for (auto& document : without_text.documents) {
    document.text.clear();
    document.has_text = false;
  }
  auto rewritten = classes(20, 15);
  rewritten.documents[0].text = "quite another text";
  const Row rows[] = {
      {"same", classes(20, 15), classes(20, 12), TestSetChange::same, 20, 0, 0},
      {"same texts under other ids", classes(20, 15), renamed, TestSetChange::same, 20, 0, 0},
      {"texts on one side only", classes(20, 15), without_text, TestSetChange::same, 20, 0, 0},
      {"no texts", without_text, without_text, TestSetChange::same, 20, 0, 0},
      {"a part", classes(20, 15), classes(14, 12), TestSetChange::overlap, 14, 0, 0},
      {"more than before", classes(14, 12), classes(20, 15), TestSetChange::overlap, 14, 0, 0},
      {"others", classes(20, 15), classes(20, 15, "e"), TestSetChange::different, 0, 0, 0},
      {"another label", classes(20, 15), relabelled, TestSetChange::relabelled, 20, 1, 0},
      {"another text", classes(20, 15), rewritten, TestSetChange::overlap, 19, 0, 1},
      {"none before", Corpus{Task::single_label}, classes(3, 1), TestSetChange::different, 0, 0, 0},
      {"other white space", spans(2, "a bc"), spans(4, "a \r\nbc "), TestSetChange::same, 1, 0, 0},
      {"the span moved", spans(2, "abcdef"), spans(3, "abcdef"), TestSetChange::relabelled, 1, 1,
       0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto c = compare(row.before, row.after);
    CHECK(c.test_set == row.state);
    CHECK(c.compared == row.compared);
    CHECK(c.relabelled == row.relabelled);
    CHECK(c.rewritten == row.rewritten);
    CHECK(c.documents_before == row.before.documents.size());
    CHECK(c.documents_after == row.after.documents.size());
  }
}

TEST_CASE("no difference is given where no document is of both test sets") {
  const auto c = compare(classes(20, 15), classes(30, 12, "e"));
  CHECK(c.verdict == Verdict::not_comparable);
  CHECK(c.labels.empty());
  CHECK(c.new_errors.count + c.fixed_errors.count + c.persisting == 0);
  for (const auto& s : c.scores) {
    CAPTURE(s.name);
    CHECK_FALSE(s.difference);
    CHECK_FALSE(s.label_effect);
    CHECK(s.before.interval);
    CHECK(s.after.interval);
  }
  CHECK(score(c, "accuracy").before.value == Approx(15.0 / 20));
  CHECK(score(c, "accuracy").after.value == Approx(12.0 / 30));
}

TEST_CASE("the same predictions on the same test set are identical, and nothing is tested") {
  const auto corpus = GENERATE(classes(20, 15), test::RandomCorpus{3}.entities(30, 3, true),
                               test::RandomCorpus{4}.classification(Task::multi_label, 30, 4));
  auto shuffled = corpus;
  test::RandomCorpus{9}.shuffle(shuffled.documents);
  const auto c = compare(corpus, shuffled);
  CHECK(c.test_set == TestSetChange::same);
  CHECK(c.verdict == Verdict::identical);
  CHECK(c.new_errors.count == 0);
  CHECK(c.fixed_errors.count == 0);
  CHECK(c.persisting_otherwise == 0);
  for (const auto& label : c.labels)
    CHECK_FALSE(label.stands_out);
  for (const auto& s : c.scores)
    CHECK(s.difference->change() == 0);
}

TEST_CASE("better and worse are said beyond chance only") {
  struct Row {
    int before, after;
    Verdict verdict;
  };
  const Row row = GENERATE(values<Row>({{100, 106, Verdict::better},
                                        {106, 100, Verdict::worse},
                                        {100, 105, Verdict::no_detectable_change},
                                        {105, 100, Verdict::no_detectable_change},
                                        {100, 100, Verdict::identical}}));
  CAPTURE(row.before, row.after);
  const auto c = compare(classes(200, row.before), classes(200, row.after));
  CHECK(c.verdict == row.verdict);
  const auto& difference = *score(c, "accuracy").difference;
  CHECK(difference.change() == Approx((row.after - row.before) / 200.0));
  const bool excludes_0 = difference.interval->low > 0 || difference.interval->high < 0;
  CHECK(excludes_0 == (row.verdict == Verdict::better || row.verdict == Verdict::worse));
  CHECK(c.discordance->right_now == static_cast<unsigned>(std::max(0, row.after - row.before)));
  CHECK(c.discordance->right_before == static_cast<unsigned>(std::max(0, row.before - row.after)));
}

TEST_CASE("what is said of a label and the interval beside it never contradict each other") {
  // Eight labels that improve by 0 to 14 documents of 40: some are found alone, but not together.
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  for (int label = 0; label < 8; ++label)
    for (int i = 0; i < 40; ++i) {
      const auto name = "L" + number(label);
      const auto id = name + "-" + number(i);
      before.add(id, {{name.c_str()}}, {{i < 20 ? name.c_str() : "L9"}});
      after.add(id, {{name.c_str()}}, {{i < 20 + 2 * label ? name.c_str() : "L9"}});
    }
  const auto c = compare(before, after);
  std::size_t found = 0;
  std::size_t not_found = 0;
  for (const auto& label : c.labels) {
    CAPTURE(label.label);
    bool is_any_better = false;
    for (const auto& ratio : {std::optional{label.f1}, label.precision, label.recall}) {
      if (!ratio || ratio->verdict == Verdict::unchanged)
        continue;
      REQUIRE(ratio->interval);
      const bool excludes_0 = ratio->interval->low > 0 || ratio->interval->high < 0;
      const bool is_better = ratio->verdict == Verdict::better;
      CHECK(excludes_0 == is_better);
      is_any_better |= is_better;
    }
    CHECK(label.stands_out == is_any_better);
    if (label.f1.verdict == Verdict::unchanged)
      continue;
    (label.stands_out ? found : not_found) += 1;
  }
  CHECK(found > 0);
  CHECK(not_found > 0);
  CHECK(c.labels_confidence > 0.9);
}

TEST_CASE("recall that falls while precision rises is told, though F1 stands still") {
  // 60 documents of A: before, all are found, and 30 of B are called A as well; after, 45 are
  // found, and no B is called A. F1 of A is 0.800 and 0.857, within chance of each other.
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  for (int i = 0; i < 60; ++i) {
    before.add("a" + number(i), {{"A"}}, {{"A"}});
    after.add("a" + number(i), {{"A"}}, {{i < 45 ? "A" : "B"}});
    before.add("b" + number(i), {{"B"}}, {{i < 30 ? "A" : "B"}});
    after.add("b" + number(i), {{"B"}}, {{"B"}});
  }
  const auto c = compare(before, after);
  const auto& a = *std::ranges::find(c.labels, "A", &model::LabelChange::label);
  CHECK(a.f1.verdict == Verdict::no_detectable_change);
  REQUIRE(a.precision);
  CHECK(a.precision->before == Approx(60.0 / 90));
  CHECK(a.precision->after == 1);
  CHECK(a.precision->verdict == Verdict::better);
  REQUIRE(a.recall);
  CHECK(a.recall->before == 1);
  CHECK(a.recall->after == Approx(0.75));
  CHECK(a.recall->verdict == Verdict::worse);
  CHECK(a.stands_out);
}

TEST_CASE("a label that one side never predicts has no precision to compare") {
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  for (int i = 0; i < 40; ++i) {
    before.add("a" + number(i), {{"A"}}, {{"B"}});
    after.add("a" + number(i), {{"A"}}, {{"A"}});
  }
  const auto c = compare(before, after);
  const auto& a = *std::ranges::find(c.labels, "A", &model::LabelChange::label);
  CHECK_FALSE(a.precision);
  REQUIRE(a.recall);
  CHECK(a.recall->verdict == Verdict::better);
}

TEST_CASE("documents that are wrong in another way are no change of the score") {
  auto before = classes(20, 15);
  auto after = before;
  after.documents[17].predicted.clear();
  const auto c = compare(before, after);
  CHECK(c.verdict == Verdict::unchanged);
  CHECK(c.persisting == 5);
  CHECK(c.persisting_otherwise == 1);
}

TEST_CASE("few documents give no claim about accuracy, whatever became of them") {
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  for (int i = 0; i < 9; ++i) {
    before.add(number(i), {{"A"}}, {{"B"}});
    after.add(number(i), {{"A"}}, {{"A"}});
  }
  CHECK(compare(before, after).verdict == Verdict::no_claim);
}

TEST_CASE("few documents give no claim about F1, and none change it none") {
  Corpus before{Task::entities};
  Corpus after{Task::entities};
  for (int i = 0; i < 9; ++i) {
    before.add(number(i), {{"A", 0, 2}}, {{"A", 0, 1}});
    after.add(number(i), {{"A", 0, 2}}, {{"A", 0, 2}});
  }
  const auto c = compare(before, after);
  CHECK(c.verdict == Verdict::no_claim);
  CHECK_FALSE(score(c, "micro_f1").difference->interval);
  CHECK(c.fixed_errors.count == 9);
}

TEST_CASE("where labels changed, the model is judged by the new ones and the labels beside it") {
  // 20 documents of A: the earlier model has B in the first 8. Then these 8 are labelled B, and the
  // new model has B in 12.
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  for (int i = 0; i < 20; ++i) {
    before.add(number(i), {{"A"}}, {{i < 8 ? "B" : "A"}});
    after.add(number(i), {{i < 8 ? "B" : "A"}}, {{i < 12 ? "B" : "A"}});
  }
  const auto c = compare(before, after);
  CHECK(c.test_set == TestSetChange::relabelled);
  CHECK(c.relabelled == 8);
  const auto& accuracy = score(c, "accuracy");
  CHECK(accuracy.before.value == Approx(1.0));
  CHECK(accuracy.after.value == Approx(16.0 / 20));
  CHECK(accuracy.difference->change() == Approx(-4.0 / 20));
  CHECK(*accuracy.label_effect == Approx(8.0 / 20));
  CHECK(c.new_errors.count == 4);
  CHECK(c.fixed_errors.count == 0);
}

TEST_CASE("errors are new, fixed or persisting by the item that they are about") {
  const std::string text = "Ann met Bob in Jena on 3 May with Cy";
  Corpus before{Task::entities};
  Corpus after{Task::entities};
  const std::vector<test::Item> gold{
      {"Person", 0, 3}, {"Person", 8, 11}, {"City", 15, 19}, {"Date", 23, 28}};
  before.add("d", gold, {{"Person", 0, 3}, {"City", 8, 11}, {"Date", 23, 24}, {"Person", 34, 35}},
             text);
  after.add(
      "d", gold,
      {{"Person", 0, 3}, {"Date", 8, 11}, {"City", 15, 19}, {"Person", 34, 36}, {"City", 4, 7}},
      text);
  const auto c = compare(before, after);
  // Bob: City then Date. Jena: found now. 3 May: a boundary then missed. Cy: spurious with another
  // boundary. met: newly spurious.
  CHECK(c.persisting == 3);
  CHECK(c.persisting_otherwise == 3);
  REQUIRE(c.fixed_errors.count == 1);
  CHECK(c.fixed_errors.first[0].example.surface == "Jena");
  CHECK(c.fixed_errors.first[0].kind == model::ErrorClass::missed);
  REQUIRE(c.new_errors.count == 1);
  CHECK(c.new_errors.first[0].example.surface == "met");
  CHECK(c.new_errors.first[0].example.predicted == "City");
}

TEST_CASE("a boundary that is drawn wrong in another way persists otherwise") {
  Corpus before{Task::entities};
  Corpus after{Task::entities};
  for (int i = 0; i < 12; ++i) {
    const auto id = "d" + std::to_string(i);
    before.add(id, {{"P", 0, 9}}, {{"P", 4, 9}}, "Mr. Smith came");
    after.add(id, {{"P", 0, 9}}, {{"P", i < 5 ? 4U : 0U, i < 5 ? 9U : 14U}}, "Mr. Smith came");
  }
  const auto c = compare(before, after);
  CHECK(c.persisting == 12);
  CHECK(c.persisting_otherwise == 7);
}

TEST_CASE("an error keeps its id when the text before it moves") {
  const auto corpus = [](const std::string& before, bool right) {
    Corpus made{Task::entities};
    const auto at = static_cast<std::uint32_t>(before.size());
    made.add("d", {{"City", at, at + 4}, {"City", at + 5, at + 9}}, {{"City", at, at + 4}},
             before + "Jena Jena");
    if (right)
      made.documents[0].predicted = made.documents[0].gold;
    return made;
  };
  const auto c = compare(corpus("in ", true), corpus("in ", false));
  const auto moved = compare(corpus("in  \n ", true), corpus("in  \n ", false));
  const auto across = compare(corpus("in ", true), corpus("in  \n ", false));
  REQUIRE(c.new_errors.count == 1);
  REQUIRE(moved.new_errors.count == 1);
  REQUIRE(across.new_errors.count == 1);
  CHECK(c.new_errors.first[0].id == moved.new_errors.first[0].id);
  CHECK(across.new_errors.first[0].id == moved.new_errors.first[0].id);
  CHECK(across.new_errors.first[0].example.begin == 11);
  const auto fixed = compare(corpus("in ", false), corpus("in  \n ", true));
  CHECK(fixed.fixed_errors.first[0].id == c.new_errors.first[0].id);
}

TEST_CASE("errors that look alike have ids of their own") {
  Corpus before{Task::entities};
  before.add("d", {{"City", 0, 4}, {"City", 5, 9}}, {{"City", 0, 4}, {"City", 5, 9}},
             "Jena Jena Jena Jena");
  Corpus after{Task::entities};
  after.add("d", {{"City", 0, 4}, {"City", 5, 9}}, {{"City", 10, 14}, {"City", 15, 19}},
            "Jena Jena Jena Jena");
  const auto c = compare(before, after);
  REQUIRE(c.new_errors.first.size() == 4);
  std::set<std::string> ids;
  for (const auto& error : c.new_errors.first)
    ids.insert(error.id);
  CHECK(ids.size() == 4);
}

TEST_CASE("spans are the same whether a copy has its text or only offsets") {
  Corpus with_text{Task::entities};
  with_text.add("d", {{"City", 10, 14}}, {{"City", 10, 14}}, "é in 𝄞Jena");
  struct Row {
    OffsetUnit unit;
    std::uint32_t begin;
  };
  const Row row = GENERATE(
      values<Row>({{OffsetUnit::codepoints, 6}, {OffsetUnit::utf16, 7}, {OffsetUnit::bytes, 10}}));
  Corpus without{Task::entities};
  without.add("d", {{"City", row.begin, row.begin + 4}}, {{"City", row.begin, row.begin + 4}});
  without.documents[0].unit = row.unit;
  CHECK(compare(with_text, without).verdict == Verdict::identical);
  CHECK(compare(without, with_text).verdict == Verdict::identical);
  without.documents[0].predicted[0].begin += 1;
  CHECK(compare(without, with_text).fixed_errors.count == 1);
  auto other_unit = without;
  other_unit.documents[0].unit =
      row.unit == OffsetUnit::bytes ? OffsetUnit::utf16 : OffsetUnit::bytes;
  CHECK(compare(without, other_unit).test_set == TestSetChange::different);
}

TEST_CASE("in sets of labels a missing label is one error with the extra ones beside it") {
  Corpus before{Task::multi_label};
  Corpus after{Task::multi_label};
  before.add("d", {{"A"}, {"B"}}, {{"A"}, {"C"}, {"D"}});
  after.add("d", {{"A"}, {"B"}}, {{"B"}, {"C"}, {"E"}});
  const auto c = compare(before, after);
  CHECK(c.fixed_errors.count == 1);  // B missing beside C and D
  CHECK(c.persisting == 0);
  REQUIRE(c.new_errors.count == 1);
  const auto& error = c.new_errors.first[0];
  CHECK(error.kind == model::ErrorClass::type);
  CHECK(error.example.gold == "A");
  CHECK(error.example.predicted == "C, E");
}

TEST_CASE("in sets of labels an extra label is an error by itself where nothing is missing") {
  Corpus before{Task::multi_label};
  Corpus after{Task::multi_label};
  before.add("d", {{"A"}, {"B"}}, {{"A"}, {"C"}});
  after.add("d", {{"A"}, {"B"}}, {{"A"}, {"B"}, {"C"}});
  before.add("e", {{"A"}}, {{"C"}});
  after.add("e", {{"A"}}, {{"B"}});
  const auto c = compare(before, after);
  CHECK(c.fixed_errors.count == 1);  // B missing beside C
  REQUIRE(c.new_errors.count == 1);  // C, beside which nothing is missing now
  CHECK(c.new_errors.first[0].kind == model::ErrorClass::spurious);
  CHECK(c.persisting == 1);  // A of the other document, missing beside B and no longer beside C
  CHECK(c.persisting_otherwise == 1);
}

TEST_CASE(
    "the worst new errors are wrong labels, surest first, and no pair of labels comes twice "
    "before each came once") {
  Corpus before{Task::entities};
  Corpus after{Task::entities};
  for (int i = 0; i < 6; ++i) {
    before.add(number(i), {{"A", 0, 2}}, {{"A", 0, 2}});
    after.add(number(i), {{"A", 0, 2}}, {});
  }
  for (const int i : {0, 1, 2})
    after.documents[static_cast<std::size_t>(i)].predicted = after.annotations({{"B", 0, 2}});
  for (const int i : {1, 2})
    after.documents[static_cast<std::size_t>(i)].predicted[0].score = i == 1 ? 0.5F : 0.9F;
  after.documents[0].predicted[0].score = 0.2F;
  const auto c = compare(before, after);
  REQUIRE(c.new_errors.first.size() == 6);
  CHECK(c.new_errors.first[0].example.document == "2");
  CHECK(c.new_errors.first[1].example.document == "3");
  CHECK(c.new_errors.first[2].example.document == "1");
}

TEST_CASE("of equal errors those come first whose label changed most, whatever their documents") {
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  const char* const gold[] = {"A", "B", "B", "C", "C", "C"};
  for (int i = 0; i < 6; ++i) {
    before.add(number(i), {{gold[i]}}, {{gold[i]}});
    after.add(number(i), {{gold[i]}}, {{"D"}});
  }
  const auto c = compare(before, after);
  std::vector<std::string> documents;
  for (const auto& error : c.new_errors.first) {
    documents.push_back(error.example.document);
    CHECK(error.kind == model::ErrorClass::type);
  }
  CHECK(documents == std::vector<std::string>{"3", "1", "0", "4", "2", "5"});
  CHECK(compare(after, before).fixed_errors.first[0].example.document == "3");
}

TEST_CASE("each error of either side is new, fixed or persisting") {
  const auto seed = GENERATE(range(1U, 21U));
  CAPTURE(seed);
  test::RandomCorpus random{seed};
  const auto task = seed % 3 == 0   ? Task::single_label
                    : seed % 3 == 1 ? Task::entities
                                    : Task::multi_label;
  const auto before = task == Task::entities ? random.entities(40, 3, seed % 2 == 0)
                                             : random.classification(task, 40, 3);
  auto after = before;
  for (std::size_t i = 0; i < after.documents.size(); i += 2)
    after.documents[i].predicted = after.documents[i].gold;
  for (std::size_t i = 1; i < after.documents.size(); i += 4)
    after.documents[i].predicted.clear();
  const auto c = compare(before, after);
  const auto errors = [](const model::Analysis& a) {
    double sum = 0;
    for (std::size_t i = 1; i < a.by_class.size(); ++i)
      sum += a.by_class[i].count;
    return sum;
  };
  for (const auto* const changes : {&c.new_errors, &c.fixed_errors}) {
    std::uint64_t of_all_classes = 0;
    for (const auto& of : changes->by_class) {
      of_all_classes += of.count;
      CHECK(of.count <= changes->by_class.front().count);
      CHECK(of.count >= static_cast<std::uint64_t>(std::ranges::count(changes->first, of.kind,
                                                                      &model::ErrorChange::kind)));
    }
    CHECK(of_all_classes == changes->count);
  }
  CHECK(static_cast<double>(c.new_errors.count + c.persisting) == errors(after.analyze()));
  CHECK(static_cast<double>(c.fixed_errors.count + c.persisting) == errors(before.analyze()));
  const auto& deciding = score(c, task == Task::single_label ? "accuracy" : "micro_f1");
  const auto whole = after.analyze();
  CHECK(deciding.after.value ==
        Approx(task == Task::single_label ? whole.accuracy->value : whole.micro.f1.value));
}

TEST_CASE("errors have the ids of the later report where each side has labels of its own") {
  Corpus before{Task::single_label};
  before.add("d1", {{"B"}}, {{"A"}}, "one text");
  before.add("d2", {{"C"}}, {{"C"}}, "another text");
  Corpus after{Task::single_label};  // knows no A
  after.add("d1", {{"B"}}, {{"B"}}, "one text");
  after.add("d2", {{"C"}}, {{"B"}}, "another text");
  const auto c = compare(before, after);
  REQUIRE(c.new_errors.first.size() == 1);
  const auto& document = after.documents[1];
  const analyze::Place place{document, after.labels};
  CHECK(c.new_errors.first.front().id ==
        analyze::error_ids(place, analyze::ErrorSide::gold, document.gold).front());
  CHECK(c.new_errors.first.front().example.gold == "C");
  REQUIRE(c.fixed_errors.first.size() == 1);
  CHECK(c.fixed_errors.first.front().example.predicted == "A");
}

TEST_CASE("a model is not better for labels that were renamed, but may be worse") {
  Corpus before{Task::single_label};
  Corpus renamed{Task::single_label};
  Corpus corrected{Task::single_label};  // one label was a slip
  for (int i = 0; i < 90; ++i) {
    const auto* const label = i % 2 ? "org" : "person";
    before.add("d" + number(i), {{i == 0 ? "orgg" : label}}, {{label}}, "text " + number(i));
    renamed.add("d" + number(i), {{"ORG"}}, {{i % 3 ? "ORG" : "PERSON"}}, "text " + number(i));
    corrected.add("d" + number(i), {{label}}, {{"org"}}, "text " + number(i));
  }
  const auto c = compare(before, renamed);
  CHECK(c.verdict == Verdict::other_labels);
  CHECK(c.gone_predictions == 90);
  CHECK(c.gone_labels == std::vector<std::string>{"org", "person"});
  CHECK_FALSE(score(c, "accuracy").difference);
  CHECK(score(c, "accuracy").before.value == Approx(89.0 / 90));  // on the labels of then
  CHECK(c.labels.empty());
  CHECK(c.fixed_errors.count == 0);
  const auto worse = compare(before, corrected);
  CHECK(worse.gone_predictions == 0);  // nobody predicted the slip
  CHECK(worse.verdict == Verdict::worse);
}

TEST_CASE("labels that were given each other's names make no model better") {
  Corpus before{Task::single_label};
  Corpus after{Task::single_label};
  constexpr const char* then[] = {"0", "1", "2"};
  constexpr const char* now[] = {"2", "0", "1"};
  for (int i = 0; i < 90; ++i) {
    const auto label = static_cast<std::size_t>(i % 3);
    const auto worse = i % 2 ? label : (label + 1) % 3;
    before.add("d" + number(i), {{then[label]}}, {{then[label]}}, "text " + number(i));
    after.add("d" + number(i), {{now[label]}}, {{now[worse]}}, "text " + number(i));
  }
  const auto c = compare(before, after);
  CHECK(c.verdict == Verdict::other_labels);
  CHECK(c.gone_labels == std::vector<std::string>{"0", "1", "2"});
  CHECK_FALSE(score(c, "accuracy").difference);
}

TEST_CASE("no change is computed from a score that is not defined") {
  auto silent = classes(20, 15);
  for (auto& document : silent.documents)
    document.predicted.clear();
  const auto c = compare(classes(20, 15), silent);
  CHECK(score(c, "precision").before.defined);
  CHECK_FALSE(score(c, "precision").after.defined);
  CHECK_FALSE(score(c, "precision").difference);
}

TEST_CASE("the order of documents and of labels on either side changes nothing") {
  const auto seed = GENERATE(range(1U, 13U));
  CAPTURE(seed);
  test::RandomCorpus random{seed};
  const auto before = seed % 2 == 0 ? random.entities(40, 3, seed % 4 == 0)
                                    : random.classification(Task::single_label, 40, 3);
  auto after = before;
  for (auto& document : after.documents)
    if (random.below(3) == 0 && !document.predicted.empty())
      document.predicted.pop_back();
  const auto wanted = test::text_of(compare(before, after));
  auto other_before = test::with_labels_turned(before);
  auto other_after = after;
  random.shuffle(other_before.documents);
  random.shuffle(other_after.documents);
  CHECK(test::text_of(compare(other_before, other_after)) == wanted);
}

TEST_CASE("what is better from one side is worse from the other") {
  const auto seed = GENERATE(range(1U, 7U));
  test::RandomCorpus random{seed};
  const auto before = random.entities(40, 3, true);
  auto after = before;
  for (auto& document : after.documents)
    if (random.below(3) == 0)
      document.predicted = document.gold;
  const auto there = compare(before, after);
  const auto back = compare(after, before);
  CHECK(there.new_errors.count == back.fixed_errors.count);
  CHECK(there.fixed_errors.count == back.new_errors.count);
  for (std::size_t i = 0; i < there.scores.size(); ++i) {
    const auto& one = *there.scores[i].difference;
    const auto& other = *back.scores[i].difference;
    CHECK(one.change() == Approx(-other.change()));
    CHECK(one.p.has_value() == other.p.has_value());
    if (one.p)
      CHECK(*one.p == Approx(*other.p));
  }
}
