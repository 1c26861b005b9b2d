#include "core/error.hpp"
#include "normalize/label_map.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

struct Asked {
  std::string map = {};
  bool ignore_case = false;
  std::optional<double> threshold = {};
  std::optional<model::Task> task = {};
};

test::Normalized read_lines(const std::string& lines, const Asked& asked) {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("in.jsonl", lines)};
  if (!asked.map.empty())
    options.label_map = scratch.file("labels.map", asked.map);
  options.ignore_case = asked.ignore_case;
  options.threshold = asked.threshold;
  options.task = asked.task;
  return test::normalized(options, scratch);
}

bool is_said(const test::Normalized& read, const std::string& remark) {
  return std::ranges::find(read.test_set.remarks, remark) != read.test_set.remarks.end();
}

const std::string header = R"({"schema":"errata/evaluation/1","task":"entities"})"
                           "\n";

}  // namespace

TEST_CASE("a map of labels is read line by line") {
  const test::Scratch scratch;
  const auto map = normalize::read_label_map(
      scratch.file("m",
                   "\xEF\xBB\xBFPER = Person\r\n\n# comment = none\n misc =\na=b=c\n"
                   "#1\tnumber\n x=y\t z \n"));
  CHECK(map ==
        normalize::LabelMap{
            {"PER", "Person"}, {"misc", ""}, {"a", "b=c"}, {"#1", "number"}, {" x=y", " z "}});
}

TEST_CASE("a line of a map that cannot be meant is refused with its number") {
  struct Row {
    const char *text, *fault;
  };
  const Row row = GENERATE(values<Row>({
      {"PER Person\n", ":1: 'PER Person' is not FROM = TO, nor FROM and TO with a tab between"},
      {"\n = Person\n", ":2: ' = Person' is not FROM = TO, nor FROM and TO with a tab between"},
      {"a = b\na = c\n", ":2: the label 'a' is given twice"},
      {"a = \xFF\n", ":1: not valid UTF-8"},
  }));
  const test::Scratch scratch;
  const auto path = scratch.file("m", row.text);
  try {
    normalize::read_label_map(path);
    FAIL("it was accepted");
  } catch (const UsageError& e) {
    CHECK(std::string{e.what()}.find(row.fault) != std::string::npos);
  }
}

TEST_CASE("labels are mapped on both sides, one step far, and what was mapped is said") {
  const auto read = read_lines(
      header + R"({"gold":[{"label":"A","start":0,"end":1},{"label":"C","start":2,"end":3}],)"
               R"("predicted":[{"label":"B","start":0,"end":1},{"label":"D","start":2,"end":3}]})",
      {.map = "A = B\nB = X\nD =\nPersn = Q\n"});
  CHECK(test::said(read, read.documents[0].gold) == Words{"B 0-1", "C 2-3"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"X 0-1"});
  CHECK(read.test_set.labels == Words{"B", "C", "X"});
  CHECK(is_said(read,
                "label map: 'A' -> 'B' (1 labelled, 0 predicted); 'B' -> 'X' (0 labelled, 1 "
                "predicted); 'D' is dropped (0 labelled, 1 predicted)"));
  CHECK(is_said(read, "label map: nothing is labelled or predicted 'Persn'"));
  CHECK(read.test_set.source.facts.at("label map") == "labels.map");
}

TEST_CASE("a misspelt label of a map is said with the label that is there") {
  const auto read = read_lines(R"({"gold":["Person"],"predicted":[]})", {.map = "Persn = P\n"});
  CHECK(
      is_said(read, "label map: nothing is labelled or predicted 'Persn', did you mean 'Person'?"));
}

TEST_CASE("labels that become one at one place are one item, and copies of one label stay") {
  struct Row {
    const char* gold;
    Words said;
  };
  const Row row = GENERATE(values<Row>({
      {R"([{"label":"A","start":0,"end":1},{"label":"B","start":0,"end":1}])", {"X 0-1"}},
      {R"([{"label":"A","start":0,"end":1},{"label":"A","start":0,"end":1}])", {"X 0-1", "X 0-1"}},
      {R"([{"label":"A","start":0,"end":1},{"label":"B","start":0,"end":1},)"
       R"({"label":"B","start":0,"end":1}])",
       {"X 0-1", "X 0-1"}},
      {R"([{"label":"A","start":0,"end":1},{"label":"B","start":0,"end":2}])", {"X 0-1", "X 0-2"}},
  }));
  const auto read =
      read_lines(header + R"({"predicted":[],"gold":)" + row.gold + "}", {.map = "A = X\nB = X\n"});
  CHECK(test::said(read, read.documents[0].gold) == row.said);
}

