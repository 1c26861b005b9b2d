#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;
using Reasons = std::map<std::string, std::uint64_t>;

namespace {

struct Files : test::Stage {
  test::Normalized join(const std::string& gold, const std::string& predicted) {
    return Stage::join(".jsonl", gold, predicted);
  }
};

std::string joined_by(const test::Normalized& all) {
  for (const auto& remark : all.test_set.remarks)
    if (remark.starts_with("gold and predicted were joined by "))
      return remark.substr(34);
  return {};
}

}  // namespace

TEST_CASE("spans of a side are read as doccano, Prodigy, spaCy and Label Studio write them") {
  const std::string side = GENERATE(values<std::string>({
      R"({"id":1,"text":"👋 Ana","label":[[2,5,"P"]]})",
      R"({"id":1,"text":"👋 Ana","entities":[{"id":9,"label":"P","start_offset":2,"end_offset":5}],"relations":[]})",
      R"({"id":1,"text":"👋 Ana","spans":[{"start":2,"end":5,"label":"P","token_start":1}],"answer":"accept"})",
      R"({"id":1,"text":"👋 Ana","ents":[{"start":2,"end":5,"label":"P"}],"tokens":[]})",
      R"({"id":1,"text":"👋 Ana","entities":[[2,5,"P"]]})",
      R"({"id":1,"text":"👋 Ana","label":[{"start":2,"end":5,"text":"Ana","labels":["P"]}],"annotator":1})",
      R"({"id":1,"text":"👋 Ana","entities":[{"label":"P","offset":2,"length":3}]})",
      R"({"id":1,"text":"👋 Ana","entities":[{"category":"P","begin":2,"stop":5}]})",
      R"({"id":1,"text":"👋 Ana","entities":[{"label":"P","begin":2,"end":5,"probability":1}]})",
  }));
  CAPTURE(side);
  Files files;
  const auto all = files.join(side, side);
  CHECK(all.test_set.task == model::Task::entities);
  REQUIRE(all.documents.size() == 1);
  CHECK(all.documents[0].id == "1");
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-8"});
  CHECK(test::said(all, all.documents[0].predicted) == Words{"P 5-8"});
}

TEST_CASE("classes of a side are read as annotation tools write them") {
  struct Row {
    const char* side;
    Words labels;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"text":"a","label":"X"})", {"X"}},
      {R"({"text":"a","label":["X","Y"]})", {"X", "Y"}},
      {R"({"text":"a","options":[{"id":"X"}],"accept":["X"],"answer":"accept"})", {"X"}},
      {R"({"text":"a","cats":{"X":0.2,"Y":0.4,"Z":0.4}})", {"Y"}},
      {R"({"text":"a","cats":{"X":0.9,"Y":0.6,"Z":0.1}})", {"X", "Y"}},
      {R"({"text":"a","cats":{"X":0.0,"Y":1.0}})", {"Y"}},
      {R"({"text":"a","label":{"choices":["X","Y"]}})", {"X", "Y"}},
  }));
  CAPTURE(row.side);
  Files files;
  const auto all = files.join(row.side, row.side);
  CHECK(test::said(all, all.documents[0].gold) == row.labels);
  CHECK(test::said(all, all.documents[0].predicted) == row.labels);
  CHECK(all.documents[0].gold[0].score == model::no_score);
}

