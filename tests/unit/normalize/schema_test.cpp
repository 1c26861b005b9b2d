#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

test::Normalized read_lines(const std::string& lines, double max_issues = 1.0,
                            std::optional<model::Task> task = {}) {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("in.jsonl", lines)};
  options.format = "errata-jsonl";
  options.max_issues = max_issues;
  options.task = task;
  return test::normalized(options, scratch);
}

const std::string good = R"({"id":"good","gold":[{"label":"A","start":0,"end":1}],"predicted":[]})";

}  // namespace

TEST_CASE("the schema's own example is read as it is described") {
  const auto read = read_lines(
      R"({"schema":"errata/evaluation/1","task":"entities","name":"contracts","model":"v14","labels":["Person","Date"],"offsets":"codepoints","source":{"kind":"azure-language","project":"contracts"}}
{"id":"order-001.txt","language":"en-us","text":"Hello, Zoë Müller","gold":[{"label":"Person","start":7,"end":17}],"predicted":[{"label":"Person","start":7,"end":17,"score":0.98}]}
)");
  CHECK(read.test_set.name == "contracts");
  CHECK(read.test_set.model == "v14");
  CHECK(read.test_set.source.kind == "azure-language");
  CHECK(read.test_set.labels == Words{"Date", "Person"});
  REQUIRE(read.documents.size() == 1);
  const auto& document = read.documents[0];
  CHECK(document.language == "en-us");
  CHECK(document.gold[0].begin == 7);
  CHECK(document.gold[0].end == 19);  // two letters of two bytes
  CHECK(document.predicted[0].score == 0.98F);
  CHECK(read.bytes.find("\"start\":7,\"end\":17,\"score\":0.98}") != std::string::npos);
}

TEST_CASE("labels stand by name, whatever order of lines they are met in") {
  const std::string one = R"({"gold":["B"],"predicted":["C"]})";
  const std::string two = R"({"gold":["A"],"predicted":["B"]})";
  CHECK(read_lines(one + "\n" + two).test_set.labels == Words{"A", "B", "C"});
  CHECK(read_lines(two + "\n" + one).test_set.labels == Words{"A", "B", "C"});
}

TEST_CASE("the task of a file without a header follows from its annotations, and is said") {
  struct Row {
    const char* line;
    model::Task task;
  };
  const Row row = GENERATE(values<Row>(
      {{R"({"gold":["A"],"predicted":[{"label":"B","score":0.7},{"label":"A","score":0.2,"chosen":false}]})",
        model::Task::single_label},
       {R"({"gold":"A","predicted":"B"})", model::Task::single_label},
       {R"({"gold":["A","B"],"predicted":[]})", model::Task::multi_label},
       {R"({"gold":[],"predicted":["A"]})", model::Task::multi_label},
       {R"({"gold":[{"label":"A","start":0,"end":3}],"predicted":[]})", model::Task::entities}}));
  CAPTURE(row.line);
  const auto read = read_lines(row.line);
  CHECK(read.test_set.task == row.task);
  REQUIRE(read.test_set.remarks.size() == 1);
  CHECK(read.test_set.remarks[0].find("task inferred") == 0);
  CHECK(read.documents[0].id == "000001");
  CHECK(read.documents[0].predicted.size() <= 1);
}