TEST_CASE("of predictions that become one the surest stays") {
  const auto read =
      read_lines(header + R"({"gold":[],"predicted":[{"label":"A","start":0,"end":1,"score":0.25},)"
                          R"({"label":"B","start":0,"end":1,"score":0.75}]})",
                 {.map = "A = B\n"});
  REQUIRE(read.documents[0].predicted.size() == 1);
  CHECK(read.documents[0].predicted[0].score == 0.75F);
}

TEST_CASE("a single-label document whose label is dropped is rejected, and harms no limit") {
  const std::string lines = R"({"gold":["A"],"predicted":["B"]})"
                            "\n"
                            R"({"gold":["B"],"predicted":["A"]})";
  const auto read = read_lines(lines, {.map = "A =\n"});
  CHECK(read.test_set.task == model::Task::single_label);
  CHECK(read.documents.size() == 1);
  CHECK(read.documents[0].predicted.empty());
  const auto& issues = read.test_set.issues;
  CHECK(issues.rejected == 1);
  CHECK(issues.skipped == 0);
  CHECK(issues.adds_up());
  CHECK(issues.by_reason.at("its label is dropped by the label map") == 1);
  const auto several = read_lines(lines, {.map = "A =\n", .task = model::Task::multi_label});
  CHECK(several.documents.size() == 2);
  CHECK_THROWS_WITH(
      read_lines(lines, {.map = "A =\nB =\n"}),
      "in.jsonl: none of its 2 records is left, most often: its label is dropped by the label map");
}

TEST_CASE("without case labels get the spelling of the map, else of most labelled items") {
  struct Row {
    const char *lines, *map;
    Words labels;
  };
  const Row row = GENERATE(values<Row>({
      {"{\"gold\":[\"PER\"],\"predicted\":[\"per\"]}", "", {"PER"}},
      {"{\"gold\":[\"PER\"],\"predicted\":[\"per\"]}\n{\"gold\":[\"per\"],\"predicted\":[]}\n"
       "{\"gold\":[\"per\"],\"predicted\":[]}",
       "",
       {"per"}},
      {"{\"gold\":[\"PER\"],\"predicted\":[\"per\"]}\n{\"gold\":[\"Loc\"],\"predicted\":[]}",
       "Per = Person\n",
       {"Loc", "Person"}},
      {"{\"gold\":[\"A\"],\"predicted\":[\"person\"]}\n{\"gold\":[\"PERSON\"],\"predicted\":[]}",
       "a = Person\n",
       {"Person"}},
      {"{\"gold\":[\"Straße\"],\"predicted\":[\"STRASSE\"]}", "", {"Straße"}},
      {"{\"gold\":[\"é\"],\"predicted\":[\"e\"]}", "", {"e", "é"}},
  }));
  CAPTURE(row.lines);
  CHECK(read_lines(row.lines, {.map = row.map, .ignore_case = true}).test_set.labels == row.labels);
}

TEST_CASE("which spelling is taken does not depend on the order of documents") {
  const std::string one = R"({"gold":["x"],"predicted":["X"]})";
  const std::string two = R"({"gold":["X"],"predicted":["x"]})";
  const auto first = read_lines(one + "\n" + two, {.ignore_case = true});
  const auto other = read_lines(two + "\n" + one, {.ignore_case = true});
  CHECK(first.test_set.labels == Words{"X"});
  CHECK(other.test_set.labels == Words{"X"});
  CHECK(is_said(first, "case ignored: 'x' -> 'X' (1 labelled, 1 predicted)"));
}

