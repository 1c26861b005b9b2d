#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/json_fault.hpp"
#include "normalize/limits.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

struct Files : test::Stage {
  test::Normalized read(const std::string& text) { return Stage::read("t.json", text); }
};

}  // namespace

TEST_CASE("records are found in every place where people put them") {
  const std::string record = R"({"text":"hi","true_label":"A","predicted_label":"B"})";
  const std::string text = GENERATE_COPY(
      values<std::string>({"[" + record + "]", record, record + "\n",
                           "\xEF\xBB\xBF[\n" + record + "\n]", "{\"predictions\":[" + record + "]}",
                           "{\n \"meta\": {},\n \"examples\": [" + record + "]\n}"}));
  CAPTURE(text);
  Files files;
  const auto read = files.read(text);
  CHECK(read.test_set.source.kind ==
        (text.find("predictions") == text.npos ? "json" : "explainaboard"));
  CHECK(read.test_set.task == model::Task::single_label);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == "hi");
  CHECK(test::said(read, read.documents[0].gold) == Words{"A"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"B"});
}

TEST_CASE("lists of strings are sets, in which a label counts once") {
  Files files;
  files.options.columns = {{"gold", "truth"}, {"predicted", "out"}, {"id", "key"}};
  const auto read = files.read(R"([{"key":5,"truth":["A"],"out":["B","A","B"]}])");
  CHECK(read.test_set.task == model::Task::multi_label);
  CHECK(read.documents[0].id == "5");
  CHECK(test::said(read, read.documents[0].predicted) == Words{"A", "B"});
}

TEST_CASE("lists of objects are spans in code points") {
  Files files;
  const auto read = files.read(
      R"([{"text":"👋 Ana","gold":[{"start":2,"end":5,"entity":"P"}],"predicted":[{"start":0,"end":1,"category":"E","confidence":0.5}]}])");
  CHECK(read.test_set.task == model::Task::entities);
  CHECK(test::said(read, read.documents[0].gold) == Words{"P 5-8"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"E 0-4"});
  CHECK(read.documents[0].predicted[0].score == 0.5F);
}

TEST_CASE("a first line that is broken is one record lost, whatever the fields are called") {
  Files files;
  const std::string record = R"({"text":"hi","true_label":"A","predicted_label":"B"})";
  const auto read = files.read(R"({"text":"hi","true_label":"A,"predicted_label":"B"})"
                               "\n" +
                               record + "\n" + record);
  CHECK(read.test_set.source.kind == "json");
  CHECK(read.documents.size() == 2);
  REQUIRE(read.test_set.issues.first.size() == 1);
  CHECK(read.test_set.issues.first[0].line == 1);
  CHECK(read.test_set.issues.first[0].reason == "not valid JSON");
}

TEST_CASE("a broken document says the line where it stops being JSON") {
  struct Row {
    const char* text;
    const char* place;
  };
  const Row row = GENERATE(values<Row>({
      {"[\n {\"a\": 1,\n  \"b\" 2}\n]", "t:3"},
      {"[\n {\"a\": 1},\n", "t:3"},
      {"[\n {\"a\": \"x\n }]", "t:2"},
      {"[\n 1,\n ]", "t:3"},
      {"{\n \"a\": tru\n}", "t:2"},
      {"{\"a\": [1}\n]", "t:1"},
      {"[]\n]", "t:2"},
      {"", "t:1"},
      {"{\"a\\\"\": [1, -2.5e3, true, null, {}, [], \"\\\\\"]}\n", "t"},
  }));
  CAPTURE(row.text);
  CHECK(normalize::place_of_fault(row.text, "t") == row.place);
}

TEST_CASE("a broken list of records is refused with its line") {
  Files files;
  CHECK_THROWS_WITH(files.read("[\n {\"gold\": \"A\",\n  \"predicted\" \"B\"}\n]"),
                    "t.json:3: is not valid JSON, or is cut short");
}

TEST_CASE("records of nothing but other field names are an error that names the way out") {
  Files files;
  CHECK_THROWS_WITH(
      files.read("[{\"verity\":\"A\",\"out\":\"B\"}]"),
      "t.json: 1 of 1 record cannot be used, most often: no field 'gold' (first in "
      "t.json, record '000001'); name the fields with --columns gold=NAME,predicted=NAME");
}