TEST_CASE("a line that cannot be used is an issue with its number, and harms no other") {
  struct Row {
    const char* line;
    const char* reason;
  };
  const Row row = GENERATE(values<Row>({
      {"{", "not valid JSON"},
      {"[1]", "not a JSON object"},
      {R"({"id":"x","gold":[]})", "no 'predicted'"},
      {R"({"id":"x","predicted":[]})", "no 'gold'"},
      {R"({"id":7,"gold":[],"predicted":[]})", "'id' is not a string"},
      {R"({"gold":[[0,3,"P"]],"predicted":[]})",
       "an item of 'gold' is neither a string nor an object"},
      {R"({"gold":[],"predicted":3})", "an item of 'predicted' is neither a string nor an object"},
      {R"({"gold":[],"predicted":[{"label":"A","chosen":1}]})",
       "'chosen' is neither true nor false"},
      {R"({"id":"x","id":"y","gold":[],"predicted":[]})", "a key twice"},
      {R"({"gold":[{"label":"A","start":-1,"end":2}],"predicted":[]})",
       "an offset that is not a whole number from 0 to 4294967295"},
      {R"({"gold":[{"label":"A","start":1.0,"end":2}],"predicted":[]})",
       "an offset that is not a whole number from 0 to 4294967295"},
      {R"({"gold":[{"label":"A","start":1,"end":4294967296}],"predicted":[]})",
       "an offset that is not a whole number from 0 to 4294967295"},
      {R"({"gold":[{"label":"A","start":5,"end":2}],"predicted":[]})",
       "a span that ends before it starts"},
      {R"({"gold":[{"label":"A","start":5}],"predicted":[]})", "a span with one end only"},
      {R"({"gold":[{"start":0,"end":2}],"predicted":[]})", "an annotation without a label"},
      {R"({"gold":[{"label":"A","start":0,"end":0}],"predicted":[]})",
       "an empty span at the start of the text"},
      {R"({"gold":[{"label":7,"start":0,"end":2}],"predicted":[]})",
       "a label that is not a string"},
      {R"({"gold":["A"],"predicted":[]})", "a label without a span among entities"},
      {R"({"offsets":"runes","gold":[],"predicted":[]})", "unknown unit of offsets"},
  }));
  CAPTURE(row.line);
  const auto read = read_lines(good + "\n" + row.line + "\n\n" + good + "\n");
  CHECK(read.documents.size() == 2);
  const auto& issues = read.test_set.issues;
  CHECK(issues.seen == 3);
  CHECK(issues.used == 2);
  CHECK(issues.skipped == 1);
  REQUIRE(issues.first.size() == 1);
  CHECK(issues.first[0].reason == row.reason);
  CHECK(issues.first[0].line == 2);
  CHECK(issues.first[0].file == "in.jsonl");
}

TEST_CASE("a first line that is broken is one record lost, not the file") {
  const auto read = [](const std::string& text) {
    const test::Scratch scratch;
    normalize::Options options;
    options.max_issues = 0.5;
    options.inputs = {scratch.file("t.jsonl", text)};
    return test::normalized(options, scratch);
  };
  const std::string whole = R"({"id":"b","gold":["A"],"predicted":["A"]})";
  const auto said = read("{\"id\":\"a\",\"text\":\"brok\n" + whole + "\n" + whole + "\n");
  CHECK(said.documents.size() == 2);
  CHECK(said.test_set.issues.skipped == 1);
  // a list that happens to have a document on its second line is a list
  CHECK(read("[\n" + whole + "\n]\n").documents.size() == 1);
}

TEST_CASE("spans whose reading would make two of them one take the text away, not the span") {
  const auto read = read_lines(
      R"({"text":"a👋","offsets":"utf16","gold":[{"label":"A","start":1,"end":2}],"predicted":[{"label":"A","start":0,"end":9}]})");
  REQUIRE(read.documents.size() == 1);
  CHECK_FALSE(read.documents[0].has_text);
  CHECK(read.documents[0].unit == OffsetUnit::utf16);
  CHECK(test::said(read, read.documents[0].gold) == Words{"A 1-2"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"A 0-9"});
  CHECK(read.test_set.issues.used == 1);
  const auto& issues = read.test_set.issues.first;
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].reason == "a span past the end of the text: the text is not used");
  CHECK(issues[0].detail == "predicted [0,9) would be read as [0,3)");
  CHECK(issues[1].reason == "a span that splits a character: the text is not used");
  CHECK(issues[1].detail == "gold [1,2) would be read as [1,3)");
  CHECK_FALSE(issues[0].skipped);
}

TEST_CASE("more unusable records than allowed are an error that says how many and why") {
  const auto lines = good + "\n{\n{\n" + R"({"gold":[]})" + "\n";
  CHECK_THROWS_WITH(read_lines(lines, 0.5),
                    "in.jsonl: 3 of 4 records cannot be used, most often: not valid JSON (first in "
                    "in.jsonl:2: the line is not valid JSON, or is cut short)");
  CHECK_NOTHROW(read_lines(lines, 0.75));
}

