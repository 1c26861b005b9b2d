#include <cmath>
#include <set>
#include <tuple>

#include "analyze/calibration.hpp"
#include "analyze/edges.hpp"
#include "analyze/gain.hpp"
#include "analyze/groups.hpp"
#include "analyze/habits.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::EdgeHabit;
using model::PieceKind;
using model::Task;
using test::Corpus;
using test::Item;

namespace {

const model::Finding* finding(const model::Analysis& a, std::string_view rule) {
  const auto found = std::ranges::find(a.findings, rule, &model::Finding::rule);
  return found == a.findings.end() ? nullptr : &*found;
}

const model::Fact& fact(const model::Finding& finding, std::string_view name) {
  const auto found = std::ranges::find(finding.facts, name, &model::Fact::name);
  REQUIRE(found != finding.facts.end());
  return *found;
}

const model::HealthCheck& check(const model::Analysis& a, std::string_view rule) {
  const auto found = std::ranges::find(a.health, rule, &model::HealthCheck::rule);
  REQUIRE(found != a.health.end());
  return *found;
}

// "Dr. Ada met Acme Ltd" in 30 documents: of the people, predictions leave off the title in `late`
// documents; gold has no title in the first `untitled` ones. Companies lose "Ltd" in the last
// three.
Corpus titles(int late, int untitled) {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 30; ++i) {
    const std::uint32_t begin = i < untitled ? 4 : 0;
    const std::uint32_t end = i < 27 ? 20 : 16;
    corpus.add("d" + std::to_string(i), {{"Person", begin, 7}, {"Company", 12, 20}},
               {{"Person", i < untitled + late ? 4U : begin, 7}, {"Company", 12, end}},
               "Dr. Ada met Acme Ltd");
  }
  return corpus;
}

// `documents` documents of each of the labels, predicted as the next one in `wrong` of them.
Corpus circle(const std::vector<const char*>& labels, int documents, int wrong) {
  Corpus corpus{Task::single_label};
  for (std::size_t label = 0; label < labels.size(); ++label)
    for (int i = 0; i < documents; ++i) {
      const auto next = i < wrong ? (label + 1 + static_cast<std::size_t>(i) % 2) : label;
      corpus.add(labels[label] + std::to_string(i), {{labels[label]}},
                 {{labels[next % labels.size()]}});
    }
  return corpus;
}

bool same_gain(const model::Gain& a, const model::Gain& b) {
  return a.micro_f1 == b.micro_f1 && a.macro_f1 == b.macro_f1;
}

}  // namespace

TEST_CASE("what is left off at an edge again and again is a habit, with what gold does") {
  const auto a = titles(10, 12).analyze();
  REQUIRE(a.boundaries.size() == 1);
  const auto& habit = a.boundaries.front();
  CHECK(habit.label == "Person");
  CHECK(habit.habit == EdgeHabit::begins_late);
  CHECK(habit.kind == PieceKind::text);
  CHECK(habit.text == "Dr.");
  CHECK(habit.count == 10);
  CHECK(habit.documents == 10);
  CHECK(habit.of == 10);
  CHECK(habit.others == 0);
  CHECK(habit.of_others == 3);
  CHECK(habit.gold_with == 18);
  CHECK(habit.gold_without == 12);
  CHECK(habit.settled == 10);
  CHECK(habit.gain.micro_f1 == Approx(10.0 / 60));
  REQUIRE(habit.examples.size() == 5);
  CHECK(habit.examples.front().surface == "Dr. Ada");
  CHECK(habit.examples.front().predicted_surface == "Ada");
}

TEST_CASE("a habit is said in the finding about the label's boundaries") {
  const auto a = titles(10, 12).analyze();
  REQUIRE(finding(a, "fix-boundaries") != nullptr);
  const auto& f = *finding(a, "fix-boundaries");
  CHECK(fact(f, "habit_text").text == "Dr.");
  CHECK(fact(f, "habit_count").number == 10);
  CHECK(fact(f, "habit_begin").number == 1);
  CHECK(fact(f, "habit_added").number == 0);
  CHECK(fact(f, "habit_gold_rate").number == Approx(0.6));
  CHECK(fact(f, "habit_rest").number == 0);
}

