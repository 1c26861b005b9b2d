#include "app/replaceable.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

const std::string evaluation = "{\"schema\":\"errata/evaluation/1\"}\n";

}  // namespace

TEST_CASE("a file takes the place of nothing, of an empty one, and of one of its own kind") {
  const test::Scratch scratch;
  const std::vector<fs::path> inputs{scratch.file("in.csv", "text,gold,predicted\n")};
  app::check_replaceable_evaluation(scratch.path() / "absent", inputs);
  app::check_replaceable_evaluation(scratch.file("empty", ""), inputs);
  app::check_replaceable_evaluation(scratch.file("old", evaluation), inputs);
  app::check_replaceable_analysis(scratch.file("a", "{\n \"schema\": \"errata/analysis/1\""), {});
}

TEST_CASE("a file that errata did not write, or wrote for another purpose, is not replaced") {
  const test::Scratch scratch;
  CHECK_THROWS_WITH(app::check_replaceable_evaluation(scratch.file("mine", "notes"), {}),
                    Catch::EndsWith("mine: is there already and was not written by errata; choose "
                                    "another --output"));
  CHECK_THROWS_AS(app::check_replaceable_analysis(scratch.file("e", evaluation), {}), OutputError);
  CHECK_THROWS_AS(app::check_replaceable_analysis(scratch.path(), {}), OutputError);
  CHECK_THROWS_AS(app::check_replaceable_analysis("/dev/null", {}), OutputError);
}

TEST_CASE("an input is not replaced, whatever it is called") {
  const test::Scratch scratch;
  const auto input = scratch.file("raw/in.jsonl", evaluation);
  fs::create_symlink(input, scratch.path() / "link.jsonl");
  for (const auto& inputs : {std::vector{input}, std::vector{scratch.path() / "raw/../raw"}})
    for (const auto& output : {input, scratch.path() / "raw/./in.jsonl"}) {
      CAPTURE(inputs, output);
      CHECK_THROWS_AS(app::check_replaceable_evaluation(output, inputs), UsageError);
    }
  CHECK_THROWS_AS(
      app::check_replaceable_evaluation(scratch.path() / "link.jsonl", std::vector{input}),
      UsageError);
}
