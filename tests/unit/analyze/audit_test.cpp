#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::Task;
using test::Corpus;

namespace {

// "Acme" labelled `times` times, nothing predicted.
Corpus labelled(int times) {
  Corpus corpus{Task::entities};
  for (int i = 0; i < times; ++i)
    corpus.add("d" + std::to_string(i), {{"Org", 0, 4}}, {}, "Acme sent it");
  return corpus;
}

std::string long_text(const std::string& last) {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "word" + std::to_string(i) + " ";
  return text + last;
}

}  // namespace

TEST_CASE("a surface that is labelled elsewhere is found where it stands unlabelled") {
  struct Row {
    const char* text;
    std::uint64_t begin, end;  // nothing found where both are 0
  };
  const Row row = GENERATE(values<Row>({
      {"to Acme", 3, 7},
      {"to ACME!", 3, 7},
      {"é Acme", 2, 6},
      {"to acme", 0, 0},       // begins with a small letter
      {"to Acmeology", 0, 0},  // another word
      {"to Acm\xC3\xA9", 0, 0},
  }));
  CAPTURE(row.text);
  const auto a = labelled(5).add("here", {}, {}, row.text).analyze();
  REQUIRE(a.audit.size() == (row.end > 0 ? 1 : 0));
  if (row.end == 0)
    return;
  CHECK(a.audit.front().document == "here");
  CHECK(a.audit.front().begin == row.begin);
  CHECK(a.audit.front().end == row.end);
  CHECK(a.audit.front().label == "Org");
  CHECK(a.audit.front().labelled == 5);
  CHECK(a.audit.front().unlabelled == 1);
  CHECK(a.audit_total == 1);
}

TEST_CASE("the audit asks for three labelled places, of one label, and few others without") {
  CHECK(labelled(2).add("here", {}, {}, "Acme").analyze().audit.empty());
  CHECK(labelled(3).add("here", {}, {}, "Acme").analyze().audit.size() == 1);
  CHECK(labelled(5)
            .add("here", {}, {}, "Acme")
            .add("p", {{"Person", 0, 4}}, {}, "Acme")
            .analyze()
            .audit.empty());
  auto often = labelled(6);
  for (int i = 0; i < 3; ++i)
    often.add("u" + std::to_string(i), {}, {}, "Acme");
  CHECK(often.analyze().audit.size() == 3);
  CHECK(often.add("v", {}, {}, "Acme").analyze().audit.empty());
}

TEST_CASE("a label that is wrong once does not hide where the right one was forgotten") {
  auto corpus = labelled(20).add("here", {}, {}, "Acme");
  const auto found = corpus.add("p", {{"Person", 0, 4}}, {}, "Acme").analyze().audit;
  REQUIRE(found.size() == 1);
  CHECK(found.front().label == "Org");
  CHECK(found.front().labelled == 20);                                             // as an Org
  CHECK(corpus.add("q", {{"Person", 0, 4}}, {}, "Acme").analyze().audit.empty());  // 20 of 22
}

TEST_CASE("of surfaces within each other the longest is found") {
  auto corpus = labelled(4);
  for (int i = 0; i < 4; ++i)
    corpus.add("e" + std::to_string(i), {{"Org", 0, 10}}, {}, "Acme Foods sent it");
  const auto a = corpus.add("here", {}, {}, "by Acme  Foods").analyze();
  REQUIRE(a.audit.size() == 1);
  CHECK(a.audit.front().surface == "Acme  Foods");
}

TEST_CASE("a label that nobody else gives is found, but not where the model gives it") {
  const auto corpus_with = [](const std::vector<test::Item>& predicted) {
    Corpus corpus{Task::entities};
    corpus.add("here", {{"Org", 0, 6}}, predicted, "Monday is late");
    for (int i = 0; i < 9; ++i)
      corpus.add("d" + std::to_string(i), {{"Org", 10, 14}}, {{"Org", 10, 14}}, "Monday by Acme");
    return corpus.analyze();
  };
  const auto a = corpus_with({});
  REQUIRE(a.over_labelled.size() == 1);
  CHECK(a.over_labelled.front().document == "here");
  CHECK(a.over_labelled.front().labelled == 1);
  CHECK(a.over_labelled.front().unlabelled == 9);
  CHECK(corpus_with({{"Org", 0, 6}}).over_labelled.empty());
}

