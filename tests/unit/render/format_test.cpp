#include "render/format.hpp"

#include "support/catch.hpp"

using namespace errata;

TEST_CASE("a score or share reads as all or none only where it is") {
  struct Row {
    double value;
    const char* as_score;
    const char* as_percent;
  };
  const Row row = GENERATE(values<Row>({{0, "0.000", "0.0 %"},
                                        {1, "1.000", "100.0 %"},
                                        {0.99999, "0.999", "99.9 %"},
                                        {0.00001, "0.001", "0.1 %"},
                                        {1.0 / 3, "0.333", "33.3 %"},
                                        {0.8125, "0.813", "81.3 %"}}));
  CHECK(render::score(row.value) == row.as_score);
  CHECK(render::percent(row.value) == row.as_percent);
}

TEST_CASE("a ratio of nothing is not a number, and no interval is no claim") {
  model::Measure measure{
      .value = 0.5, .numerator = 1, .denominator = 2, .interval = {}, .documents = 2};
  CHECK(render::score_with_interval(measure) == "0.500");
  measure.interval = model::Measure::Interval{0.25, 0.75};
  CHECK(render::score_with_interval(measure) == "0.500 [0.250, 0.750]");
  CHECK(render::percent_with_interval(measure) == "50.0 % [25.0 %, 75.0 %]");
  measure.defined = false;
  CHECK(render::score_with_interval(measure) == "n/a");
  CHECK(render::percent(1, 0) == "n/a");
}

TEST_CASE("gains carry their sign and never pass for none") {
  CHECK(render::gain(0.0312) == "+0.031");
  CHECK(render::gain(-0.002) == "-0.002");
  CHECK(render::gain(0) == "0.000");
  CHECK(render::gain(0.0001) == "<+0.001");
  CHECK(render::gain(-0.0001) == "<-0.001");
}

TEST_CASE("counts are grouped, weights keep their fraction") {
  CHECK(render::count(4'194'304) == "4,194,304");
  CHECK(render::count(999) == "999");
  CHECK(render::weight(7.0 / 3) == "2.33");
  CHECK(render::weight(12'000) == "12,000");
  CHECK(render::weight(1241.68) == "1,241.68");
  CHECK(render::weight(999.5) == "999.50");
  CHECK(render::weight(0.001) == "<0.01");
}