TEST_CASE("a record that lacks a field or has it broken is an issue") {
  Files files;
  const auto read =
      files.read(R"([{"gold":"A"},7,{"gold":"A","predicted":{}},{"gold":"A","predicted":"A"},
      {"gold":[{"start":1}],"predicted":[]},{"gold":[{"label":"A","start":3,"end":1}],"predicted":[]}])");
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{
            {"a label that is neither a string nor a whole number", 1},
            {"a span that ends before it starts", 1},
            {"a span without a label", 1},
            {"no field 'predicted'", 1},
            {"not a JSON object", 1}});
}

TEST_CASE("a document that is not a list of records is an error that says so") {
  Files files;
  files.options.format = "json";
  CHECK_THROWS_WITH(files.read("[[1],"), "t.json:1: is not valid JSON, or is cut short");
  CHECK_THROWS_WITH(files.read("\"x\""),
                    "t.json: is neither a list of records nor an object with 'predictions'");
}

TEST_CASE("a record with a key twice is an issue, as nobody knows which value is meant") {
  Files files;
  const auto read =
      files.read(R"([{"gold":"A","predicted":"A","gold":"B"},{"gold":"A","predicted":"A"}])");
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.issues.by_reason.contains("an object with a key twice"));
}

TEST_CASE("records a line are known as such however long the first is") {
  Files files;
  const std::string text(300'000, 'a');
  const auto read = files.read("{\"text\":\"" + text + "\",\"gold\":\"A\",\"predicted\":\"A\"}\n" +
                               R"({"text":"b","gold":"A","predicted":"A"})");
  CHECK(read.documents.size() == 2);
}

TEST_CASE("labels with scores and no offsets are classes, of which gold says how many there are") {
  struct Row {
    const char* gold;
    const char* predicted;
    model::Task task;
    Words labels;
  };
  using model::Task;
  const Row row = GENERATE(values<Row>({
      {R"("joy")", R"([{"label":"joy","score":0.9}])", Task::single_label, {"joy 0.9"}},
      {R"("joy")", R"([{"label":"joy","score":0.2}])", Task::single_label, {"joy 0.2"}},
      {R"("joy")",
       R"([{"label":"love","score":0.3},{"label":"joy","score":0.4}])",
       Task::single_label,
       {"joy 0.4"}},
      {"3",
       R"([[{"label":"4","score":0.5},{"label":"3","score":0.5}]])",
       Task::single_label,
       {"4 0.5"}},
      {R"(["joy"])",
       R"([{"label":"joy","score":0.9},{"label":"love","score":0.5},{"label":"fear","score":0.1}])",
       Task::multi_label,
       {"joy 0.9", "love 0.5"}},
      {R"(["joy"])", R"([{"label":"joy","score":0.1}])", Task::multi_label, {}},
      {R"(["joy"])",
       R"([{"label":"joy"},{"label":"love","score":0.1}])",
       Task::multi_label,
       {"joy"}},
      {R"(["joy"])",
       R"([{"label":"joy","score":0.01},{"label":"love"},{"label":"fear","score":null}])",
       Task::multi_label,
       {"fear", "love"}},
      {R"(["joy"])", R"([{"label":"joy","confidence":0.1}])", Task::multi_label, {}},
      {R"([{"label":"joy"}])", R"([])", Task::multi_label, {}},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  const auto read = files.read("[{\"text\":\"a\",\"label\":" + std::string{row.gold} +
                               ",\"prediction\":" + row.predicted + "}]");
  CHECK(read.test_set.task == row.task);
  REQUIRE(read.documents.size() == 1);
  Words labels;
  for (const auto& a : read.documents[0].predicted)
    labels.push_back(read.labels.name(a.label) +
                     (a.score == model::no_score ? "" : " " + fixed(a.score, 1)));
  CHECK(labels == row.labels);
}

TEST_CASE("what was taken of labels with scores follows the task and the threshold, and is said") {
  const std::string record =
      R"([{"text":"a","label":LABEL,"prediction":[{"label":"A","score":0.6},{"label":"B","score":0.3}]}])";
  const auto with = [&](const std::string& label) {
    auto text = record;
    return text.replace(text.find("LABEL"), 5, label);
  };
  Files files;
  const auto labels = [&](const std::string& text) {
    const auto read = files.read(text);
    return test::said(read, read.documents.at(0).predicted);
  };
  CHECK_THAT(files.read(with("\"A\"")).test_set.remarks,
             Catch::VectorContains(std::string{"1 list of labels with scores: the best label is "
                                               "taken; --task multi_label takes all from 0.5"}));
  CHECK_THAT(files.read(with("[\"A\"]")).test_set.remarks,
             Catch::VectorContains(std::string{
                 "1 list of labels with scores: 1 label below 0.5 is not taken; --threshold sets "
                 "another limit, --task single_label takes the best"}));
  files.options.task = model::Task::single_label;
  CHECK(labels(with("[\"A\"]")) == Words{"A"});
  files.options.task = model::Task::multi_label;
  CHECK(labels(with("\"A\"")) == Words{"A"});
  files.options.threshold = 0.25;
  CHECK(labels(with("\"A\"")) == Words{"A", "B"});
  files.options.threshold = 0.7;
  CHECK(labels(with("\"A\"")).empty());
}

TEST_CASE("labels with scores beyond 1, or beside spans, are issues") {
  Files files;
  const auto read = files.read(
      R"([{"label":"A","prediction":[{"label":"A","score":7}]},
      {"label":"A","prediction":"A"},
      {"label":[{"label":"A","start":0,"end":1}],"prediction":[{"label":"A","start":0,"end":1},{"label":"B"}]}])");
  CHECK(read.test_set.issues.by_reason.contains("labels with scores that are not from 0 to 1"));
  CHECK(files.read(R"([{"gold":"A","pred":{"A":-2.3,"B":4.1}},{"gold":"A","pred":"A"}])")
            .test_set.issues.by_reason.contains("labels with scores that are not from 0 to 1"));
  CHECK(read.test_set.issues.by_reason.contains("a span without whole numbers as start and end"));
}

TEST_CASE("a label beside a number that is no score is a span whose offsets nobody knows") {
  const std::string item = GENERATE(values<std::string>({
      R"({"label":"P","from":0,"to":1})",
      R"({"label":"P","span":[0,1]})",
      R"({"label":"P","offset":"0","length":"1"})",
      R"({"label":"P","offset":1,"length":4294967295})",
      R"({"label":"P","start":null,"score":0.5})",
  }));
  CAPTURE(item);
  Files files;
  const auto read = files.read("[{\"gold\":[" + item + "],\"predicted\":[]}," +
                               R"({"gold":[[0,1,"P"]],"predicted":[]}])");
  CHECK(read.test_set.task == model::Task::entities);
  CHECK(read.test_set.issues.by_reason.at("a span without whole numbers as start and end") == 1);
}

TEST_CASE("a list of predictions beside a text, or above a further record, is that of its record") {
  const std::string side = R"("predictions":[{"label":"A","score":0.9},{"label":"B","score":0.1}])";
  const std::string record = R"({"text":"a","label":"A",)" + side + "}\n";
  const std::string text =
      GENERATE_COPY(values<std::string>({record, record + record,
                                         R"({"text":"a","label":"A","predictions":[]})"
                                         "\n" +
                                             record}));
  CAPTURE(text);
  Files files;
  const auto read = files.read(text);
  CHECK(read.test_set.source.kind == "json");
  CHECK(read.documents.size() + read.test_set.issues.skipped ==
        static_cast<std::size_t>(std::ranges::count(text, '\n')));
  CHECK(test::said(read, read.documents.back().predicted) == Words{"A"});
  Files sides;
  const auto joined =
      sides.join(".jsonl", "{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"label\":\"A\"}\n",
                 "{\"id\":1," + side + "}\n{\"id\":2," + side + "}\n");
  CHECK(joined.documents.size() == 2);
}

TEST_CASE("lists of 0 and 1 of one length are indicator vectors, and refused as such") {
  const std::string said =
      "t.json: its lists are indicator vectors (LENGTH times 0 or 1), no sets of labels; write the "
      "names of the labels that are 1, as inverse_transform of scikit-learn's MultiLabelBinarizer "
      "does";
  const auto of = [&](const char* length) {
    auto text = said;
    return text.replace(text.find("LENGTH"), 6, length);
  };
  Files files;
  CHECK_THROWS_WITH(files.read(R"([{"gold":[0,0,1],"predicted":[1,0,0]},
      {"gold":[0,1,0],"predicted":[1,0,0]}])"),
                    of("3"));
  CHECK_THROWS_WITH(files.read(R"([{"gold":[0,1],"predicted":[1,0]}])"), of("2"));
  const auto read = files.read(R"([{"gold":[0,1],"predicted":[1]},{"gold":[2,2],"predicted":[]}])");
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.issues.by_reason.contains(
      "a list of numbers that come twice: a vector, no set of labels"));
}

TEST_CASE("tags beside tokens are a sentence with spans, not a set of classes") {
  struct Row {
    const char* record;
    Words gold, predicted;
    const char* text;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"tokens":["Ana","met","Bob"],"tags":["B-PER","O","B-LOC"],"prediction":["B-LOC","B-PER","O"]})",
       {"PER 0-3", "LOC 8-11"},
       {"LOC 0-3", "PER 4-7"},
       "Ana met Bob"},
      {R"({"tokens":["Zo\u00eb","M"],"text":"Zo\u00ebM","gold":["B-P","I-P"],"predicted":["O","O"]})",
       {"P 0-6"},
       {},
       "Zo\u00eb M"},
      {R"({"tokens":["a","b","c"],"gold":["PER","PER",""],"predicted":["PER","O","PER"]})",
       {"PER 0-3"},
       {"PER 0-1", "PER 4-5"},
       "a b c"},
  }));
  CAPTURE(row.record);
  for (const bool is_line : {true, false}) {
    Files files;
    const auto read = files.read(is_line ? row.record : "[" + std::string{row.record} + "]");
    CHECK(read.test_set.task == model::Task::entities);
    REQUIRE(read.documents.size() == 1);
    CHECK(read.documents[0].text == row.text);
    CHECK(test::said(read, read.documents[0].gold) == row.gold);
    CHECK(test::said(read, read.documents[0].predicted) == row.predicted);
  }
  Files files;
  files.options.joiner = "";
  CHECK(files.read(row.record).documents[0].text.find(' ') == std::string::npos);
}

