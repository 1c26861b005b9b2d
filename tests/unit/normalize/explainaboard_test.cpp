#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;

namespace {

test::Normalized read(const std::string& text) {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("out.json", text)};
  return test::normalized(options, scratch);
}

}  // namespace

TEST_CASE("a system output of ExplainaBoard is read by its three fields") {
  const auto all = read(R"({"user_defined_metadata_configs":{"system_name":"s"},"predictions":[
      {"text":"a","true_label":"Yes","predicted_label":"No"},
      {"text":"b","true_label":"No","predicted_label":"No"}]})");
  CHECK(all.test_set.source.kind == "explainaboard");
  CHECK(all.test_set.task == model::Task::single_label);
  REQUIRE(all.documents.size() == 2);
  CHECK(test::said(all, all.documents[0].predicted) == std::vector<std::string>{"No"});
}

TEST_CASE("an analysis of ExplainaBoard holds no predictions, and is told so") {
  CHECK_THROWS_WITH(
      read(R"({"task_name":"text-classification","results":{"overall":[]},"analysis_levels":[]})"),
      "out.json: is an analysis of ExplainaBoard, which holds scores; give the system's output, "
      "which holds the predictions");
}
