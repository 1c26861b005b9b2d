#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

constexpr auto mail =
    R"({"text":"👋 Ana","language":"en-us","entitiesResult":{"expectedEntities":[
    {"category":"Contact","offset":3,"length":3}],"predictedEntities":[]},"intentsResult":{
    "expectedIntent":"SendEmail","predictedIntent":"None"}})";

struct Files {
  test::Scratch scratch;
  normalize::Options options;

  test::Normalized read(const std::string& items, const std::string& name = "page.json") {
    options.max_issues = 1.0;
    options.inputs.push_back(scratch.file(name, R"({"value":[)" + items + R"(],"nextLink":null})"));
    return test::normalized(options, scratch);
  }
};

}  // namespace

TEST_CASE("utterances of conversations are read by intent, and their entities when asked") {
  Files files;
  const auto intents = files.read(mail);
  CHECK(intents.test_set.source.kind == "clu-evaluation");
  CHECK(intents.test_set.task == model::Task::single_label);
  REQUIRE(intents.documents.size() == 1);
  CHECK(intents.documents[0].id == "000001");
  CHECK(intents.documents[0].language == "en-us");
  CHECK(test::said(intents, intents.documents[0].gold) == Words{"SendEmail"});
  CHECK(test::said(intents, intents.documents[0].predicted) == Words{"None"});
  CHECK(intents.test_set.remarks[0] ==
        "the intents were read; the entities of these utterances are read with --task entities");
  Files again;
  again.options.task = model::Task::entities;
  const auto entities = again.read(mail);
  CHECK(entities.test_set.task == model::Task::entities);
  CHECK(entities.documents[0].text == "👋 Ana");
  CHECK(test::said(entities, entities.documents[0].gold) == Words{"Contact 5-8"});
}

TEST_CASE("conversations without intents are read by their entities") {
  Files files;
  const auto all = files.read(
      R"({"text":"a","entitiesResult":{"expectedEntities":[],"predictedEntities":[
      {"category":"A","offset":0,"length":1}]}})");
  CHECK(all.test_set.task == model::Task::entities);
  CHECK(test::said(all, all.documents[0].predicted) == Words{"A 0-1"});
}

TEST_CASE("the summary of conversations belongs to the task that is read") {
  constexpr auto summary = R"({"evaluationOptions":{"kind":"percentage"},
      "intentsEvaluation":{"intents":{"SendEmail":{"f1":0.5,"truePositiveCount":1,
      "falseNegativeCount":2}},"microF1":0.25},"entitiesEvaluation":{"entities":{},"microF1":0.75}})";
  for (const auto task : {model::Task::single_label, model::Task::entities}) {
    Files files;
    files.options.task = task;
    files.options.summary = files.scratch.file("summary.json", summary);
    const auto all = files.read(mail);
    REQUIRE(all.test_set.service);
    CHECK(all.test_set.service->micro.f1 == (task == model::Task::entities ? 0.75 : 0.25));
    CHECK(all.test_set.service->split == "percentage");
  }
  Files alone;
  alone.options.inputs = {alone.scratch.file("s.json", summary)};
  CHECK_THROWS_WITH(test::normalized(alone.options, alone.scratch),
                    "s.json: looks like a summary; give it as --summary, beside the pages of the "
                    "result");
}

TEST_CASE("several pages of conversations are one result, in the wrappings of the service") {
  Files files;
  files.options.inputs.push_back(files.scratch.file(
      "example.json",
      R"({"parameters":{},"responses":{"200":{"body":{"value":[)" + std::string{mail} + "]}}}}"));
  const auto all = files.read(mail);
  CHECK(all.documents.size() == 2);
  CHECK(all.documents[1].id == "000002");
}

TEST_CASE("a broken utterance is an issue") {
  struct Row {
    const char *item, *reason;
  };
  const Row row = GENERATE(values<Row>({
      {"7", "an item that is not an object"},
      {R"({"text":"a"})", "no 'entitiesResult'"},
      {R"({"text":"a","entitiesResult":{"expectedEntities":[]}})",
       "a result without a list of entities"},
      {R"({"text":"a","entitiesResult":{"expectedEntities":[{"offset":0,"length":1}]}})",
       "an entity without a 'category'"},
      {R"({"text":"a","entitiesResult":{"expectedEntities":[{"category":"A","offset":-1,"length":1}]}})",
       "an entity whose offset or length is not a whole number from 0 to 2147483647"},
      {R"({"text":"a","entitiesResult":{"expectedEntities":[{"category":"A","offset":0,"length":0}]}})",
       "an empty span at the start of the text"},
  }));
  CAPTURE(row.item);
  Files files;
  files.options.task = model::Task::entities;
  const auto all = files.read(std::string{mail} + "," + row.item);
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.by_reason == std::map<std::string, std::uint64_t>{{row.reason, 1}});
}

TEST_CASE("what is no page of conversations is refused") {
  Files files;
  files.options.format = "clu-evaluation";
  files.options.inputs = {files.scratch.file("x.json", R"({"a":1})")};
  CHECK_THROWS_WITH(test::normalized(files.options, files.scratch),
                    "x.json: is neither a page of evaluation results nor a summary");
}
