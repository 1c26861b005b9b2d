#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

test::Normalized read(const std::string& text, const std::string& format = "",
                      const std::string& name = "x.bin") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file(name, text)};
  options.format = format;
  return test::normalized(options, scratch);
}

}  // namespace

TEST_CASE("the example of every format is recognised as that format, and can be read") {
  for (const auto& format : normalize::formats()) {
    CAPTURE(format.name);
    CHECK(format.example.find('\n') != std::string::npos);
    const auto result = read(format.example);
    CHECK(result.test_set.source.kind == format.name);
    CHECK_FALSE(result.documents.empty());
  }
}

TEST_CASE("what is no known format is refused with the names of those that are") {
  CHECK_THROWS_WITH(read("just some words\n"),
                    "x.bin: unknown format; known are errata-jsonl, azure-evaluation, json, conll, "
                    "tsv, csv");
  CHECK_THROWS_WITH(read(" \n"), "x.bin: is empty");
  CHECK_THROWS_WITH(read("", "csv"), "x.bin: is empty");
  CHECK_THROWS_WITH(read("\xFF\xFE"
                         "a"),
                    "x.bin: is UTF-16; it must be UTF-8");
  CHECK_THROWS_WITH(read("a", "conl"),
                    Catch::StartsWith("--format conl: unknown format, did you mean 'conll'?"));
  CHECK_THROWS_AS(read("a", "conl"), UsageError);
}

TEST_CASE("options that do not fit together are refused") {
  const test::Scratch scratch;
  normalize::Options options;
  CHECK_THROWS_WITH(test::normalized(options, scratch), "no input is named");
  options.gold = scratch.file("g", "{\"gold\":\"A\",\"predicted\":\"A\"}");
  CHECK_THROWS_WITH(test::normalized(options, scratch), "--gold and --predicted go together");
  options.predicted = options.gold;
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    "--gold, --predicted: format errata-jsonl does not join two files");
  options.inputs = {"x"};
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    "--gold and --predicted take the place of other inputs");
  options = {};
  options.inputs = {scratch.file("c", "a,A,B\n")};
  options.task = model::Task::entities;
  CHECK_THROWS_WITH(test::normalized(options, scratch), "--task entities: c holds single_label");
}

TEST_CASE("provenance names the bytes, not where they lay") {
  const auto result = read("a,A,B\n", "", "x.csv");
  const auto& inputs = result.test_set.source.inputs;
  REQUIRE(inputs.size() == 1);
  CHECK(inputs[0].name == "x.csv");
  CHECK(inputs[0].bytes == 6);
  CHECK(inputs[0].sha256 == "17f782d0a4b1dcc5838151eb47eef8c63f869bde45a84220f6ae89daad6d8a67");
  CHECK(result.bytes.find(fs::temp_directory_path().string()) == std::string::npos);
}

TEST_CASE("a run that fails leaves nothing behind") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("in/x.csv", "a,A,B\nb,\"A\"x,B\n")};
  fs::create_directory(scratch.path() / "out");
  CHECK_THROWS_AS(normalize::normalize(options, scratch.path() / "out" / "evaluation.jsonl"),
                  InputError);
  CHECK(fs::is_empty(scratch.path() / "out"));
  options.max_issues = 0.5;
  normalize::normalize(options, scratch.path() / "out" / "evaluation.jsonl");
  CHECK(list_files(scratch.path() / "out").size() == 1);
}