TEST_CASE("tags and entities without a place in a text are issues, not sets of classes") {
  struct Row {
    const char* record;
    const char* reason;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"text":"Ana met","gold":["B-PER","O"],"predicted":["O","O"]})",
       "tags of tokens (B-, I-, O) without as many strings in 'tokens' beside them"},
      {R"({"tokens":["Ana","met"],"gold":["B-PER","O","O"],"predicted":["O","O"]})",
       "tags of tokens (B-, I-, O) without as many strings in 'tokens' beside them"},
      {R"({"tokens":["Ana","met"],"ner_tags":[1,0],"predicted":[1,0]})",
       "tags of tokens that are numbers: give their names"},
      {R"({"text":"Ana met","entities":[{"text":"Ana","label":"PER"}],"prediction":[{"text":"met","label":"PER"}]})",
       "a span without whole numbers as start and end"},
  }));
  CAPTURE(row.record);
  Files files;
  CHECK_THROWS_WITH(files.read(row.record),
                    Catch::StartsWith("t.json: 1 of 1 record cannot be used, most often: " +
                                      std::string{row.reason} + " (first in t.json:1)"));
}

TEST_CASE("sets of labels beside tokens stay sets") {
  Files files;
  const auto read = files.read(R"([{"tokens":["a","b"],"gold":["X","Y"],"predicted":["X"]}])");
  CHECK(read.test_set.task == model::Task::multi_label);
}