TEST_CASE("half a surrogate pair costs one character, not the record") {
  const auto read =
      read_lines(R"({"id":"\ud83d!","gold":["A"],"predicted":["\udc4b\ud83d\udc4b"]})");
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].id == "\uFFFD!");
  CHECK(test::said(read, read.documents[0].predicted) == Words{"\uFFFD👋"});
}

TEST_CASE("single-label records have one gold label and at most one predicted") {
  const auto read = read_lines(
      "{\"gold\":\"A\",\"predicted\":\"B\"}\n{\"gold\":[],\"predicted\":\"A\"}\n"
      "{\"gold\":[\"A\",\"B\"],\"predicted\":\"A\"}\n"
      "{\"gold\":[\"A\"],\"predicted\":[\"A\",\"B\"]}\n"
      "{\"gold\":[\"A\",\"A\"],\"predicted\":[]}\n",
      1.0, model::Task::single_label);
  CHECK(read.documents.size() == 2);
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"more than one gold label", 1},
                                             {"more than one predicted label", 1},
                                             {"no gold label", 1}});
}

TEST_CASE("a score outside 0 to 1 is left out, with a remark") {
  const auto read = read_lines(R"({"gold":["A"],"predicted":[{"label":"A","score":12.5}]})");
  CHECK(read.documents[0].predicted[0].score == model::no_score);
  CHECK(read.test_set.issues.by_reason.size() == 1);
}

TEST_CASE("what an earlier reading knew survives the next one") {
  const test::Scratch scratch;
  const auto first = read_lines(good + "\n{\n");
  normalize::Options options;
  options.inputs = {scratch.file("again.jsonl", first.bytes)};
  options.max_issues = 1.0;
  const auto second = test::normalized(options, scratch);
  CHECK(second.bytes == first.bytes);
}

namespace {

const std::string part_header =
    R"({"schema":"errata/evaluation/1","task":"entities","name":"a","model":"v1",)"
    R"("source":{"kind":"conll","facts":{},"inputs":[{"name":"IN","bytes":1,"sha256":"00"}]},)"
    R"("service":{"split":"SPLIT"},"training":{"documents":5,"labels":{"A":COUNT}},)"
    R"("issues":{"seen":4,"used":1,"skipped":2,"rejected":1,"by_reason":{"WHY":3,"kept":1},)"
    R"("skipped_by_reason":{"WHY":2},"first":[{"file":"IN","line":7,"record":"r","reason":"WHY",)"
    R"("detail":"","skipped":true}]},"remarks":["both","of WHY"]})"
    "\n";

struct Part {
  std::string input, why, count = "3", split = "manual";
};

std::string part(const Part& of) {
  auto text = part_header;
  const auto put = [&](const std::string& mark, const std::string& value) {
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  };
  put("IN", of.input);
  put("WHY", of.why);
  put("COUNT", of.count);
  put("SPLIT", of.split);
  return text + good + "\n";
}

test::Normalized read_parts(const std::vector<std::string>& parts) {
  const test::Scratch scratch;
  normalize::Options options;
  options.max_issues = 1.0;
  for (std::size_t i = 0; i < parts.size(); ++i)
    options.inputs.push_back(scratch.file(std::to_string(i) + ".jsonl", parts[i]));
  return test::normalized(options, scratch);
}

}  // namespace

TEST_CASE("issues and remarks of every file that an earlier reading wrote are kept, in order") {
  const auto read =
      read_parts({part({.input = "x", .why = "cut"}), part({.input = "y", .why = "torn"})});
  const auto& issues = read.test_set.issues;
  CHECK(issues.seen == 8);
  CHECK(issues.used == 2);
  CHECK(issues.skipped == 4);
  CHECK(issues.rejected == 2);
  CHECK(issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"cut", 3}, {"kept", 2}, {"torn", 3}});
  CHECK(issues.skipped_by_reason == std::map<std::string, std::uint64_t>{{"cut", 2}, {"torn", 2}});
  REQUIRE(issues.first.size() == 2);
  CHECK(issues.first[0].file == "x");
  CHECK(issues.first[1].file == "y");
  CHECK(read.test_set.remarks ==
        Words{"both", "of cut", "of torn",
              "the header of 1.jsonl adds its labels, issues and remarks; name, model and source "
              "are those of the first file"});
  REQUIRE(read.test_set.source.inputs.size() == 2);
  CHECK(read.test_set.source.inputs[1].name == "y");
}