TEST_CASE("a label that the same words do not have elsewhere is found, beside the usual one") {
  struct Row {
    int usual, so;  // how often the words have either label
    std::size_t found;
    const char* text;
  };
  const Row row = GENERATE(values<Row>({
      {3, 1, 1, "Acme sent it"},
      {2, 1, 0, "Acme sent it"},   // too few to tell
      {60, 2, 2, "Acme sent it"},  // beside one more mistake
      {5, 5, 0, "Acme sent it"},   // two things of one name
      {9, 1, 0, "acme sent it"},   // other words
  }));
  CAPTURE(row.usual, row.so, row.text);
  auto corpus = labelled(row.usual);
  for (int i = 0; i < row.so; ++i)
    corpus.add("p" + std::to_string(i), {{"Person", 0, 4}}, {{"Person", 0, 4}}, row.text);
  const auto a = corpus.analyze();
  REQUIRE(a.minority_labels.size() == row.found);
  CHECK(a.minority_labels_total == row.found);
  for (const auto& minority : a.minority_labels) {
    CHECK(minority.label == "Person");
    CHECK(minority.surface == "Acme");
    CHECK(minority.usual == "Org");
    CHECK(minority.labelled == static_cast<std::uint64_t>(row.so));
    CHECK(minority.usually == static_cast<std::uint64_t>(row.usual));
  }
  const auto check = std::ranges::find(a.health, "labels-inconsistent", &model::HealthCheck::rule);
  REQUIRE(check != a.health.end());
  CHECK(model::number_of(check->facts, "minority") == static_cast<double>(row.found));
  if (row.found > 0)
    CHECK(check->outcome == model::Outcome::needs_review);
}

TEST_CASE("a span that has the usual label as well is none of a minority") {
  auto corpus = labelled(9);
  corpus.add("both", {{"Org", 0, 4}, {"Brand", 0, 4}}, {}, "Acme sent it");
  CHECK(corpus.analyze().minority_labels.empty());
}

TEST_CASE("a label of a part of a word is judged by that part, not by the word behind it") {
  Corpus corpus{Task::entities};
  corpus.add("here", {{"Org", 2, 4}}, {}, "plus Germany");
  for (int i = 0; i < 9; ++i)
    corpus.add("d" + std::to_string(i), {{"Org", 8, 12}}, {{"Org", 8, 12}}, "call us Acme");
  const auto a = corpus.analyze();
  REQUIRE(a.over_labelled.size() == 1);
  CHECK(a.over_labelled.front().surface == "us");
}

TEST_CASE("a place that is labelled as a firm once and lies within addresses else is found") {
  Corpus corpus{Task::entities};
  corpus.add("here", {{"Org", 0, 7}}, {{"Org", 0, 7}}, "Halifax paid");
  for (int i = 0; i < 8; ++i)
    corpus.add("d" + std::to_string(i), {{"Address", 3, 17}}, {}, "at 7 Mill, Halifax");
  CHECK(corpus.analyze().over_labelled.empty());
  corpus.add("e", {{"Address", 3, 18}}, {}, "at 7 Mill, Halifax");
  CHECK(corpus.analyze().over_labelled.empty());  // the others cut the word
  for (int i = 0; i < 8; ++i)
    corpus.add("f" + std::to_string(i), {{"Address", 3, 18}}, {}, "at 8 Mill, Halifax");
  const auto a = corpus.analyze();
  REQUIRE(a.over_labelled.size() == 1);
  CHECK(a.over_labelled.front().document == "here");
  CHECK(a.over_labelled.front().within == 9);
}

TEST_CASE("a number that lies within longer labels else is a part of them, predicted or not") {
  Corpus corpus{Task::entities};
  corpus.add("here", {{"Count", 0, 2}}, {}, "12 came");
  for (int i = 0; i < 12; ++i)
    corpus.add("d" + std::to_string(i), {{"Address", 3, 10}}, {}, "at 12 Mill");
  CHECK(corpus.analyze().over_labelled.empty());
  corpus.add("elsewhere", {}, {{"Count", 0, 3}}, "two");  // predictions there are, but none of 12
  CHECK(corpus.analyze().over_labelled.empty());
}