TEST_CASE("the field of a role is the first name that the first record has, null or not") {
  Files files;
  const auto read = files.read(
      R"([{"label":null,"intent":"X","prediction":"A"},{"label":"A","intent":"X","prediction":null},
      {"label":"B","intent":"X","prediction":"A"}])");
  REQUIRE(read.documents.size() == 2);
  CHECK(test::said(read, read.documents[0].gold) == Words{"A"});
  CHECK(read.documents[0].predicted.empty());
  CHECK(read.test_set.issues.by_reason.at("no gold label") == 1);
}

TEST_CASE("names of fields are known in any case, the exact one first") {
  Files files;
  const auto read = files.read(R"([{"Text":"hi","Label":"A","Prediction":"B","CONFIDENCE":0.5}])");
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == "hi");
  CHECK(test::said(read, read.documents[0].gold) == Words{"A"});
  CHECK(read.documents[0].predicted[0].score == 0.5F);
  Files exact;
  const auto taken = exact.read(R"([{"LABEL":"A","label":"B","Pred":"B","intent":"C"}])");
  CHECK(test::said(taken, taken.documents[0].gold) == Words{"B"});
}

TEST_CASE("a list in any record makes the classes of all records sets, wherever it stands") {
  const std::string scored =
      R"(,"prediction":[{"label":"A","score":0.4},{"label":"B","score":0.3}]})";
  Files files;
  const auto one =
      files.read("[{\"label\":\"A\"" + scored + ",{\"label\":null" + scored +
                 ",{\"label\":[\"A\",\"B\"]" + scored + ",{\"label\":[\"A\"]" + scored + "]");
  CHECK(one.test_set.task == model::Task::multi_label);
  REQUIRE(one.documents.size() == 3);
  CHECK(one.documents[0].predicted.empty());  // none from 0.5 on
  CHECK(test::said(one, one.documents[1].gold) == Words{"A", "B"});
  CHECK(one.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"no gold label", 1}});
  Files plain;
  const auto best = plain.read("[{\"label\":\"A\"" + scored + ",{\"label\":\"B\"" + scored + "]");
  CHECK(best.test_set.task == model::Task::single_label);
  CHECK(test::said(best, best.documents[1].predicted) == Words{"A"});
  const auto set = files.read("[{\"label\":[\"A\"]" + scored + ",{\"label\":\"A\"" + scored + "]");
  CHECK(set.test_set.task == model::Task::multi_label);
  REQUIRE(set.documents.size() == 2);
  CHECK(set.documents[1].predicted.empty());
  Files sides;
  const auto joined =
      sides.join(".jsonl", "{\"id\":1,\"label\":\"A\"}\n{\"id\":2,\"label\":null}\n",
                 "{\"id\":1,\"label\":\"B\"}\n{\"id\":2,\"label\":\"A\"}\n");
  CHECK(joined.test_set.task == model::Task::single_label);
  CHECK(joined.documents.size() == 1);
}

