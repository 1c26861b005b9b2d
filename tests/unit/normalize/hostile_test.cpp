// Whatever comes in, what comes out is documents, issues or one error, never a crash.
#include <algorithm>
#include <random>

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"
#include "support/places.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

const fs::path data = test::test_data() / "azure";

// Documents that were used; nothing where the input was refused. Any other exception fails the
// test.
std::optional<std::size_t> documents_of(const std::string& bytes, const std::string& format,
                                        const test::Scratch& scratch) {
  normalize::Options options;
  const auto formats = normalize::formats();
  const auto known = std::ranges::find(formats, format, &normalize::FormatInfo::name);
  const auto takes = known == formats.end() ? normalize::Takes::one_file : known->takes;
  if (takes == normalize::Takes::two_folders) {
    options.gold = scratch.file("gold/x.ann", bytes).parent_path();
    options.predicted = options.gold;
  } else if (takes == normalize::Takes::two_files) {
    options.gold = scratch.file("x", bytes);
    options.predicted = options.gold;
  } else {
    options.inputs = {scratch.file("x", bytes)};
  }
  options.format = format;
  options.max_issues = 1.0;
  try {
    const auto read = test::normalized(options, scratch);
    const auto& issues = read.test_set.issues;
    CHECK(issues.adds_up());
    CHECK(issues.used == read.documents.size());
    return read.documents.size();
  } catch (const Error& e) {
    CHECK(std::string{e.what()}.find('\n') == std::string::npos);
    return std::nullopt;
  }
}

}  // namespace

TEST_CASE("a page cut short at any byte is refused, never read in part") {
  const test::Scratch scratch;
  auto page = read_file(data / "movies-result.json");
  page.erase(page.find_last_of('}') + 1);
  for (std::size_t size = 0; size < page.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(documents_of(page.substr(0, size), "azure-evaluation", scratch));
  }
  CHECK(documents_of(page, "azure-evaluation", scratch) == 4);
}

TEST_CASE("a line cut short at any byte is an issue, and the line before it is used") {
  const test::Scratch scratch;
  const std::string line =
      R"({"id":"a","text":"h\u00e9 👋","gold":[{"label":"A","start":0,"end":2}],"predicted":[{"label":"B","start":1,"end":2,"score":0.5}]})";
  for (std::size_t size = 1; size < line.size(); ++size) {
    CAPTURE(size);
    CHECK(documents_of(line + "\n" + line.substr(0, size), "errata-jsonl", scratch) == 1);
  }
  CHECK(documents_of(line + "\n" + line, "errata-jsonl", scratch) == 2);
}

TEST_CASE("random bytes and spoilt inputs give documents, issues or an error in every format") {
  const auto seed = GENERATE(range(1U, 6U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  const test::Scratch scratch;
  for (const auto& format : normalize::formats()) {
    CAPTURE(format.name);
    std::string noise(200, '\0');
    for (auto& c : noise)
      c = static_cast<char>(random());
    documents_of(noise, format.name, scratch);
    documents_of(noise, "", scratch);
    for (int i = 0; i < 12; ++i) {
      auto spoilt = format.example;
      for (int j = 0; j < 3; ++j)
        spoilt[random() % spoilt.size()] = "\"{}[],:0\\\n\t\xFF\xC3"[random() % 13];
      CAPTURE(spoilt);
      documents_of(spoilt, format.name, scratch);
    }
  }
}

TEST_CASE("random bytes are of no known format, and no reader asks for their columns") {
  const test::Scratch scratch;
  std::mt19937 random{20'240'601};
  for (int file = 0; file < 200; ++file) {
    CAPTURE(file);
    std::string noise(16 + random() % 4096, '\0');
    for (auto& c : noise)
      c = static_cast<char>(random());
    normalize::Options options;
    options.inputs = {scratch.file("x", noise)};
    CHECK_THROWS_AS(test::normalized(options, scratch), InputError);
    CHECK_THROWS_WITH(test::normalized(options, scratch),
                      Catch::StartsWith("x: unknown format: not text (") ||
                          Catch::StartsWith("x: is not valid UTF-8 at byte ") ||
                          Catch::StartsWith("x: is packed with "));
  }
}

TEST_CASE("JSON nested a hundred thousand deep is refused without growing the stack") {
  const test::Scratch scratch;
  const std::string deep = "{\"value\":" + std::string(100'000, '[');
  for (const auto* format : {"azure-evaluation", "json"})
    CHECK_FALSE(documents_of(deep, format, scratch));
  CHECK_FALSE(documents_of(deep, "errata-jsonl", scratch));
}
