#include "render/guidance.hpp"

#include "support/catch.hpp"

using namespace errata;
using model::Fact;

namespace {

Fact text(const char* name, const char* value) {
  return {name, Fact::Kind::text, value, 0};
}
Fact count(const char* name, double value) {
  return {name, Fact::Kind::count, "", value};
}
Fact list(const char* name, std::vector<std::string> values) {
  return {name, Fact::Kind::list, "", 0, std::move(values)};
}

render::Words words(const char* rule, const std::vector<Fact>& facts,
                    const render::Dialect& dialect = render::plain) {
  render::Templates templates{std::nullopt};
  return render::Guide{templates, dialect}.words(rule, facts);
}

constexpr auto rules_of_findings = std::to_array<std::string_view>(
    {"add-examples", "break-down", "fallback-threshold", "fix-boundaries", "label-more",
     "one-way-confusion", "over-predicted", "review-labels", "separate-or-merge"});

std::vector<Fact> over_predicted(double whole, double multi) {
  return {text("label", "Refund"), count("count", 6),      count("documents", 6),
          count("support", 9),     count("predicted", 10), count("whole", whole),
          count("multi", multi)};
}

}  // namespace

TEST_CASE("a label that is predicted too often asks for what the task allows") {
  auto facts = over_predicted(0, 0);
  CHECK_THAT(words("over-predicted", facts).how, !Catch::Contains("missing"));
  facts.push_back(count("untouching", 4));
  CHECK_THAT(words("over-predicted", facts).how,
             Catch::Contains("Check whether labels are missing where 4 of them meet no labelled"));
  CHECK_THAT(words("over-predicted", over_predicted(1, 1)).how,
             Catch::Contains("\"Refund\" is missing among the labels of these documents"));
  const auto single = words("over-predicted", over_predicted(1, 0)).how;
  CHECK_THAT(single, Catch::Contains("Check first that these documents carry the right label"));
  CHECK_THAT(single, !Catch::Contains("missing"));
}

TEST_CASE("a finding says what it buys, how sure it is, and where it does not apply") {
  render::Templates templates{std::nullopt};
  for (const auto& rule : render::rules()) {
    CAPTURE(rule.name);
    const auto said = render::Guide{templates, render::plain}.words(
        rule.name, {count("count", 6), count("whole", 1)}, model::Gain{0.031, -0.02});
    CHECK(!said.buys.empty());
    CHECK_THAT(said.not_where, Catch::StartsWith("Does not apply"));
    const bool is_finding = std::ranges::count(rules_of_findings, rule.name) == 1;
    CHECK(Catch::startsWith(said.rests_on, "Evidence is strong where") == is_finding);
  }
  const auto said = render::Guide{templates, render::plain}.words(
      "review-labels", {count("count", 6), count("whole", 1)}, model::Gain{0.031, 0.02});
  CHECK_THAT(said.buys, Catch::StartsWith("Up to +0.031 micro F1 and +0.020 macro F1"));
}

TEST_CASE(
    "a finding of the portal says where to click there, and any other one what file to open") {
  render::Templates templates{std::nullopt};
  const auto how = [&templates](bool in_portal) {
    return render::Guide{templates, render::plain, in_portal}
        .words("over-predicted", over_predicted(1, 0))
        .how;
  };
  CHECK_THAT(how(true), Catch::Contains("In Language Studio"));
  CHECK_THAT(how(true), !Catch::Contains("errors.csv"));
  CHECK_THAT(how(false), Catch::Contains("errors.csv"));
  CHECK_THAT(how(false), !Catch::Contains("Language Studio"));
}