TEST_CASE("words that predictions without texts quote are held against the texts of gold") {
  Files sides;
  const auto joined = sides.join(
      ".jsonl", "{\"id\":1,\"text\":\"Call Ana\",\"entities\":[]}\n",
      "{\"id\":1,\"entities\":[{\"start\":0,\"end\":4,\"label\":\"P\",\"word\":\"Call\"},"
      "{\"start\":0,\"end\":4,\"label\":\"P\",\"word\":\"Ana\"}]}\n");
  REQUIRE(joined.documents.size() == 1);
  CHECK(std::ranges::any_of(joined.test_set.remarks, [](const std::string& remark) {
    return remark.ends_with(": 1 of 2 quoted mentions is not the text at its offsets");
  }));
}

TEST_CASE("quoted words, odd scores and half surrogate pairs of JSON are said, not passed over") {
  Files files;
  const auto quoted = files.read(
      R"([{"text":"Call Ana","gold":[{"start":5,"end":8,"label":"P","text":"Ana"}],
      "predicted":[{"start":0,"end":4,"label":"P","word":"Ana"}]}])");
  CHECK_THAT(
      quoted.test_set.remarks,
      Catch::VectorContains(std::string{"1 of 2 quoted mentions is not the text at its offsets"}));
  const auto* const left_out = "a score that is not from 0 to 1: it is left out";
  const auto* const record =
      GENERATE(R"({"text":"a","label":"A","pred":"A","score":95})",
               R"({"text":"a","label":"A","pred":{"name":"A","confidence":95}})",
               R"({"gold":[],"pred":[{"start":0,"end":1,"label":"A","score":-1}]})");
  const auto scored = files.read(record);
  CHECK(scored.documents.at(0).predicted.at(0).score == model::no_score);
  CHECK(scored.test_set.issues.by_reason.at(left_out) == 1);
  const auto half = files.read(R"({"text":"\ud83d","label":"A","pred":"A"})");
  CHECK(half.documents.at(0).text == "\uFFFD");
  CHECK(half.test_set.issues.by_reason.contains("an unpaired surrogate: it is replaced by U+FFFD"));
}