TEST_CASE("sides are joined by id, else by text, else by position where all texts agree") {
  struct Row {
    const char *gold, *predicted, *by;
  };
  const Row row = GENERATE(values<Row>({
      {"{\"id\":1,\"text\":\"a\",\"label\":\"A\"}\n{\"id\":2,\"text\":\"b\",\"label\":\"B\"}",
       "{\"id\":2,\"label\":\"B\"}\n{\"id\":1,\"label\":\"A\"}", "id"},
      {"{\"id\":1,\"text\":\"a\",\"label\":\"A\"}\n{\"id\":2,\"text\":\"b\",\"label\":\"B\"}",
       "{\"text\":\"b\",\"label\":\"B\"}\n{\"text\":\"a\",\"label\":\"A\"}", "text"},
      {"{\"id\":1,\"text\":\"a\",\"label\":\"A\"}\n{\"id\":2,\"text\":\"b\",\"label\":\"B\"}",
       "{\"id\":8,\"text\":\"b\",\"label\":\"B\"}\n{\"id\":9,\"text\":\"a\",\"label\":\"A\"}",
       "text"},
      {"{\"text\":\"a\",\"label\":\"A\"}\n{\"text\":\"a\",\"label\":\"B\"}",
       "{\"text\":\"a\",\"label\":\"A\"}\n{\"text\":\"a\",\"label\":\"B\"}", "position"},
      {"{\"text\":\"a\",\"label\":\"A\"}\n{\"text\":\"b\",\"label\":\"B\"}",
       "{\"label\":\"A\"}\n{\"label\":\"B\"}", "position"},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  const auto all = files.join(row.gold, row.predicted);
  CHECK(joined_by(all) == row.by);
  REQUIRE(all.documents.size() == 2);
  for (const auto& document : all.documents)
    CHECK(test::said(all, document.gold) == test::said(all, document.predicted));
}

TEST_CASE("sides that do not belong together are refused with the numbers") {
  Files files;
  CHECK_THROWS_WITH(files.join("{\"text\":\"a\",\"label\":\"A\"}\n{\"text\":\"a\",\"label\":\"A\"}",
                               "{\"text\":\"a\",\"label\":\"A\"}"),
                    "system.jsonl: cannot be joined with gold.jsonl: 2 gold against 1 predicted "
                    "record, and neither ids nor texts tell "
                    "which belong together");
  CHECK_THROWS_WITH(
      files.join("{\"text\":\"a\",\"label\":\"A\"}\n{\"text\":\"a\",\"label\":\"A\"}",
                 "{\"text\":\"a\",\"label\":\"A\"}\n{\"text\":\"b\",\"label\":\"A\"}"),
      "system.jsonl: 1 of 2 texts differ from those of gold.jsonl; texts that stand twice cannot "
      "be joined in another order, give both files ids");
  CHECK_THROWS_WITH(files.join("{\"label\":\"A\"}\n{\"label\":\"A\"}", "{\"label\":\"A\"}\n{"),
                    "system.jsonl: cannot be joined with gold.jsonl: 2 gold against 1 predicted "
                    "record, and neither ids nor texts tell "
                    "which belong together");
  CHECK_THROWS_WITH(files.join("{\"label\":\"A\"}\n{", "{\"label\":\"A\"}\n"),
                    "system.jsonl: cannot be joined to gold.jsonl by position, as 1 record of the "
                    "two cannot be read; give both ids");
}

TEST_CASE("records without a counterpart, twice there, or of another text are issues") {
  Files files;
  const auto all = files.join(
      R"({"id":1,"text":"a","label":"A"}
{"id":2,"text":"b","label":"A"}
{"id":3,"text":"c","label":"A"}
{"id":4,"text":"d","label":"A"})",
      R"({"id":1,"text":"a","label":"A"}
{"id":2,"text":"B","label":"A"}
{"id":3,"text":"c","label":"A"}
{"id":3,"text":"c","label":"B"}
{"id":5,"text":"e","label":"A"})");
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.by_reason ==
        Reasons{{"gold and prediction of this id differ in their text", 1},
                {"an id that stands twice in one of the two files", 2},
                {"no prediction of this id", 1},
                {"a prediction whose id is not in the gold file", 1}});
  CHECK(all.test_set.issues.seen == all.test_set.issues.used + all.test_set.issues.skipped);
}

TEST_CASE("texts may stand on one side alone, and spans of the other are placed in them") {
  Files files;
  const auto all = files.join(R"({"id":1,"label":[[2,5,"P"]]})",
                              R"({"id":1,"text":"👋 Ana","label":[[2,5,"P"]]})");
  CHECK(all.documents[0].text == "👋 Ana");
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-8"});
}

TEST_CASE("records that a person rejected or ignored are no gold") {
  Files files;
  const auto all = files.join(
      R"({"text":"a","label":"A","answer":"accept","_task_hash":1}
{"text":"b","label":"A","answer":"reject","_task_hash":2})",
      R"({"text":"a","label":"B"})");
  CHECK(all.test_set.source.kind == "prodigy");
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.skipped == 0);
  CHECK(all.test_set.issues.rejected == 1);
}

