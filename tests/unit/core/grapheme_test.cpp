#include "core/grapheme.hpp"

#include "support/catch.hpp"

using namespace errata;

TEST_CASE("a text is not cut within what people see as one character") {
  struct Row {
    char32_t before, after;
    bool may_cut;
  };
  const Row row = GENERATE(values<Row>({{U'a', U'b', true},
                                        {U'王', U'小', true},
                                        {U'e', U'\u0301', false},               // an accent
                                        {U'क', U'\u093F', false},               // a vowel sign
                                        {U'👋', U'\U0001F3FD', false},           // a skin tone
                                        {U'👩', U'\u200D', false},               // before a joiner
                                        {U'\u200D', U'👩', false},               // and behind it
                                        {U'\U0001F1E9', U'\U0001F1EA', false},  // a flag
                                        {U'\r', U'\n', false}}));
  CAPTURE(static_cast<std::uint32_t>(row.before), static_cast<std::uint32_t>(row.after));
  CHECK(may_cut_between(row.before, row.after) == row.may_cut);
}
