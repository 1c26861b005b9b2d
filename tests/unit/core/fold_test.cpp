#include "core/fold.hpp"

#include "support/catch.hpp"

using namespace errata;

TEST_CASE("case and accents are told apart from other differences, in any script") {
  struct Row {
    const char *a, *b;
    bool same_case, same_bare;  // but for case, but for case and accents
  };
  const Row row = GENERATE(values<Row>({
      {"Person", "PERSON", true, true},
      {"Straße", "STRASSE", true, true},
      {"ΟΔΟΣ", "οδος", true, true},
      {"Дата", "ДАТА", true, true},
      {"İstanbul", "istanbul", false, true},
      {"Cr\u00E8me", "Cre\u0300me", true, true},
      {"Crème", "CREME", false, true},
      {"Đà Nẵng", "đà nẵng", true, true},
      {"Person", "Persons", false, false},
      {"日付", "日付け", false, false},
      {"दिन", "दान", false, false},  // signs of vowels are no accents
      {"ハス", "バス", false, false},
      {"", "", true, true},
  }));
  CAPTURE(row.a, row.b);
  CHECK((case_folded(row.a) == case_folded(row.b)) == row.same_case);
  CHECK((without_marks(row.a) == without_marks(row.b)) == row.same_bare);
}

TEST_CASE("folding is done once: the folded form folds to itself") {
  for (const auto* text : {"ΐ Ǆ ŉ ﬃ ᾳ", "Straße", "e\u0323\u0302", "\u0345\u03B1"}) {
    CHECK(case_folded(case_folded(text)) == case_folded(text));
    CHECK(without_marks(without_marks(text)) == without_marks(text));
  }
}

TEST_CASE("what is not valid UTF-8 stays as it is") {
  CHECK(case_folded("A\xFF") == "A\xFF");
  CHECK(without_marks("\xC3") == "\xC3");
}