TEST_CASE("the training's labels follow, and the service's figures of the old labels go") {
  const std::string with_service =
      R"({"schema":"errata/evaluation/1","task":"multi_label","labels":["A","B"],)"
      R"("training":{"documents":9,"labels":{"A":4,"B":3,"C":1}},)"
      R"("service":{"labels":{"A":{"true_positives":1}}}})"
      "\n"
      R"({"gold":["A"],"predicted":["B"]})";
  const auto mapped = read_lines(with_service, {.map = "A = B\nC =\n"});
  CHECK_FALSE(mapped.test_set.service);
  CHECK(mapped.test_set.training->labels == std::map<std::string, std::uint64_t>{{"B", 7}});
  CHECK(read_lines(with_service, {.map = "D = B\n"}).test_set.service);
}

TEST_CASE("predictions below the threshold are none, those at it and those without a score stay") {
  const auto read = read_lines(R"({"gold":["A"],"predicted":[{"label":"A","score":0.69}]})"
                               "\n"
                               R"({"gold":["A"],"predicted":[{"label":"A","score":0.7}]})"
                               "\n"
                               R"({"gold":["A"],"predicted":["A"]})",
                               {.threshold = 0.7});
  CHECK(read.test_set.task == model::Task::single_label);
  CHECK(read.documents[0].predicted.empty());
  CHECK(read.documents[1].predicted.size() == 1);
  CHECK(read.documents[2].predicted.size() == 1);
  CHECK(is_said(read, "threshold 0.7: 1 of 3 predictions below it counts as no prediction"));
  CHECK(is_said(read, "threshold 0.7: 1 prediction without a score is kept"));
  CHECK(read.test_set.source.facts.at("threshold") == "0.7");
}

TEST_CASE(
    "a document of several classes may lose them all, and what was predicted there is wrong") {
  const auto read = read_lines(R"({"gold":["misc"],"predicted":["A"]})"
                               "\n"
                               R"({"gold":["A","B"],"predicted":["A","B"]})",
                               {.map = "misc =\n"});
  CHECK(read.test_set.task == model::Task::multi_label);
  CHECK(read.test_set.issues.rejected == 0);
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].gold.empty());
  CHECK(test::said(read, read.documents[0].predicted) == Words{"A"});
}

TEST_CASE("of two labels that become one the surer stays, and what has no score is sure") {
  const auto read = read_lines(header + R"({"gold":[{"label":"P","start":0,"end":1}],)"
                                        R"("predicted":[{"label":"X","start":0,"end":1},)"
                                        R"({"label":"Y","start":0,"end":1,"score":0.3}]})",
                               {.map = "X = P\nY = P\n", .threshold = 0.5});
  REQUIRE(read.documents.size() == 1);
  CHECK(test::said(read, read.documents[0].predicted) == Words{"P 0-1"});
}

TEST_CASE("what is said of the map and the threshold counts records that are used alone") {
  const std::string lines = R"({"gold":["A"],"predicted":[{"label":"A","score":0.1}]})"
                            "\n"
                            R"({"gold":["A","B"],"predicted":[{"label":"A","score":0.1}]})"
                            "\n"
                            R"({"gold":[],"predicted":[{"label":"A","score":0.2}]})";
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("in.jsonl", lines)};
  options.label_map = scratch.file("labels.map", "A = X\n");
  options.threshold = 0.5;
  options.task = model::Task::single_label;
  options.max_issues = 1.0;
  const auto read = test::normalized(options, scratch);
  CHECK(read.test_set.issues.used == 1);
  CHECK(is_said(read, "label map: 'A' -> 'X' (1 labelled, 1 predicted)"));
  CHECK(is_said(read, "threshold 0.5: 1 of 1 prediction below it counts as no prediction"));
}

TEST_CASE("the map stands among the inputs with its digest, once however often it is applied") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("in.jsonl", R"({"gold":["A"],"predicted":["A"]})")};
  options.label_map = scratch.file("labels.map", "A = X\n");
  const auto first = test::normalized(options, scratch);
  const auto& inputs = first.test_set.source.inputs;
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[1].name == "labels.map");
  CHECK(inputs[1].bytes == 6);
  CHECK(inputs[1].sha256.size() == 64);
  options.inputs = {scratch.file("again.jsonl", first.bytes)};
  CHECK(test::normalized(options, scratch).test_set.source.inputs == inputs);
}
