#include "render/geometry.hpp"

#include <algorithm>
#include <random>

#include "core/text.hpp"
#include "support/catch.hpp"

using namespace errata;
using render::Axis;

namespace {

double number(const render::View& view, const std::string& name) {
  return parse_number(view.texts().at(name).value).value();
}

double share(std::mt19937& random) {
  return static_cast<double>(random() % 1001) / 1000;
}

}  // namespace

TEST_CASE("a coordinate has one decimal where it needs one") {
  struct Row {
    double units;
    const char* printed;
  };
  const Row row =
      GENERATE(values<Row>({{0, "0"}, {12, "12"}, {12.34, "12.3"}, {99.96, "100"}, {-0.01, "0"}}));
  CHECK(render::coordinate(row.units) == row.printed);
}

TEST_CASE("a value beyond an axis lies at its end, whichever way the axis runs") {
  const Axis up{.low = 0.5, .high = 1, .begin = 200, .end = 10};
  CHECK(up.at(0.5) == "200");
  CHECK(up.at(0.75) == "105");
  CHECK(up.at(1) == "10");
  CHECK(up.at(-3) == "200");
  CHECK(up.at(7) == "10");
}

TEST_CASE("a range around values is of whole tenths and holds them") {
  struct Row {
    std::vector<double> values;
    double low, high;
  };
  const Row row = GENERATE(values<Row>({{{}, 0, 1},
                                        {{0.72, 0.91}, 0.7, 1},
                                        {{0.3, 0.4}, 0.3, 0.4},
                                        {{0.7, 0.7}, 0.7, 0.8},
                                        {{0}, 0, 0.1},
                                        {{1, 1}, 0.9, 1}}));
  const auto range = render::tenths_around(row.values);
  CHECK(range.low == Approx(row.low));
  CHECK(range.high == Approx(row.high));
}

TEST_CASE("labels stand apart, inside and in the order of their wishes") {
  const auto seed = GENERATE(range(1, 200));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  const std::vector<double> wished{share(random) * 100, share(random) * 100, share(random) * 100};
  const auto places = render::spread(wished, 16, {0, 100});
  for (std::size_t i = 0; i < wished.size(); ++i) {
    CHECK(places[i] >= 0);
    CHECK(places[i] <= 100);
    for (std::size_t k = 0; k < wished.size(); ++k) {
      if (wished[i] < wished[k])
        CHECK(places[k] - places[i] >= 16 - 1e-9);
    }
  }
}

TEST_CASE("labels that are apart already stand where they wish") {
  CHECK(render::spread({80, 10, 40}, 16, {0, 100}) == std::vector<double>{80, 10, 40});
  CHECK(render::spread({99, 98, 97}, 16, {0, 100}) == std::vector<double>{100, 84, 68});
}

TEST_CASE("the bar of a score lies in its box, the score within its interval") {
  const auto seed = GENERATE(range(1, 200));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  std::vector<double> points{share(random), share(random), share(random)};
  std::ranges::sort(points);
  model::Measure measure;
  measure.value = points[1];
  measure.interval = model::Measure::Interval{points[0], points[2]};
  render::View view;
  render::set_bar(view, "x", measure);
  CHECK(view.flags().at("x_bar"));
  CHECK(view.flags().at("x_range"));
  CHECK(number(view, "x_range_low") >= render::bar_begin);
  CHECK(number(view, "x_range_low") <= number(view, "x_bar_value"));
  CHECK(number(view, "x_bar_value") <= number(view, "x_range_high"));
  CHECK(number(view, "x_range_high") <= render::bar_end);
}

TEST_CASE("a score that does not exist has no bar, one without an interval no range") {
  render::View view;
  model::Measure measure;
  measure.value = 0.5;
  render::set_bar(view, "x", measure);
  CHECK(view.flags().at("x_bar"));
  CHECK_FALSE(view.flags().at("x_range"));
  measure.defined = false;
  render::set_bar(view, "x", measure);
  CHECK_FALSE(view.flags().at("x_bar"));
}

TEST_CASE("the head of an arrow points where the score went and stays in the box") {
  struct Row {
    double before, after;
    const char *from, *to, *head;
  };
  const Row row = GENERATE(values<Row>({{0, 1, "6", "154", "154,10 147,5.5 147,14.5"},
                                        {1, 0.5, "154", "80", "80,10 87,5.5 87,14.5"},
                                        {0, 0, "6", "6", "6,10 6,5.5 6,14.5"}}));
  render::View view;
  render::set_arrow(view, "x", row.before, row.after, render::score_axis);
  CHECK(view.texts().at("x_from").value == row.from);
  CHECK(view.texts().at("x_to").value == row.to);
  CHECK(view.texts().at("x_head").value == row.head);
}
