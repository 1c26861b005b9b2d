#include <algorithm>
#include <random>

#include "core/text.hpp"
#include "render/chart_views.hpp"
#include "render/views.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"

using namespace errata;
using render::View;

namespace {

double number(std::string_view text) {
  return parse_number(text).value();
}

double number(const View& view, const std::string& name) {
  return number(view.texts().at(name).value);
}

bool is_in(double value, double low, double high) {
  return low <= value && value <= high;
}

std::optional<double> share(std::mt19937& random) {
  return static_cast<double>(random() % 1001) / 1000;
}

model::ThresholdSweep sweep_of(std::mt19937& random) {
  model::ThresholdSweep sweep;
  sweep.rows.resize(1 + random() % 300);
  auto threshold = 0.0;
  for (auto& row : sweep.rows) {
    row = {.threshold = threshold,
           .precision = share(random),
           .recall = share(random),
           .f1 = share(random)};
    threshold = std::min(1.0, threshold + *share(random) / 100);
  }
  if (random() % 2 == 0)
    sweep.rows.back().precision = std::nullopt;
  sweep.best = random() % sweep.rows.size();
  return sweep;
}

void check_line(const std::string& points) {
  double before = 0;
  for (const auto point : split(points, ' ')) {
    const auto numbers = split(point, ',');
    REQUIRE(numbers.size() == 2);
    CHECK(is_in(number(numbers[0]), std::max(before, 40.0), 420));
    CHECK(is_in(number(numbers[1]), 12, 200));
    before = number(numbers[0]);
  }
}

}  // namespace

TEST_CASE("the lines of scores by threshold run forward inside their box, their names apart") {
  const auto seed = GENERATE(range(1, 60));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  const auto sweep = sweep_of(random);
  View view;
  render::set_sweep_chart(view, sweep);
  CHECK(view.flags().at("has_sweep_chart") == (sweep.rows.size() > 1));
  std::vector<double> heights;
  for (const std::string name : {"sweep_precision", "sweep_recall", "sweep_f1"}) {
    check_line(view.texts().at(name + "_line").value);
    heights.push_back(number(view, name + "_y"));
    CHECK(is_in(heights.back(), 12, 204));
  }
  std::ranges::sort(heights);
  CHECK(heights[1] - heights[0] >= 15.8);
  CHECK(heights[2] - heights[1] >= 15.8);
  CHECK(is_in(number(view, "sweep_best_x"), 40, 420));
  CHECK(is_in(number(view, "sweep_best_y"), 12, 200));
}

TEST_CASE("a line of scores ends where nothing is predicted any more") {
  model::ThresholdSweep sweep;
  sweep.rows = {{.threshold = 0, .precision = 0.5, .recall = 0.5, .f1 = 0.5},
                {.threshold = 0.5, .precision = {}, .recall = 0, .f1 = 0}};
  View view;
  render::set_sweep_chart(view, sweep);
  CHECK(view.texts().at("sweep_precision_line").value.empty());  // the axis begins at 0.5
  CHECK(view.texts().at("sweep_recall_line").value.ends_with("420,200"));
  CHECK(view.lists().at("sweep_ticks").rows.front().texts().at("tick_value").value == "0.5");
}

TEST_CASE(
    "points of calibration lie inside their box, and on the diagonal where scores are right") {
  const auto seed = GENERATE(range(1, 60));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  model::Calibration calibration;
  for (int i = 0; i < 15; ++i)
    calibration.bins.push_back(
        {.predicted = 100, .right = random() % 101, .confidence = *share(random)});
  calibration.bins.front().confidence = static_cast<double>(calibration.bins.front().right) / 100;
  View view;
  render::set_calibration_chart(view, calibration);
  const auto& points = view.lists().at("cal_points").rows;
  CHECK(points.size() == calibration.bins.size());
  for (const auto& point : points) {
    CHECK(is_in(number(point, "cp_x"), 40, 268));
    CHECK(is_in(number(point, "cp_y"), 12, 200));
    CHECK(is_in(number(point, "cp_expected"), 12, 200));
  }
  CHECK(number(points.front(), "cp_y") == number(points.front(), "cp_expected"));
}

TEST_CASE("the parts of the bar of errors follow each other and fill it") {
  const auto analysis = GENERATE(test::entities(), test::single_label(), test::multi_label());
  render::Templates templates{std::nullopt};
  const render::Guide guide{templates, render::html};
  const render::Wording wording{templates, analysis.test_set.task};
  const auto view = render::loss_view(
      {.analysis = analysis, .guide = guide, .wording = wording, .anchors = {}, .ticket = {}});
  double end = 0;
  for (const auto& part : view.lists().at("classes").rows) {
    CHECK(number(part, "c_at") == Approx(end).margin(0.11));
    CHECK(is_in(number(part, "c_middle"), number(part, "c_at"), 100));
    end = number(part, "c_at") + number(part, "c_length");
  }
  CHECK(end == Approx(100).margin(0.11));
}