TEST_CASE("a habit of few of a label's boundary errors leaves the others to be read") {
  Corpus corpus{Task::entities};
  for (std::uint32_t i = 0; i < 48; ++i) {
    const auto* const label = i < 24 ? "A" : "B";
    const bool ends_late = i < 8;
    const std::string first(1,
                            static_cast<char>('a' + i % 24));  // no text, and no kind, of A's own
    corpus.add("d" + std::to_string(i), {{label, 2, 6}},
               {{label, ends_late || i % 2 ? 2U : 0U,
                 ends_late ? 7U
                 : i % 2   ? 5U
                           : 6U}},
               first + " Bern, they said");
  }
  const auto a = corpus.analyze();
  REQUIRE(finding(a, "fix-boundaries") != nullptr);
  const auto& f = *finding(a, "fix-boundaries");
  CHECK(fact(f, "habit_count").number == 8);
  CHECK(fact(f, "habit_rest").number == 16);
}

TEST_CASE("no habit is claimed of few cases, or where one text is one of many") {
  CHECK(titles(4, 0).analyze().boundaries.empty());
  constexpr const char* marks[] = {", or", ". or", "; or", ": or", "! or"};
  Corpus corpus{Task::entities};
  for (int i = 0; i < 30; ++i) {
    const std::string mark = marks[i % 5];
    corpus.add("d" + std::to_string(i), {{"A", 0, 3}, {"B", 7, 10}}, {{"A", 0, 4}, {"B", 7, 11}},
               "one" + mark + "two" + mark);
  }
  const auto a = corpus.analyze();  // a mark is added throughout, but no one mark
  CHECK(a.boundaries.size() == 2);
  for (const auto& habit : a.boundaries)
    CHECK(habit.kind == PieceKind::punctuation);
}

TEST_CASE("what one label of few errors lacks is no habit of one of many") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 222; ++i) {
    const bool is_a = i < 197;
    const bool is_word = is_a ? i < 88 : i < 197 + 8;  // p is 0.16
    corpus.add("d" + std::to_string(i), {{is_a ? "A" : "B", 4, 8}},
               {{is_a ? "A" : "B", is_word ? 0U : 4U, is_word ? 8U : 13U}},
               std::string(1, static_cast<char>('a' + i % 26)) + "xy Bern " +
                   std::string(4, static_cast<char>('a' + i % 26)));
  }
  CHECK(corpus.analyze().boundaries.empty());
}

TEST_CASE("what all labels do, or the only one, is a habit of each") {
  const auto labels = GENERATE(1, 2);
  Corpus corpus{Task::entities};
  for (int i = 0; i < 20; ++i) {
    const auto* const other = labels == 1 ? "A" : "B";
    corpus.add("d" + std::to_string(i), {{"A", 0, 3}, {other, 8, 11}},
               {{"A", 0, 4}, {other, 8, 12}}, "one, or two, or");
  }
  const auto habits = corpus.analyze().boundaries;
  REQUIRE(habits.size() == static_cast<std::size_t>(labels));
  for (const auto& habit : habits) {
    CHECK(habit.text == ",");
    CHECK(habit.habit == EdgeHabit::ends_late);
    CHECK(habit.count == habit.of);
  }
}

TEST_CASE("a rule about any word is one habit, with the commonest words") {
  constexpr const char* words[] = {"Ada ran ", "Ada sat ", "Ada and ", "Ada hid ", "Ada won "};
  Corpus corpus{Task::entities};
  for (int i = 0; i < 25; ++i) {
    std::string text = words[i % 5];
    text += "to Rome, or";
    const std::uint32_t more = i == 0 ? 4 : 0;
    corpus.add("d" + std::to_string(i), {{"Person", 0, 3}, {"Place", 11, 15}},
               {{"Person", 0, 7}, {"Place", 11, 15 + more}}, text);
  }
  const auto habits = corpus.analyze().boundaries;
  REQUIRE(habits.size() == 1);
  CHECK(habits[0].kind == PieceKind::word);
  CHECK(habits[0].habit == EdgeHabit::ends_late);
  CHECK(habits[0].count == 25);
  REQUIRE(habits[0].pieces.size() == 5);
  CHECK(habits[0].pieces[0].text == "and");
  CHECK(habits[0].pieces[0].count == 5);
}