TEST_CASE("a title that is inside the label here and outside elsewhere is found") {
  Corpus corpus{Task::entities};
  corpus.add("in", {{"Person", 3, 10}}, {{"Person", 3, 10}}, "by Dr. Roe");
  for (int i = 0; i < 3; ++i) {
    corpus.add("mr" + std::to_string(i), {{"Person", 6, 9}}, {{"Person", 6, 9}}, "by Mr Roe");
    corpus.add("dr" + std::to_string(i), {{"Person", 7, 10}}, {{"Person", 7, 10}}, "by Dr. Poe");
  }
  const auto a = corpus.analyze();
  REQUIRE(a.label_edges.size() == 1);
  CHECK(a.label_edges_total == 1);
  CHECK(a.label_edges.front().document == "in");
  CHECK(a.label_edges.front().kind == model::EdgeKind::title);
  CHECK(a.label_edges.front().word == "Dr");
}

TEST_CASE("a closing mark inside a label is found, but not where a word has its own") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 6; ++i) {
    corpus.add("a" + std::to_string(i), {{"Org", 0, 9}}, {{"Org", 0, 9}}, "Acme Inc. paid");
    corpus.add("b" + std::to_string(i), {{"Org", 3, 12}}, {{"Org", 3, 12}}, "by Red Foods.");
  }
  CHECK(corpus.analyze().label_edges.empty());
  const auto a = corpus.add("here", {{"Org", 3, 13}}, {{"Org", 3, 13}}, "by Red Foods.").analyze();
  REQUIRE(a.label_edges.size() == 1);
  CHECK(a.label_edges.front().document == "here");
  CHECK(a.label_edges.front().word == ".");
  CHECK(a.label_edges.front().alike == 1);
  CHECK(a.label_edges.front().otherwise == 6);
}

TEST_CASE("texts that are nearly equal and labelled differently conflict") {
  const auto task = GENERATE(Task::single_label, Task::multi_label);
  Corpus corpus{task};
  corpus.add("a", {{"Billing"}}, {{"Billing"}}, long_text("today"));
  corpus.add("b", {{"Refund"}}, {{"Refund"}}, long_text("tomorrow"));
  corpus.add("c", {{"Refund"}}, {{"Refund"}}, "something else");
  corpus.add("d", {{"Billing"}}, {{"Billing"}}, long_text("today"));
  const auto a = corpus.analyze();
  REQUIRE(a.conflicts.size() == 2);  // a and d do not conflict
  CHECK(a.conflicts.front().document == "a");
  CHECK(a.conflicts.front().other == "b");
  CHECK(a.conflicts.front().similarity == Approx(59.0 / 63));  // 31 words and 30 pairs of each
  CHECK(a.conflicts.front().label == "Billing");
  CHECK(a.conflicts.front().other_label == "Refund");
  CHECK(a.conflicts_total == 2);
  CHECK(a.conflict_pairs == 2);
  CHECK_FALSE(a.conflicts_cut);
}

TEST_CASE("entities conflict where the words stand in both texts, and not where they differ") {
  Corpus corpus{Task::entities};
  corpus.add("a", {{"Day", 0, 5}}, {}, long_text("today"));
  corpus.add("b", {}, {}, long_text("tomorrow"));
  const auto a = corpus.analyze();
  REQUIRE(a.conflicts.size() == 1);
  CHECK(a.conflicts.front().surface == "word0");
  CHECK(a.conflicts.front().label == "Day");
  CHECK(a.conflicts.front().other_label.empty());

  Corpus names{Task::entities};
  const auto begin = static_cast<std::uint32_t>(long_text("").size());
  names.add("a", {{"Day", begin, begin + 5}}, {}, long_text("today"));
  names.add("b", {{"Day", begin, begin + 8}}, {}, long_text("tomorrow"));
  CHECK(names.analyze().conflicts.empty());
}

TEST_CASE("many equal texts that are labelled at random are compared within bounds") {
  Corpus corpus{Task::single_label};
  const char* names[] = {"A", "B", "C"};
  for (int i = 0; i < 3000; ++i)
    corpus.add("d" + std::to_string(i), {{names[i % 3]}}, {{"A"}}, "the same words");
  const auto a = corpus.analyze();
  CHECK(a.conflicts.size() == 200);
  CHECK(a.conflicts_total < 20'000);
  CHECK(a.conflicts_cut);
  const auto check = std::ranges::find(a.health, "two-labels-fit", &model::HealthCheck::rule);
  CHECK(model::number_of(check->facts, "at_least") == 1);
}