TEST_CASE(
    "training labels of several files are those of all, and of parts of one set those of one") {
  const std::string first = part({.input = "x", .why = "cut"});
  CHECK(read_parts({first, first}).test_set.training->labels.at("A") == 3);
  const auto other = read_parts({first, part({.input = "y", .why = "cut", .count = "4"})});
  CHECK(other.test_set.training->labels.at("A") == 7);
  CHECK(other.test_set.training->documents == 10);
}

TEST_CASE("parts of several test sets count the training of each set once, in any order") {
  const std::string a = part({.input = "x", .why = "cut"});
  const std::string b = part({.input = "y", .why = "cut", .count = "4"});
  const auto parts = GENERATE_COPY(values<std::vector<std::string>>(
      {{a, a, b, b}, {a, b, a, b}, {b, a, a}, {good + "\n", a, a, b}}));
  const auto read = read_parts(parts);
  REQUIRE(read.test_set.training);
  CHECK(read.test_set.training->documents == 10);
  CHECK(read.test_set.training->labels.at("A") == 7);
}

TEST_CASE("the service's figures of one file are not compared with the documents of several") {
  const std::string first = part({.input = "x", .why = "cut"});
  CHECK(read_parts({first, first}).test_set.service);
  const auto other = read_parts({first, part({.input = "y", .why = "cut", .split = "random"})});
  CHECK_FALSE(other.test_set.service);
  CHECK_THAT(other.test_set.remarks,
             Catch::VectorContains(std::string{"the service's own figures are not the same in all "
                                               "headers: they are not compared"}));
}

TEST_CASE("a document without gold among single classes is unlabelled, among lists an empty set") {
  struct Row {
    const char* first;
    const char* second;
    model::Task task;
    std::size_t used;
  };
  using model::Task;
  const Row row = GENERATE(values<Row>({
      {R"("A")", "null", Task::single_label, 2},
      {"null", R"("A")", Task::single_label, 2},
      {R"({"label":"A"})", "null", Task::single_label, 2},
      {R"(["A"])", "null", Task::multi_label, 3},
      {R"("A")", "[]", Task::multi_label, 3},
      {R"(["A"])", R"("A")", Task::single_label, 3},
      {R"(["A","B"])", "null", Task::multi_label, 3},
  }));
  CAPTURE(row.first, row.second);
  const auto line = [](const std::string& gold) {
    return "{\"text\":\"a\",\"gold\":" + gold + ",\"predicted\":\"A\"}\n";
  };
  test::Stage stage;
  const auto read = stage.read("x.jsonl", line(row.first) + line(row.second) + line(R"("B")"));
  CHECK(read.test_set.source.kind == "errata-jsonl");
  CHECK(read.test_set.task == row.task);
  CHECK(read.documents.size() == row.used);
  CHECK(read.test_set.issues.by_reason.count("no gold label") == 3 - row.used);
  stage.options.task = Task::multi_label;
  CHECK(stage.read("x.jsonl", line(row.first) + line(row.second)).documents.size() == 2);
}

TEST_CASE("a file without a header stands among the inputs behind one that names its own") {
  const auto read = read_parts({part({.input = "x", .why = "cut"}), good + "\n"});
  REQUIRE(read.test_set.source.inputs.size() == 2);
  CHECK(read.test_set.source.inputs[0].name == "x");
  CHECK(read.test_set.source.inputs[1].name == "1.jsonl");
}

TEST_CASE("a second header is refused, as its part would be read by the first") {
  test::Stage stage;
  const std::string head = R"({"schema":"errata/evaluation/1","task":"entities","offsets":")";
  const std::string record = R"({"gold":[],"predicted":[]})";
  CHECK_THROWS_WITH(stage.read("e.jsonl", head + "utf16\"}\n" + record + "\n" + head +
                                              "codepoints\"}\n" + record + "\n"),
                    Catch::Contains("e.jsonl:3: a second header; give the parts as files of their "
                                    "own"));
}
