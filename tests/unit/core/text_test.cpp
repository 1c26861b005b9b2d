#include "core/text.hpp"

#include <array>

#include "support/catch.hpp"

using namespace errata;

TEST_CASE("a number is printed with the places asked for, rounded as on paper") {
  struct Row {
    double value;
    int digits;
    const char* printed;
  };
  const Row row = GENERATE(values<Row>({{0.0625, 3, "0.063"},
                                        {2.675, 2, "2.68"},
                                        {1.005, 2, "1.01"},
                                        {0.8, 3, "0.800"},
                                        {-0.0001, 3, "0.000"},
                                        {-0.5, 0, "-1"},
                                        {1234567.891, 1, "1234567.9"},
                                        {1, 0, "1"}}));
  CAPTURE(row.value, row.digits);
  CHECK(fixed(row.value, row.digits) == row.printed);
}

TEST_CASE("text from outside cannot break a message into lines or hide in it") {
  CHECK(in_quotes("a\nb") == "'a\\u{000A}b'");
  CHECK(in_quotes("\x1b[31m") == "'\\u{001B}[31m'");
  CHECK(in_quotes("ab\xE2\x80\xAE") == "'ab\\u{202E}'");
  CHECK(in_quotes("\xFF\xFE") == "'\\xFF\\xFE'");
  CHECK(in_quotes("Zoë 👋") == "'Zoë 👋'");
  CHECK(printable(std::string(500, 'x'), 10) == "xxxxxxxxxx…");
}

TEST_CASE("a slip of the finger gets the nearest name, nonsense gets none") {
  constexpr std::array<std::string_view, 3> names{"endpoint", "key_env", "project"};
  CHECK(did_you_mean("endpiont", names) == ", did you mean 'endpoint'?");
  CHECK(did_you_mean("KEY_ENV", names) == ", did you mean 'key_env'?");
  CHECK(did_you_mean("zzzzzz", names).empty());
  constexpr std::array<std::string_view, 2> formats{"csv", "tsv"};
  constexpr std::array<std::string_view, 2> keys{"texts_sas_env", "texts"};
  CHECK(did_you_mean("text", keys) == ", did you mean 'texts'?");
  CHECK(did_you_mean("cvs", formats) == ", did you mean 'csv'?");
}

TEST_CASE("numbers are taken whole or not at all") {
  CHECK(parse_integer("42") == 42);
  CHECK(parse_integer("-1") == -1);
  for (const auto* bad : {"", " 1", "1 ", "1e3", "99999999999999999999", "0x10", "+1"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_integer(bad));
  }
  CHECK(parse_number("0.25") == 0.25);
  for (const auto* bad : {"nan", "inf", "1e999", "1,5", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_number(bad));
  }
}

TEST_CASE("a glob matches as a shell would, and a hostile one in no time") {
  CHECK(matches_glob("contracts-*.json", "contracts-01.json"));
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("a?c*", "abc"));
  CHECK_FALSE(matches_glob("a?c", "ac"));
  CHECK_FALSE(matches_glob("*.json", "x.jsonl"));
  std::string pattern;
  for (int i = 0; i < 40; ++i)
    pattern += "a*";
  CHECK_FALSE(matches_glob(pattern + "b", std::string(5000, 'a')));
}