namespace {

// Spans of one side, named by their label.
std::string spans(const std::string& key, const std::string& items) {
  return "\"" + key + "\":[" + items + "]";
}

std::string token(const std::string& tag, int index, int start, int end,
                  const std::string& score = "0.5") {
  return R"({"entity":")" + tag + R"(","score":)" + score + R"(,"index":)" + std::to_string(index) +
         R"(,"word":"x","start":)" + std::to_string(start) + R"(,"end":)" + std::to_string(end) +
         "}";
}

}  // namespace

TEST_CASE("tagged tokens of a pipeline are joined to entities, as sure as the least sure token") {
  struct Row {
    std::string predicted;
    Words entities;
    float score;  // of the first
  };
  const Row row = GENERATE(values<Row>({
      {token("B-PER", 1, 0, 3, "0.99") + "," + token("I-PER", 2, 4, 7, "0.75") + "," +
           token("B-LOC", 4, 11, 15),
       {"PER 0-7", "LOC 11-15"},
       0.75F},
      {token("I-PER", 1, 0, 3) + "," + token("I-PER", 3, 11, 15), {"PER 0-3", "PER 11-15"}, 0.5F},
      {token("B-PER", 1, 0, 3) + "," + token("B-PER", 2, 4, 7) + "," + token("I-LOC", 3, 8, 10),
       {"PER 0-3", "PER 4-7", "LOC 8-10"},
       0.5F},
      {token("O", 1, 0, 3) + "," + token("B-PER", 2, 4, 5) + "," + token("E-PER", 3, 5, 7, "null"),
       {"PER 4-7"},
       model::no_score},
      {token("S-LOC", 4, 11, 15), {"LOC 11-15"}, 0.5F},
  }));
  CAPTURE(row.predicted);
  const auto record = R"({"text":"Ana Lee in Rome","gold":[{"start":0,"end":7,"label":"PER"}],)" +
                      spans("predicted", row.predicted) + "}";
  Files files;
  const auto read = files.read(record);
  REQUIRE(read.documents.size() == 1);
  CHECK(test::said(read, read.documents[0].predicted) == row.entities);
  CHECK(read.documents[0].predicted[0].score == row.score);
  for (const auto& label : read.test_set.labels)
    CHECK((label == "PER" || label == "LOC"));
}

TEST_CASE("that tokens were joined is said") {
  Files files;
  const auto read =
      files.read("{" + spans("gold", R"({"start":0,"end":7,"label":"PER"})") + "," +
                 spans("predicted", token("B-PER", 1, 0, 3) + "," + token("I-PER", 2, 4, 7)) + "}");
  CHECK_THAT(read.test_set.remarks,
             Catch::VectorContains(std::string{"2 tagged tokens (BIO) are joined to 1 entity; the "
                                               "score of an entity is the lowest of its tokens"}));
}

TEST_CASE("labels that look like tags stay labels where no pipeline wrote them") {
  const auto cell = spans("gold", R"({"start":0,"end":6,"entity":"B-cell"})");
  const auto same = spans("predicted", R"({"start":0,"end":6,"entity":"B-cell"})");
  Files files;
  const auto read = files.read("{" + cell + "," + same + "}");
  CHECK(test::said(read, read.documents[0].predicted) == Words{"B-cell 0-6"});
}

