#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

constexpr auto right =
    R"({"text":"hi","intent":"greet","intent_prediction":{"name":"greet","confidence":0.9}})";
constexpr auto wrong =
    R"({"text":"bye","intent":"part","intent_prediction":{"name":"greet","confidence":0.6}})";
constexpr auto report =
    R"({"greet":{"precision":1.0,"recall":1.0,"f1-score":1.0,"support":2,"confused_with":{}}})";

struct File {
  std::string name, text;
};

test::Normalized read(const std::vector<File>& files) {
  const test::Scratch scratch;
  normalize::Options options;
  options.max_issues = 1.0;
  for (const auto& [name, text] : files)
    options.inputs.push_back(scratch.file(name, text));
  return test::normalized(options, scratch);
}

std::string list(const std::string& records) {
  return "[" + records + "]";
}

}  // namespace

TEST_CASE("errors and successes of Rasa's intents are one test, whichever comes first") {
  const File errors{"intent_errors.json", list(wrong)};
  const File successes{"intent_successes.json", list(right)};
  for (const auto& files : {std::vector{errors, successes}, std::vector{successes, errors}}) {
    const auto all = read(files);
    CHECK(all.test_set.source.kind == "rasa");
    CHECK(all.test_set.task == model::Task::single_label);
    REQUIRE(all.documents.size() == 2);
    const auto& bye = all.documents[all.documents[0].text == "bye" ? 0 : 1];
    CHECK(test::said(all, bye.gold) == Words{"part"});
    CHECK(test::said(all, bye.predicted) == Words{"greet"});
    CHECK(bye.predicted[0].score == 0.6F);
    CHECK(all.test_set.remarks.empty());
  }
}

TEST_CASE("Rasa's entities have offsets in code points and a confidence each") {
  const auto all = read({{"DIETClassifier_errors.json", list(R"({"text":"👋 Rome","entities":[
      {"start":2,"end":6,"value":"Rome","entity":"city"}],"predicted_entities":[{"entity":"land",
      "start":2,"end":6,"confidence_entity":0.5,"value":"Rome","extractor":"DIETClassifier"}]})")},
                         {"DIETClassifier_successes.json",
                          list(R"({"text":"no","entities":[],"predicted_entities":[]})")}});
  CHECK(all.test_set.task == model::Task::entities);
  REQUIRE(all.documents.size() == 2);
  CHECK(test::said(all, all.documents[0].gold) == Words{"city 5-9"});
  CHECK(test::said(all, all.documents[0].predicted) == Words{"land 5-9"});
  CHECK(all.documents[0].predicted[0].score == 0.5F);
}