TEST_CASE("predictions for records that their annotator set aside are set aside with them") {
  const std::string gold = R"({"text":"a","label":"A","answer":"accept","_task_hash":1}
{"text":"b","label":"A","answer":"ignore","_task_hash":2})";
  Files files;
  const auto all =
      files.join(gold, "{\"text\":\"a\",\"label\":\"B\"}\n{\"text\":\"b\",\"label\":\"B\"}");
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.skipped == 0);
  CHECK(all.test_set.issues.rejected == 1);
  CHECK(all.test_set.issues.seen == 2);
}

TEST_CASE("fields of a side that nobody knows are asked for") {
  Files files;
  CHECK_THROWS_WITH(files.join(R"({"text":"a","said":"A"})", R"({"text":"a","label":"A"})"),
                    Catch::EndsWith("name the fields with --columns gold=NAME,predicted=NAME"));
  files.options.columns = {{"gold", "said"}, {"predicted", "guess"}};
  CHECK(files.join(R"({"text":"a","said":"A"})", R"({"text":"a","guess":"A"})").documents.size() ==
        1);
}

TEST_CASE("the gold file says of all predicted lists whether one label is meant or several") {
  struct Row {
    const char* gold[2];
    model::Task task;
    Words labels[2];
  };
  const Row row = GENERATE(values<Row>({
      {{R"("joy")", R"("love")"}, model::Task::single_label, {{"joy"}, {"love"}}},
      {{R"(["joy"])", "[]"}, model::Task::multi_label, {{"joy", "love"}, {"love"}}},
  }));
  Files files;
  const auto record = [](const std::string& id, const std::string& key, const std::string& side) {
    return "{\"id\":" + id + ",\"" + key + "\":" + side + "}\n";
  };
  const auto all = files.join(
      record("1", "label", row.gold[0]) + record("2", "label", row.gold[1]),
      record("1", "pred", R"([{"label":"joy","score":0.9},{"label":"love","score":0.8}])") +
          record("2", "pred", R"([{"label":"joy","score":0.4},{"label":"love","score":0.6}])"));
  CHECK(all.test_set.task == row.task);
  REQUIRE(all.documents.size() == 2);
  for (const std::size_t i : {0U, 1U})
    CHECK(test::said(all, all.documents[i].predicted) == row.labels[i]);
}

TEST_CASE("a record of one side that cannot be read is one issue, with its own reason") {
  struct Row {
    const char *gold, *predicted, *reason;
  };
  const Row row = GENERATE(values<Row>({
      {"{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"la",
       "{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"label\":\"A\"}", "not valid JSON"},
      {"{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"label\":\"A\"}",
       "{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"la", "not valid JSON"},
      {"{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"label\":true}",
       "{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"label\":\"A\"}",
       "a label that is neither a string nor a whole number"},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  const auto all = files.join(row.gold, row.predicted);
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.seen == 2);
  CHECK(all.test_set.issues.by_reason == Reasons{{row.reason, 1}});
}

TEST_CASE("a side of which no record can be read says why") {
  Files files;
  CHECK_THROWS_WITH(files.join("{\"id\":1,\"label\":\"A\"}", "{\"id\":1,\"label\":true}"),
                    Catch::Contains("a label that is neither a string nor a whole number"));
}