TEST_CASE("pieces of text have a kind") {
  const std::tuple<const char*, PieceKind> cases[] = {
      {" ", PieceKind::blank},
      {"\xC2\xA0", PieceKind::blank},
      {",", PieceKind::punctuation},
      {"(.", PieceKind::punctuation},
      {"12", PieceKind::number},
      {"3.5 %", PieceKind::number},
      {"Dr.", PieceKind::word},
      {"Inc", PieceKind::word},
      {"of the", PieceKind::words},
      {"B-7", PieceKind::words},
      {"\xE5\x8C\x97", PieceKind::word},
      {"\xE5\x8C\x97\xE4\xBA\xAC\xE5\xB8\x82", PieceKind::words}};
  for (const auto& [text, kind] : cases) {
    CAPTURE(text);
    CHECK(analyze::kind_of_piece(text) == kind);
  }
}

TEST_CASE("chance is Fisher's exact test against the other labels") {
  // scipy.stats.hypergeom.sf(k - 1, n + of_others, k + others, n)
  CHECK(analyze::chance_of(2, 3, 0, 3) == Approx(0.2));
  CHECK(analyze::chance_of(5, 5, 0, 10) == Approx(1 / 3003.0));
  CHECK(analyze::chance_of(88, 197, 8, 25) == Approx(0.16110974957155183));
  CHECK(analyze::chance_of(5, 5, 0, 0) == 1);  // nothing to compare with
  CHECK(analyze::chance_of(3, 3, 5, 5) == 1);
  CHECK(analyze::chance_of(0, 5, 3, 3) == 1);
}

TEST_CASE("three labels that are taken for each other are a group, and stand together") {
  auto corpus = circle({"A", "M", "Z"}, 20, 8);
  for (int i = 0; i < 100; ++i)
    corpus.add("f" + std::to_string(i), {{i % 2 ? "F" : "G"}}, {{i % 2 ? "F" : "G"}});
  const auto a = corpus.analyze();
  REQUIRE(a.groups.size() == 1);
  CHECK(a.groups[0].labels == std::vector<std::string>{"A", "M", "Z"});
  CHECK(a.groups[0].count == 24);
  CHECK(a.groups[0].merged.micro_f1 == 1);
  const auto& order = a.matrix.labels;
  const auto first = std::ranges::find_if(order, [](auto& l) { return l != "F" && l != "G"; });
  REQUIRE(order.end() - first >= 3);
  CHECK(std::set<std::string>(first, first + 3) == std::set<std::string>{"A", "M", "Z"});
  REQUIRE(finding(a, "separate-or-merge") != nullptr);
  CHECK(fact(*finding(a, "separate-or-merge"), "group").texts == a.groups[0].labels);
  CHECK(fact(*finding(a, "separate-or-merge"), "group_micro_f1").number == 1);
}

TEST_CASE("two labels, or a chain that its ends do not share, are no group") {
  CHECK(circle({"A", "B"}, 20, 8).analyze().groups.empty());
  CHECK(circle({"A", "B", "C"}, 20, 0).analyze().groups.empty());
}

TEST_CASE("the scores of a merged group are those of relabelling and recounting") {
  const auto task = GENERATE(Task::entities, Task::single_label, Task::multi_label);
  const auto seed = GENERATE(range(0U, 10U));
  CAPTURE(static_cast<int>(task), seed);
  test::RandomCorpus random{seed};
  const auto corpus =
      task == Task::entities ? random.entities(150, 4, true) : random.classification(task, 150, 4);
  const auto analysis = corpus.analyze();
  for (const auto& group : analysis.groups) {
    auto merged = corpus;
    std::set<model::LabelId> ids;
    for (const auto& name : group.labels)
      ids.insert(*corpus.labels.find(name));
    // Each side of a place keeps as many items as its commonest label of the group has there.
    for (auto& d : merged.documents)
      for (auto* list : {&d.gold, &d.predicted}) {
        std::map<std::tuple<std::uint32_t, std::uint32_t>, std::map<model::LabelId, std::size_t>>
            at;
        std::vector<model::Annotation> relabelled;
        for (const auto& a : *list)
          if (ids.contains(a.label))
            at[{a.begin, a.end}][a.label] += 1;
          else
            relabelled.push_back(a);
        for (const auto& [place, counts] : at) {
          std::size_t most = 0;
          for (const auto& [label, count] : counts)
            most = std::max(most, count);
          for (; most > 0; --most)
            relabelled.push_back(
                {*ids.begin(), std::get<0>(place), std::get<1>(place), model::no_score});
        }
        *list = relabelled;
        model::sort_annotations(*list);
      }
    const auto counts = analyze::counts_of(merged.tally());
    CHECK(analyze::micro_f1(counts) == Approx(group.merged.micro_f1).margin(1e-12));
    CHECK(analyze::macro_f1(counts) == Approx(group.merged.macro_f1).margin(1e-12));
  }
}