TEST_CASE("Rasa's response selections are classes") {
  const auto all =
      read({{"response_selection.json", list(R"({"text":"a","intent_response_key_target":"faq/b",
      "intent_response_key_prediction":{"name":"faq/c","confidence":0.4}},{"text":"d",
      "intent_response_key_target":"faq/b","intent_response_key_prediction":{"name":"faq/b",
      "confidence":1.0}})")}});
  CHECK(test::said(all, all.documents[0].gold) == Words{"faq/b"});
  CHECK(test::said(all, all.documents[0].predicted) == Words{"faq/c"});
}

TEST_CASE("an intent that was not predicted is a prediction of nothing") {
  const auto all = read(
      {{"x.json",
        list(std::string{right} +
             R"(,{"text":"m","intent":"a","intent_prediction":{"name":null,"confidence":0.0}})"
             R"(,{"text":"n","intent":"a","intent_prediction":{"name":"","confidence":0}})")}});
  CHECK(all.documents[1].predicted.empty());
  CHECK(all.documents[2].predicted.empty());
}

TEST_CASE("no score is had of Rasa's errors alone, nor of its reports") {
  const std::string more =
      ": holds errors alone, of which no score can be had; give the successes of the same test as "
      "well (rasa test nlu --successes)";
  CHECK_THROWS_WITH(read({{"intent_errors.json", list(wrong)}}), "intent_errors.json" + more);
  CHECK_THROWS_WITH(read({{"saved.json", list(wrong)}}), "saved.json" + more);
  CHECK_THROWS_WITH(
      read({{"x_errors.json", list(std::string{right} + "," + wrong)}, {"x_report.json", report}}),
      "x_errors.json" + more);
  CHECK_THROWS_WITH(read({{"intent_report.json", report}}),
                    "intent_report.json: is a report of scores; give the errors and successes that "
                    "rasa test writes beside it (--errors, --successes)");
}

TEST_CASE("Rasa's successes alone are said to be part of a test, its report is left aside") {
  const auto all = read({{"intent_report.json", report}, {"intent_successes.json", list(right)}});
  REQUIRE(all.test_set.remarks.size() == 2);
  CHECK(all.test_set.remarks[0] ==
        "intent_report.json: is Rasa's own report, which is left aside: scores are counted from "
        "the records");
  CHECK(all.test_set.remarks[1] ==
        "intent_successes.json: holds successes alone; the scores are those of the whole test only "
        "if "
        "rasa test wrote no file of errors");
}

TEST_CASE("a broken record of Rasa's is an issue, another kind of file an error") {
  const auto all = read({{"x.json", list(std::string{right} + "," + wrong + R"(,{"text":"?"},7,
      {"text":"a","entities":[],"predicted_entities":[]},
      {"text":"a","intent":"b","intent_prediction":[1.5]},
      {"text":"a","intent":"b","intent_prediction":{"name":"c","confidence":7}})")}});
  CHECK(all.documents.size() == 3);
  CHECK(all.documents[2].predicted[0].score == model::no_score);
  CHECK(all.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{
            {"neither a record of intents nor of entities", 1},
            {"not a JSON object", 1},
            {"a record of another test than the first of its file", 1},
            {"a label that is neither a string nor a whole number", 1}});
  CHECK_THROWS_AS(read({{"x.json", list(right)}, {"y.json", "{\"a\":\n1}"}}), InputError);
  CHECK_THROWS_WITH(
      read({{"x.json", list(right)},
            {"y.json", list(R"({"text":"a","entities":[],"predicted_entities":[]})")}}),
      "y.json: holds entities, the input before it single_label");
}

TEST_CASE("a sentence that is half right stands in both files of Rasa's and counts once") {
  const auto record = [](const std::string& text, int end) {
    return R"({"text":")" + text + R"(","entities":[{"start":0,"end":3,"entity":"city"},
      {"start":4,"end":7,"entity":"city"}],"predicted_entities":[{"start":0,"end":3,
      "entity":"city","confidence_entity":0.5},{"start":4,"end":)" +
           std::to_string(end) + R"(,"entity":"city","confidence_entity":0.5}]})";
  };
  const auto half = record("Ulm Bern", 8);
  const auto whole = record("Ulm Rom", 7);
  const File errors{"DIETClassifier_errors.json", list(half)};
  const File successes{"DIETClassifier_successes.json", list(half + "," + whole)};
  for (const auto& files : {std::vector{errors, successes}, std::vector{successes, errors}}) {
    const auto all = read(files);
    CHECK(all.documents.size() == 2);
    CHECK(all.test_set.issues.seen == 3);
    CHECK(all.test_set.issues.rejected == 1);
    CHECK(all.test_set.issues.by_reason ==
          std::map<std::string, std::uint64_t>{
              {"stands in the errors and in the successes: counted once", 1}});
  }
  // One that was tested twice stands twice in each.
  CHECK(read({{"DIETClassifier_errors.json", list(half + "," + half)},
              {"DIETClassifier_successes.json", list(half + "," + half)}})
            .documents.size() == 2);
}

TEST_CASE("entities of two extractors are two tests") {
  const auto records = list(R"({"text":"Ulm","entities":[],"predicted_entities":[{"start":0,"end":3,
      "entity":"city","extractor":"X"}]})");
  CHECK_THROWS_WITH(read({{"DIETClassifier_errors.json", records},
                          {"RegexEntityExtractor_errors.json", records}}),
                    "results of DIETClassifier and of RegexEntityExtractor: each extractor is a "
                    "test of its own; give the files of one");
}

TEST_CASE("errors of Rasa's entities are known as such where nothing was found") {
  CHECK_THROWS_WITH(read({{"DIETClassifier_errors.json",
                           list(R"({"text":"Call Ana","entities":[{"start":5,"end":8,"value":"Ana",
      "entity":"PER"}],"predicted_entities":[]})")}}),
                    Catch::Contains("holds errors alone, of which no score can be had"));
}
