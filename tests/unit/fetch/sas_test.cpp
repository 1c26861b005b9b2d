#include "fetch/sas.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"

using namespace errata;

namespace {

constexpr auto now = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15};
const std::string good =
    "sv=2023-11-03&spr=https&sr=c&sp=rl&se=2026-07-01T00%3A00%3A00Z&sig=CANARY";

std::vector<std::string> warnings(const std::string& sas) {
  return fetch::check_sas(sas, now, "texts");
}

}  // namespace

TEST_CASE("a signature that reads and lists until some day is not remarked on") {
  CHECK(warnings(good).empty());
}

TEST_CASE("a signature that ended is refused before it is used, whatever form its end has") {
  const auto* const end = GENERATE(
      values({"2026-06-14T23:59:59Z", "2026-06-14T23%3A59Z", "2026-06-15", "2020-01-01T00:00Z"}));
  CAPTURE(end);
  const auto sas = std::string{"sp=r&spr=https&sig=CANARY&se="} + end;
  CHECK_THROWS_AS(warnings(sas), UsageError);
  CHECK_THROWS_WITH(warnings(sas), Catch::StartsWith("texts: the signature expired at 20") &&
                                       !Catch::Contains("CANARY"));
}

TEST_CASE("what is odd about a signature is said") {
  struct Row {
    const char* sas;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"sp=r&spr=https&se=2026-07-01", "no sig"},
      {"sp=r&spr=https&sig=CANARY", "has no end"},
      {"sp=rwdl&spr=https&se=2026-07-01&sig=CANARY", "(sp=rwdl)"},
      {"sp=l&spr=https&se=2026-07-01&sig=CANARY", "does not allow reading"},
      {"sp=r&se=2026-07-01&sig=CANARY", "without TLS"},
      {"sp=r&spr=https,http&se=2026-07-01&sig=CANARY", "without TLS"},
      {"ss=b&sp=r&spr=https&se=2026-07-01&sig=CANARY", "whole account"},
      {"sp=r&spr=https&se=tomorrow&sig=CANARY", "a time that is none (se=tomorrow)"},
      {"sp=r&spr=https&st=x&se=2026-07-01&sig=CANARY", "a time that is none (st=x)"},
      {"sp=r&spr=https&st=2026-06-16&se=2026-07-01&sig=CANARY", "not valid before 2026-06-16"},
  }));
  CAPTURE(row.sas);
  const auto said = warnings(row.sas);
  REQUIRE(said.size() == 1);
  CHECK_THAT(said[0], Catch::Contains(row.said) && !Catch::Contains("CANARY"));
}

TEST_CASE("a signature is taken with its question mark, but not as a whole URL") {
  CHECK(fetch::read_sas(fetch::Secret{"?sv=1&sig=abc", "x"}, "x").reveal() == "sv=1&sig=abc");
  CHECK(fetch::read_sas(fetch::Secret{"sv=1&sig=abc", "x"}, "x").reveal() == "sv=1&sig=abc");
  CHECK_THROWS_WITH(
      fetch::read_sas(fetch::Secret{"https://a.blob.core.windows.net/c?sig=CANARY", "x"}, "x"),
      Catch::StartsWith("x: holds a whole URL") && !Catch::Contains("CANARY"));
}

TEST_CASE("a refusal is explained by the times and rights of the signature and by the clocks") {
  const auto asked = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};
  const std::string_view sas = "st=2026-01-01T00:00:00Z&se=2026-03-01T01:00:00Z&sp=r&sig=CANARY";
  struct Row {
    const char* date;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"Sun, 01 Mar 2026 00:00:30 GMT",
       "; the signature has st=2026-01-01T00:00:00Z se=2026-03-01T01:00:00Z sp=r"},
      {"Sun, 01 Mar 2026 02:00:00 GMT",
       "; the signature has expired: st=2026-01-01T00:00:00Z se=2026-03-01T01:00:00Z sp=r; the "
       "server's clock is 7200 s ahead"},
      {"yesterday", "; the signature has st=2026-01-01T00:00:00Z se=2026-03-01T01:00:00Z sp=r"},
  }));
  const fetch::Response refusal{.status = 403, .headers = {{"date", row.date}}, .body = {}};
  CHECK(fetch::explain_refusal(sas, refusal, asked) == row.said);
}