TEST_CASE("a language that scores below the others is named, with ten documents and no fewer") {
  const auto documents = GENERATE(9, 10);
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 40 + documents; ++i) {
    const bool weak = i >= 40;
    const bool right = weak ? i % 5 == 0 : i % 10 != 0;
    corpus.add("d" + std::to_string(i), {{"A"}}, {{right ? "A" : "B"}});
    corpus.documents.back().language = weak ? "nl" : "en";
  }
  const auto a = corpus.analyze();
  REQUIRE(a.slices.size() == 2);
  CHECK(a.slices[0].name == "en");
  CHECK(a.slices[1].name == "nl");
  CHECK(a.slices[1].documents == static_cast<std::uint64_t>(documents));
  CHECK(a.slices[1].difference.has_value() == (documents == 10));
  CHECK(a.slices[1].weak == (documents == 10));
  CHECK_FALSE(a.slices[0].weak);
  const auto& languages = check(a, "weak-languages");
  CHECK(languages.outcome ==
        (documents == 10 ? model::Outcome::needs_review : model::Outcome::not_assessable));
  CHECK(check(a, "weak-lengths").outcome == model::Outcome::not_assessable);
  if (documents == 10) {
    CHECK(model::number_of(languages.facts, "worst_f1") == Approx(0.2));
    CHECK(model::number_of(languages.facts, "others_f1") == Approx(0.9));  // not of all, 0.76
    CHECK(model::number_of(languages.facts, "main") == 0);
  }
}

TEST_CASE("a language that is all right in few documents makes no other one weak") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 1000; ++i) {
    const bool right = i < 10 || i % 10 != 0;  // p = 0.61 by Fisher
    corpus.add("d" + std::to_string(i), {{"A"}}, {{right ? "A" : "B"}});
    corpus.documents.back().language = i < 10 ? "en" : "de";
  }
  for (const auto& slice : corpus.analyze().slices)
    CHECK_FALSE(slice.weak);
}

TEST_CASE("a language is the same in small letters and capitals") {
  Corpus corpus{Task::single_label};
  const char* const tags[] = {"en", "EN", "zh-hant-tw", "zh_Hant_TW"};
  for (int i = 0; i < 40; ++i) {
    corpus.add("d" + std::to_string(i), {{"A"}}, {{"A"}});
    corpus.documents.back().language = tags[i % 4];
  }
  const auto slices = corpus.analyze().slices;
  REQUIRE(slices.size() == 2);
  CHECK(slices[0].name == "en");
  CHECK(slices[1].name == "zh-Hant-TW");
}

TEST_CASE("of two languages, one against the other is one test") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 300; ++i) {
    const bool right = i < 260 ? i >= 20 : i >= 269;  // 240 of 260, 31 of 40: p = 0.007 by Fisher
    corpus.add("d" + std::to_string(i), {{"A"}}, {{right ? "A" : "B"}});
    corpus.documents.back().language = i < 260 ? "en" : "de";
  }
  CHECK(corpus.analyze().slices[1].weak);
}

TEST_CASE("the multilingual option is asked for where documents have several languages") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 4; ++i) {
    corpus.add("d" + std::to_string(i), {{"A"}}, {{"A"}});
    corpus.documents.back().language = i % 2 ? "en" : "nl";
  }
  CHECK(check(corpus.analyze(), "multilingual-option").outcome == model::Outcome::not_assessable);
  corpus.test_set.source.facts["multilingual"] = "no";
  CHECK(check(corpus.analyze(), "multilingual-option").outcome == model::Outcome::fail);
  corpus.test_set.source.facts["multilingual"] = "yes";
  CHECK(check(corpus.analyze(), "multilingual-option").outcome == model::Outcome::pass);
}

TEST_CASE("calibration errors are those of the definition") {
  const model::LabelSet names;
  analyze::Calibration calibration;
  // 100 at 0.2, of which 40 are right; 200 at 0.9, of which 150 are.
  for (int i = 0; i < 100; ++i)
    calibration.add(0, 0.2F, i < 40);
  CHECK(calibration.finish({}, names));
  for (int i = 0; i < 200; ++i)
    calibration.add(0, 0.9F, i < 150);
  calibration.add(0, model::no_score, true);
  const auto found = calibration.finish({}, names);
  REQUIRE(found);
  const double expected = (10 * 0.2 + 20 * 0.15) / 30;
  CHECK(found->equal_width == Approx(expected).margin(1e-6));
  CHECK(found->equal_mass == Approx(expected).margin(1e-6));
  CHECK(found->predicted == 300);
  CHECK(found->right == 190);
  CHECK(found->confidence == Approx(2.0 / 3).margin(1e-6));
  CHECK(found->bins.size() == 2);
}

