#include "normalize/seen_documents.hpp"

#include <string>

#include "support/catch.hpp"

using errata::normalize::SeenDocuments;
using Known = SeenDocuments::Known;

TEST_CASE("a document that was met is known, with its content or with another") {
  SeenDocuments seen;
  CHECK_FALSE(seen.contains("a"));
  CHECK(seen.add("a", "1") == Known::no);
  CHECK(seen.add("b", "1") == Known::no);
  CHECK(seen.add("a", "1") == Known::same);
  CHECK(seen.add("a", "2") == Known::other);
  CHECK(seen.add("a", "1") == Known::same);
  CHECK(seen.contains("b"));
  CHECK_FALSE(seen.contains("c"));
}

TEST_CASE("of many documents each is known, and no other") {
  SeenDocuments seen;
  constexpr int many = 50'000;
  int wrong = 0;
  for (int i = 0; i < many; ++i)
    wrong += seen.add("d" + std::to_string(i), std::to_string(i % 3)) != Known::no;
  for (int i = 0; i < many; ++i)
    wrong += seen.add("d" + std::to_string(i), std::to_string(i % 3)) != Known::same;
  for (int i = many; i < 2 * many; ++i)
    wrong += seen.contains("d" + std::to_string(i));
  CHECK(wrong == 0);
}

TEST_CASE(
    "however many documents were met, one that was not is looked for in vain and comes to an end") {
  SeenDocuments seen;
  for (int i = 0; i < 2000; ++i) {
    seen.add("d" + std::to_string(i), "");
    for (int other = 0; other < 40; ++other)
      REQUIRE_FALSE(seen.contains("e" + std::to_string(other)));
  }
}
