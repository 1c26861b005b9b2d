// Figures of one report that a reader would take for the same: told apart in words.
#include <algorithm>
#include <cstddef>
#include <string>

#include "render/write_html.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/ticket.hpp"

using namespace errata;
using test::ticket_of;

namespace {

// Page and ticket, one behind the other.
std::string written(const model::Analysis& analysis) {
  render::Templates templates{std::nullopt};
  return render::write_html(analysis, templates, "") + ticket_of(analysis, templates);
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("of documents that a check keeps by name the others are counted, kept or not") {
  auto analysis = test::single_label();
  std::vector<std::string> kept;
  for (int i = 0; i < 20; ++i)
    kept.push_back("d" + std::to_string(i));
  model::Fact count{"count", model::Fact::Kind::count, "", 45};
  analysis.health = {{"duplicate-texts", model::Outcome::needs_review, {count}, kept}};
  CHECK_THAT(written(analysis), Catch::Contains("and 40 more"));
}

TEST_CASE("spurious predictions that overlap a label are told from those that meet none") {
  auto analysis = test::entities();
  auto& spurious = analysis.by_class.at(static_cast<std::size_t>(model::ErrorClass::spurious));
  spurious.count = 9;
  analysis.unlabeled_total = 7;
  const std::string said =
      "2 more spurious predictions overlap a labelled span that another prediction met: with them "
      "there are 9.";
  CHECK(times(written(analysis), said) == 2);
  spurious.count = 7;
  CHECK(times(written(analysis), "more spurious prediction") == 0);
}

TEST_CASE("errors of label sets are counted by error and label by label") {
  auto analysis = test::multi_label();
  double errors = 0;
  for (std::size_t i = 1; i < analysis.by_class.size(); ++i)
    errors += analysis.by_class[i].count;
  const auto right = static_cast<std::uint64_t>(analysis.by_class[0].count);
  analysis.gold = right + static_cast<std::uint64_t>(errors);
  analysis.predicted = right + 1;
  const auto said = "Label by label that is " +
                    std::to_string(static_cast<std::uint64_t>(errors) + 1) +
                    " errors, as the label table counts them";
  CHECK(times(written(analysis), said) == 2);
  analysis.predicted = right;
  CHECK(times(written(analysis), "Label by label that is") == 0);
}

TEST_CASE("false negatives of a label are those not found and those found as another label") {
  auto analysis = test::entities();
  auto& missed = analysis.missed.at(0);
  auto& label = *std::ranges::find(analysis.labels, missed.label, &model::LabelScores::label);
  label.false_negatives = missed.missed + 4;
  CHECK(times(written(analysis), "4 more have the right span and another label") == 2);
  label.false_negatives = missed.missed;
  CHECK(times(written(analysis), "the right span and another label: with") == 0);
}

TEST_CASE("probable label errors are counted once, and by evidence") {
  auto analysis = test::single_label();
  analysis.label_errors_total = 50;
  analysis.label_errors_likely = 12;
  analysis.label_errors_strong = 2;
  analysis.label_errors_moderate = 3;
  CHECK(times(written(analysis), "By evidence: 2 strong, 3 moderate, 7 weak.") == 2);
}

TEST_CASE("no label error is looked for where label and prediction never differ") {
  auto analysis = test::single_label();
  analysis.label_errors.clear();
  analysis.label_errors_total = analysis.label_errors_likely = analysis.label_errors_strong = 0;
  const auto sample = written(analysis);
  CHECK(times(sample, "Of 230,000 documents 100,000 were judged") == 2);
  analysis.label_errors_among = analysis.label_errors_of;
  const auto text = written(analysis);
  CHECK(times(text, "In 0 documents") == 0);
  CHECK(times(text, "because label and prediction differ in no document") == 2);
}

TEST_CASE("what similar texts say never contradicts how many of them are labelled so") {
  auto analysis = test::single_label();
  auto& error = analysis.label_errors.at(0);
  error.evidence = {{model::LabelClue::neighbours, 2}};
  error.neighbours = 10;
  error.like_given = 7;
  error.like_suggested = 3;
  const std::string plain = "similar texts have the predicted label";
  const std::string by_share =
      "measured by how common each label is, similar texts speak for the predicted one";
  CHECK(times(written(analysis), plain) == 0);
  CHECK(times(written(analysis), by_share) == 2);
  std::swap(error.like_given, error.like_suggested);
  CHECK(times(written(analysis), plain) == 2);
  CHECK(times(written(analysis), by_share) == 0);
}

TEST_CASE("checks that sum up findings are counted as findings, not as data checks as well") {
  auto analysis = test::entities();
  const model::Fact count{"count", model::Fact::Kind::count, "", 2};
  analysis.health = {{"complex-entities", model::Outcome::fail, {count}, {}},
                     {"labels-confused", model::Outcome::needs_review, {count}, {}},
                     {"duplicate-ids", model::Outcome::fail, {count}, {}}};
  const auto text = written(analysis);
  CHECK(times(text,
              "2 of these checks only sum up findings, and stand last: the verdict counts the "
              "findings") == 2);
  CHECK(times(text, "1 data check fails") == 2);
  CHECK(text.find("Each document should have an id of its own") <
        text.find("Entities should be simple enough"));
}

TEST_CASE("predictions of a fallback label stand beside calibration, not in it") {
  const auto analysis = test::entities();
  REQUIRE(analysis.calibration);
  const auto text = written(analysis);
  CHECK(times(text, "Left out here: 7 predictions of ") == 2);
  CHECK(times(text, "whose score is 0 throughout: a label that is given where") == 2);
}