TEST_CASE("boundaries without a habit are to be read, and not to be relabelled") {
  auto facts = std::vector<Fact>{text("label", "P"), count("count", 6), count("support", 20),
                                 count("documents", 6)};
  CHECK_THAT(words("fix-boundaries", facts).how, Catch::Contains("do not relabel yet"));
  facts.insert(facts.end(),
               {count("habit_count", 5), count("habit_of", 6), count("habit_gold_with", 3),
                count("habit_gold_without", 37), count("relabel", 1)});
  const auto said = words("fix-boundaries", facts);
  CHECK_THAT(said.how, !Catch::Contains("do not relabel"));
  CHECK_THAT(said.why, Catch::Contains("Gold has it in 3 places"));
  CHECK_THAT(said.why, Catch::Contains("leaves it off in 37"));
}

TEST_CASE("a habit asks to relabel only where gold itself draws the line both ways") {
  struct Row {
    std::uint64_t with, without, one_way, relabel;
    const char* how;
  };
  const Row row = GENERATE(values<Row>({{3, 37, 0, 1, "relabel the documents that differ"},
                                        {0, 37, 1, 0, "Gold draws this line one way"},
                                        {0, 0, 0, 0, "so do not relabel yet"}}));
  CAPTURE(row.how);
  const auto number = [](const char* name, std::uint64_t value) {
    return count(name, static_cast<double>(value));
  };
  const auto said =
      words("fix-boundaries",
            {text("label", "P"), count("count", 6), count("support", 20), count("documents", 6),
             count("habit_count", 5), count("habit_of", 6), number("habit_gold_with", row.with),
             number("habit_gold_without", row.without), number("habit_one_way", row.one_way),
             number("relabel", row.relabel)});
  CHECK_THAT(said.how, Catch::Contains(row.how));
}

TEST_CASE("merging is offered where it raises the score, and today's score stands beside it") {
  auto facts = std::vector<Fact>{text("gold", "A"),
                                 text("predicted", "B"),
                                 count("count", 3),
                                 {"micro_f1", Fact::Kind::score, "", 0.7},
                                 {"merged_micro_f1", Fact::Kind::score, "", 0.8},
                                 count("merge", 1)};
  CHECK(words("separate-or-merge", facts).title == "Separate or merge \"A\" and \"B\"");
  CHECK_THAT(words("separate-or-merge", facts).why,
             Catch::Contains("micro F1 would be 0.800, today it is 0.700"));
  facts.back() = count("merge", 0);
  CHECK(words("separate-or-merge", facts).title == "Separate \"A\" and \"B\"");
  CHECK_THAT(words("separate-or-merge", facts).how, Catch::Contains("would not raise the score"));
}

TEST_CASE("a label that is never predicted is looked for in training before its confusions") {
  auto facts = std::vector<Fact>{text("label", "Never"),    count("count", 12),
                                 count("few_training", 15), count("training_known", 1),
                                 count("training", 0),      text("taken_for", "Often"),
                                 count("taken_count", 9)};
  const auto how = words("add-examples", facts).how;
  CHECK_THAT(how, Catch::StartsWith("Go in this order. First: is the label in the training set"));
  CHECK_THAT(how, Catch::Contains("The project says: 0 examples."));
  CHECK(how.find("training set") < how.find("at least 15"));
  CHECK(how.find("at least 15") < how.find("\"Often\" (9)"));
}

TEST_CASE("labels of a list stand apart, and those left out are counted") {
  const std::vector<Fact> facts{count("count", 9), list("labels", {"A, B", std::string(300, 'x')}),
                                count("labels_left", 7)};
  const auto said = words("never-predicted-labels", facts, render::markdown).why;
  CHECK_THAT(said, Catch::Contains(": `A, B`, `xxx"));
  CHECK_THAT(said, Catch::Contains("(300 B, SHA-256 0d4e2ca9)` and 7 more."));
}