TEST_CASE("bins of equal mass share all predictions, whatever scores are equal") {
  const auto ties = GENERATE(1, 7, 60, 400);
  const model::LabelSet names;
  analyze::Calibration calibration;
  for (int i = 0; i < 1000; ++i)
    calibration.add(0, static_cast<float>(i / ties * ties) / 1000.0F, i % 3 == 0);
  const auto bins = calibration.finish({}, names)->bins;
  std::uint64_t sum = 0;
  for (const auto& bin : bins) {
    sum += bin.predicted;
    CHECK(bin.predicted >= 1000 / 15 / 2);
    CHECK(bin.lowest <= bin.confidence + 1e-4);
    CHECK(bin.confidence <= bin.highest + 1e-4);
  }
  CHECK(sum == 1000);
  CHECK(bins.size() <= 15);
  if (ties == 1)
    CHECK(bins.size() == 15);
}

TEST_CASE("a label whose score is always 0 is a fallback, and no part of calibration") {
  model::LabelSet names;
  const auto none = names.id("None");
  const auto real = names.id("Real");
  const auto never = names.id("Never");
  analyze::Calibration whole;
  analyze::Calibration parts[2];
  const auto add = [&](model::LabelId label, float score, bool is_right, int i) {
    whole.add(label, score, is_right);
    parts[i % 2].add(label, score, is_right);
  };
  for (int i = 0; i < 90; ++i)
    add(none, 0, i % 3 != 0, i);
  for (int i = 0; i < 100; ++i)
    add(real, 0.75F, i % 4 != 0, i);
  add(real, 0, false, 0);  // what has other scores, too, is none
  parts[0].merge(parts[1]);
  for (const auto& calibration : {whole, parts[0]}) {
    const auto found = calibration.finish({}, names);
    REQUIRE(found);
    CHECK(found->predicted == 101);
    CHECK(found->right == 75);
    CHECK(found->equal_width == Approx(0).margin(1e-6));
    CHECK(found->fallback == 90);
    CHECK(found->fallback_labels == std::vector<std::string>{"None"});
  }
  for (int i = 0; i < 9; ++i)
    add(never, 0, false, i);  // too few to say so
  CHECK(whole.finish({}, names)->fallback == 90);
  CHECK(whole.finish({}, names)->predicted == 110);
  add(none, 0.01F, true, 0);
  CHECK(whole.finish({}, names)->fallback == 0);
  analyze::Calibration only;
  for (int i = 0; i < 200; ++i)
    only.add(never, 0, true);
  CHECK_FALSE(only.finish({}, names));
}

TEST_CASE("habits, slices and calibration of parts merge to those of the whole") {
  const auto seed = GENERATE(range(0U, 5U));
  test::RandomCorpus random{seed};
  auto corpus = random.entities(200, 3, true);
  for (std::size_t i = 0; i < corpus.documents.size(); ++i)
    corpus.documents[i].language = i % 3 ? "en" : "nl";
  const auto whole = corpus.analyze();
  analyze::Tally parts[] = {{corpus.task, 3}, {corpus.task, 3}, {corpus.task, 3}};
  for (std::size_t i = 0; i < corpus.documents.size(); ++i)
    parts[i % 3].add(corpus.documents[i]);
  parts[2].merge(parts[0]);
  parts[2].merge(parts[1]);
  const auto merged = corpus.analyze(parts[2]);
  CHECK(parts[2].edges.counts() == corpus.tally().edges.counts());
  REQUIRE(merged.boundaries.size() == whole.boundaries.size());
  for (std::size_t i = 0; i < merged.boundaries.size(); ++i)
    CHECK(same_gain(merged.boundaries[i].gain, whole.boundaries[i].gain));
  REQUIRE(merged.slices.size() == whole.slices.size());
  for (std::size_t i = 0; i < merged.slices.size(); ++i)
    CHECK(merged.slices[i].scores.f1.value == whole.slices[i].scores.f1.value);
  CHECK(merged.calibration->equal_mass == whole.calibration->equal_mass);
  CHECK(merged.calibration->equal_width == whole.calibration->equal_width);
}