TEST_CASE("tags as labels of one side alone are refused with the way out") {
  const std::string entity = R"({"start":0,"end":7,"label":"PER"})";
  const std::string tags =
      R"({"start":0,"end":3,"entity":"B-PER"},{"start":4,"end":7,"entity":"I-PER"})";
  Files files;
  CHECK_THROWS_WITH(
      files.read("{" + spans("gold", entity) + "," + spans("predicted", tags) + "}"),
      "t.json: the spans of predicted are tagged tokens ('B-PER'), those of the other side "
      "entities; join the tokens, which a Hugging Face pipeline does with "
      "aggregation_strategy=\"simple\"");
  CHECK_THROWS_WITH(files.read("{" + spans("gold", tags) + "," + spans("predicted", entity) + "}"),
                    Catch::StartsWith("t.json: the spans of gold are tagged tokens ('B-PER')"));
  CHECK_THROWS_WITH(Files{}.join(".jsonl", "{\"id\":1," + spans("label", entity) + "}",
                                 "{\"id\":1," + spans("label", tags) + "}"),
                    Catch::StartsWith("system.jsonl: the spans of predicted are tagged tokens"));
  CHECK(files.read("{" + spans("gold", tags) + "," + spans("predicted", tags) + "}")
            .documents.size() == 1);
}

TEST_CASE("spans of a pipeline that aggregates, and lists with a score, are spans with scores") {
  const std::string predicted = GENERATE(
      R"({"entity_group":"P","score":0.5,"word":"Ana","start":0,"end":3})", R"([0,3,"P",0.5])");
  CAPTURE(predicted);
  Files files;
  const auto read =
      files.read(R"([{"text":"Ana","gold":[[0,3,"P"]],)" + spans("predicted", predicted) + "}]");
  REQUIRE(read.documents.size() == 1);
  CHECK(test::said(read, read.documents[0].predicted) == Words{"P 0-3"});
  CHECK(read.documents[0].predicted[0].score == 0.5F);
  CHECK(Files{}
            .read(R"([{"gold":[],"predicted":[[0,3,"P",7]]}])")
            .test_set.issues.by_reason.contains("a score that is not from 0 to 1: it is left out"));
}

TEST_CASE("a table by columns is refused as one, and no set of labels") {
  struct Row {
    const char* record;
    const char* fields;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"text":["a","b"],"gold":["X","Y"],"predicted":["X","X"]})", "'text' and 'gold'"},
      {R"({"id":[1,2],"label":[0,1],"predicted":[1,1]})", "'id' and 'label'"},
      {R"({"text":{"0":"a","1":"b"},"gold":{"0":"X","1":"Y"},"predicted":{"0":"X","1":"X"}})",
       "'text' and 'gold'"},
  }));
  CAPTURE(row.record);
  Files files;
  CHECK_THROWS_WITH(files.read(row.record),
                    Catch::Contains(std::string{row.fields} +
                                    " are columns of a table, not a document: write an object a "
                                    "document, as to_json(orient=\"records\") of pandas does"));
}

TEST_CASE("two texts beside one label are a pair, not a table") {
  Files files;
  const auto read = files.read(R"({"text":["a","b"],"gold":"X","predicted":"Y"})");
  CHECK(read.test_set.task == model::Task::single_label);
  CHECK_FALSE(read.documents.at(0).has_text);
}

TEST_CASE("ranked predictions beside one gold label are read as sets, which is said") {
  const auto read = Files{}.read(R"([{"label":"X","predictions":["X","Y"]},
                                     {"label":"Y","predictions":["Y","X"]}])");
  CHECK(read.test_set.task == model::Task::multi_label);
  CHECK_THAT(read.test_set.remarks,
             Catch::VectorContains(std::string{
                 "gold is one label in each record and predictions are lists, which are read as "
                 "sets: all of them count; of ranked ones write the first alone"}));
}