TEST_CASE("a sentence about one is not a sentence about many") {
  struct Row {
    const char* rule;
    double number;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"absent-from-test", 1, "1 label is not labelled anywhere"},
      {"absent-from-test", 2, "2 labels are not labelled anywhere"},
      {"never-predicted-labels", 1, "1 label stands in the test set, but is never predicted"},
      {"predicted-only-labels", 1, "1 label is predicted, but never labelled"},
      {"few-test-labels", 1, "1 label occurs less often: \"L\". Its scores"},
      {"few-test-labels", 2, "2 labels occur less often: \"L\". Their scores"},
      {"few-training-labels", 1, "1 label has fewer"},
      {"imbalanced", 1, "1 label stands far above the median"},
      {"split-differs", 2, "The shares of 2 labels differ"},
      {"duplicate-ids", 1, "1 document has an id"},
      {"duplicate-texts", 2, "2 documents have a text"},
      {"conflicting-labels", 1, "1 document has a text that is labelled otherwise"},
  }));
  CAPTURE(row.rule, row.number);
  CHECK_THAT(words(row.rule, {count("count", row.number), list("labels", {"L"})}).why,
             Catch::StartsWith(row.said));
}

TEST_CASE("what cannot be judged says why, and what was judged does not") {
  const auto said = words("imbalanced", {text("because", "fewer than two labels occur")});
  CHECK(said.why == "This cannot be judged: fewer than two labels occur.");
  CHECK(said.how.empty());
}

TEST_CASE("a reason is worded by its name, in the language of the report") {
  Fact because = text("because", "");
  because.reason = "no_texts";
  CHECK(words("duplicate-texts", {because}).why ==
        "This cannot be judged: the texts are not known.");
  render::Templates german{std::nullopt, "de"};
  CHECK(render::Guide{german, render::markdown}.words("duplicate-texts", {because}).why ==
        "Nicht zu beurteilen: die Texte sind nicht bekannt.");
}

TEST_CASE("a reason of a newer errata is told in the words that came with it") {
  Fact because = text("because", "the moon is not full");
  because.reason = "moon";
  CHECK(words("duplicate-texts", {because}).why == "This cannot be judged: the moon is not full.");
}

TEST_CASE("a part of a break-down has a name of errata's and an example from outside") {
  const auto facts = std::vector<Fact>{count("spans", 3), count("covered", 2),
                                       list("parts", {"Long number 2: 10115", "Odd <b>: x"})};
  CHECK_THAT(words("break-down", facts).why,
             Catch::Contains("an example: Long number 2 \"10115\", \"Odd <b>\" \"x\"."));
}

TEST_CASE("a reason that could mean something else is not taken for words of errata") {
  const auto* reason = GENERATE("www.example.org", "@team", "see #12", "NLP-42",
                                ":smile:", "deadbeef1", "a*b*", "<b>", "[x](y)", "a_b_");
  CAPTURE(reason);
  CHECK_THAT(words("no-summary", {text("because", reason)}, render::markdown).why,
             Catch::Contains("`" + std::string{reason} + "`"));
}

TEST_CASE("a multi-label confusion is told with its documents and its weight") {
  const auto said = words("one-way-confusion", {text("gold", "A"),
                                                text("predicted", "B"),
                                                count("count", 5),
                                                count("documents", 10),
                                                count("pair_documents", 10),
                                                count("support", 20),
                                                {"rate", Fact::Kind::share, "", 0.25},
                                                count("whole", 1),
                                                count("multi", 1)})
                        .why;
  CHECK_THAT(said, Catch::StartsWith("In 10 documents \"A\" is missing and \"B\" is predicted "
                                     "instead; where several labels are extra, each counts in "
                                     "part, which makes 5 of 20 labelled \"A\" (25.0 %); the "));
}

TEST_CASE("a weight that is a fraction is told as about a whole number") {
  const auto about = [](double weight) {
    return words("one-way-confusion", {text("gold", "A"), text("predicted", "B"),
                                       count("count", weight), count("pair_documents", 30),
                                       count("support", 40), count("whole", 1), count("multi", 1)})
        .why;
  };
  CHECK_THAT(about(12.33), Catch::Contains("which makes about 12 of 40"));
  CHECK_THAT(about(12), Catch::Contains("which makes 12 of 40"));
  CHECK_THAT(about(0.25), Catch::Contains("which makes about <1 of 40"));
}
