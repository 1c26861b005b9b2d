#include "fetch/clock.hpp"

#include "support/catch.hpp"

using namespace errata;
using std::chrono::milliseconds;

TEST_CASE("a time is said in seconds, to a tenth, and what is shorter than one as it is") {
  struct Row {
    milliseconds time;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {milliseconds{0}, "0 s"},
      {milliseconds{1}, "0.001 s"},
      {milliseconds{250}, "0.25 s"},
      {milliseconds{999}, "0.999 s"},
      {milliseconds{1000}, "1 s"},
      {milliseconds{1049}, "1 s"},
      {milliseconds{1050}, "1.1 s"},
      {milliseconds{1949}, "1.9 s"},
      {milliseconds{1950}, "2 s"},
      {milliseconds{30'000}, "30 s"},
      {milliseconds{77'500}, "77.5 s"},
      {milliseconds{7'200'000}, "7200 s"},
  }));
  CHECK(fetch::in_seconds(row.time) == row.said);
}