TEST_CASE("offsets are UTF-16 units where most of the quoted words say so, record by record") {
  const auto span = [](int offset, const std::string& quoted) {
    return R"({"offset":)" + std::to_string(offset) + R"(,"length":3,"text":")" + quoted +
           R"(","category":"P"})";
  };
  const auto record = [](const std::string& gold) {
    return R"({"text":"👋 Ana came","gold":[)" + gold + R"(],"predicted":[]})";
  };
  Files files;
  const auto read = files.read(record(span(3, "Ana")) + "\n" + record(span(2, "Ana")) + "\n" +
                               record(span(3, "Ana") + "," + span(2, "Eva")));
  REQUIRE(read.documents.size() == 3);
  CHECK(test::said(read, read.documents[0].gold) == Words{"P 5-8"});
  CHECK(test::said(read, read.documents[1].gold) == Words{"P 5-8"});
  CHECK(test::said(read, read.documents[2].gold) == Words{"P 5-8", "P 6-9"});
  CHECK_THAT(read.test_set.remarks,
             Catch::VectorContains(
                 std::string{"offsets of 1 record count UTF-16 units, as the quoted words show"}) &&
                 Catch::VectorContains(
                     std::string{"2 of 4 quoted mentions are not the text at their offsets"}));
}

TEST_CASE("lists of lists are refused as such, and are no table") {
  const std::string text =
      GENERATE(R"([["Ana in Rome",[[0,3,"PER"]]]])", "[\n  [\n    \"a, b\",\n    \"X\"\n  ]\n]\n",
               "[\"thanks\",\"joy\",\"joy\"]\n[\"no\",\"joy\",\"fear\"]\n");
  CAPTURE(text);
  CHECK_THROWS_WITH(Files{}.read(text),
                    Catch::Contains("most often: a list of lists, where each is to be an object "
                                    "such as {\"text\": …, \"gold\": …, \"predicted\": …}"));
}

TEST_CASE("a table whose first cell begins as a list stays a table") {
  Files files;
  files.options.columns = {{"text", "1"}, {"gold", "2"}, {"predicted", "3"}};
  const auto read = files.read("[sic] thanks,A,B\n[\"x\"] no,B,B\n");
  CHECK(read.test_set.source.kind == "csv");
}

TEST_CASE("of intents and entities both sides are of one of them") {
  struct Row {
    const char* fields;
    std::map<std::string, std::string> columns;
    Words gold, predicted;
  };
  const std::string found = R"("predicted_entities":[{"start":3,"end":6,"label":"P"}],)";
  const Row row = GENERATE(values<Row>({
      {R"("intent":"greet","predicted_intent":"bye",)", {}, {"greet"}, {"bye"}},
      {R"("intent":"greet","predicted_intent":"bye",)",
       {{"gold", "entities"}},
       {"P 3-6"},
       {"P 3-6"}},
      {R"("intent":"greet","predicted_intent":"bye",)",
       {{"predicted", "predicted_entities"}},
       {"P 3-6"},
       {"P 3-6"}},
      {R"("intent":"greet",)", {}, {"P 3-6"}, {"P 3-6"}},
  }));
  CAPTURE(row.fields, row.columns);
  Files files;
  files.options.columns = row.columns;
  const auto read = files.read("[{\"text\":\"hi Ana\"," + std::string{row.fields} + found +
                               R"("entities":[{"start":3,"end":6,"label":"P"}]}])");
  REQUIRE(read.documents.size() == 1);
  CHECK(test::said(read, read.documents[0].gold) == row.gold);
  CHECK(test::said(read, read.documents[0].predicted) == row.predicted);
}

TEST_CASE("a side of classes and one of spans are refused by the names of their fields") {
  CHECK_THROWS_WITH(
      Files{}.read(R"([{"intent":"A","predicted_entities":[{"start":3,"end":6,"label":"P"}]}])"),
      Catch::Contains("'intent' holds classes and 'predicted_entities' spans: name two that belong "
                      "together with --columns gold=NAME,predicted=NAME"));
}

TEST_CASE("records a line are known as such behind one that is too large") {
  Files files;
  const std::string text(normalize::longest_head + 1000, 'a');
  const std::string record = R"({"text":"b","gold":"A","predicted":"A"})";
  const auto read =
      files.read("{\"text\":\"" + text + "\",\"gold\":\"A\",\"predicted\":\"A\"}\n\n" + record +
                 "\n" + record);
  CHECK(read.documents.size() == 2);
  CHECK(read.test_set.issues.by_reason.contains(std::string{normalize::text_too_large}));
}
