#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

struct Files : test::Stage {
  test::Normalized read(const std::string& tasks) {
    return Stage::read("export.json", "[" + tasks + "]");
  }
};

std::string task(const std::string& text, const std::string& annotations,
                 const std::string& predictions) {
  return R"({"id":7,"data":{"text":")" + text + R"("},"annotations":[)" + annotations +
         R"(],"predictions":[)" + predictions + "]}";
}

std::string span(const std::string& at, const std::string& label, const std::string& quoted) {
  return R"({"id":"r","from_name":"ner","to_name":"text","type":"labels","value":{)" + at +
         R"(,"text":")" + quoted + R"(","labels":[")" + label + R"("]}})";
}

std::string choice(const std::string& names, const std::string& control = "mood") {
  return R"({"from_name":")" + control + R"(","type":"choices","value":{"choices":[)" + names +
         "]}}";
}

std::string result(const std::string& results, const std::string& more = "") {
  return "{" + more + R"("result":[)" + results + "]}";
}

const std::string at_ana = R"("start":2,"end":5)";

}  // namespace

TEST_CASE("labels of Label Studio are spans in code points") {
  Files files;
  const auto all =
      files.read(task("👋 Ana", result(span(at_ana, "P", "Ana")),
                      result(span(at_ana, "Q", "Ana"), R"("model_version":"v2","score":0.5,)")));
  CHECK(all.test_set.source.kind == "label-studio");
  CHECK(all.test_set.task == model::Task::entities);
  CHECK(all.test_set.model == "v2");
  REQUIRE(all.documents.size() == 1);
  CHECK(all.documents[0].id == "7");
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-8"});
  CHECK(test::said(all, all.documents[0].predicted) == Words{"Q 5-8"});
  CHECK(all.documents[0].predicted[0].score == 0.5F);
}

TEST_CASE("offsets of older Label Studio are UTF-16 units where the quoted words say so") {
  Files files;
  const auto old = span(R"("start":3,"end":6)", "P", "Ana");
  const auto all = files.read(task("👋 Ana", result(old), result(old)));
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-8"});
  CHECK(all.test_set.remarks.back() == "task inferred from the annotations: entities");
  CHECK(all.test_set.remarks.front() ==
        "offsets of 1 task count UTF-16 units, as the quoted words show");
}

TEST_CASE("regions whose words are elsewhere cost the text, and regions without words do not") {
  Files files;
  const auto lost = span(R"("start":0,"end":3)", "P", "Eva");
  const auto all = files.read(task("👋 Ana", result(lost), result("")) + "," +
                              task("👋 Ana", result(span(at_ana, "P", "")), result("")));
  CHECK_FALSE(all.documents[0].has_text);
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 0-3"});
  CHECK(all.documents[1].has_text);
  CHECK(test::said(all, all.documents[1].gold) == Words{"P 5-8"});
}

TEST_CASE("choices of Label Studio are one class or several") {
  Files files;
  const auto one = files.read(task("a", result(choice("\"Joy\"")), result(choice("\"Fear\""))));
  CHECK(one.test_set.task == model::Task::single_label);
  CHECK(test::said(one, one.documents[0].gold) == Words{"Joy"});
  Files more;
  const auto several = more.read(task("a", result(choice("\"Joy\",\"Calm\"")),
                                      result(choice("\"Joy\"") + "," + choice("\"Fear\""))));
  CHECK(several.test_set.task == model::Task::multi_label);
  CHECK(test::said(several, several.documents[0].predicted) == Words{"Fear", "Joy"});
}

TEST_CASE("of several annotators the ground truth counts, else the first who did not cancel") {
  const auto joy = result(choice("\"Joy\""));
  const auto fear = result(choice("\"Fear\""));
  const auto truth = result(choice("\"Calm\""), R"("ground_truth":true,)");
  const auto cancelled = result(choice("\"Joy\""), R"("was_cancelled":true,)");
  Files files;
  const auto all = files.read(task("a", cancelled + "," + fear + "," + joy, joy) + "," +
                              task("b", fear + "," + truth, joy) + "," + task("c", cancelled, joy) +
                              "," + task("d", "", joy));
  REQUIRE(all.documents.size() == 2);
  CHECK(test::said(all, all.documents[0].gold) == Words{"Fear"});
  CHECK(test::said(all, all.documents[1].gold) == Words{"Calm"});
  const Words said{all.test_set.remarks.begin(), all.test_set.remarks.end() - 1};
  CHECK(said == Words{"left aside: further annotation of a task, 2 times"});
  CHECK(all.test_set.issues.seen == 4);
  CHECK(all.test_set.issues.rejected == 2);
  CHECK(all.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"its annotations were cancelled", 1},
                                             {"not annotated", 1}});
}

TEST_CASE("predictions of several models have no score together, those of one have") {
  const auto joy = result(choice("\"Joy\""));
  const auto of = [](const std::string& version, const std::string& choices) {
    return result(choices, "\"model_version\":\"" + version + "\",");
  };
  const auto tasks =
      task("a", joy, of("v1", choice("\"Fear\"")) + "," + of("v2", choice("\"Joy\""))) + "," +
      task("b", joy, of("v2", choice("\"Joy\""))) + "," +
      task("c", joy, of("v1", choice("\"Fear\"")));
  CHECK_THROWS_WITH(Files{}.read(tasks),
                    Catch::Contains("its tasks have predictions of several models ('v1', 'v2'), "
                                    "which have no score together; --columns predicted=VERSION "
                                    "takes those of one"));
  Files files;
  files.options.columns = {{"predicted", "v2"}};
  const auto read = files.read(tasks);
  CHECK(read.test_set.model == "v2");
  REQUIRE(read.documents.size() == 2);
  for (const auto& document : read.documents)
    CHECK(test::said(read, document.predicted) == Words{"Joy"});
  CHECK(read.test_set.issues.rejected == 1);
}

TEST_CASE("the first control that can be used counts, or the one that was named") {
  const auto both = result(span(at_ana, "P", "Ana") + "," + choice("\"Joy\"") +
                           R"(,{"from_name":"stars","type":"rating","value":{"rating":3}})");
  Files files;
  const auto spans = files.read(task("👋 Ana", both, both));
  CHECK(spans.test_set.task == model::Task::entities);
  CHECK(spans.test_set.remarks[0] == "left aside: result of the control 'mood', 2 times");
  CHECK(spans.test_set.remarks[1] == "left aside: result of type 'rating', 2 times");
  Files named;
  named.options.columns = {{"gold", "mood"}};
  CHECK(named.read(task("👋 Ana", both, both)).test_set.task == model::Task::single_label);
  Files asked;
  asked.options.task = model::Task::single_label;
  CHECK(test::said(asked.read(task("👋 Ana", both, both)), {}).empty());
}

TEST_CASE("an export of Label Studio without predictions says what to do") {
  Files files;
  CHECK_THROWS_WITH(files.read(task("a", result(choice("\"Joy\"")), "")),
                    Catch::StartsWith("export.json: 1 of 1 record cannot be used, most often: no "
                                      "prediction (first in export.json, record '") &&
                        Catch::EndsWith("'); export the tasks with their predictions"));
}

TEST_CASE("a broken task of Label Studio's is an issue") {
  struct Row {
    std::string task;
    const char* reason;
  };
  const auto fine = result(choice("\"Joy\""));
  const auto region = [&](const std::string& at) {
    return task("a", result(span(at, "P", "a")), result(""));
  };
  const Row row = GENERATE_REF(values<Row>({
      {"7", "not a JSON object"},
      {R"({"id":1,"annotations":[]})", "no 'data'"},
      {R"({"id":1,"data":{"text":"a"}})", "no list of annotations"},
      {task("a", fine, "12"), "a prediction that is not an object"},
      {task("a", R"({"id":1})", fine), "an annotation without a list 'result'"},
      {task("a", result("3"), fine), "a result that is not an object"},
      {task("a", result(choice("3")), fine), "a label that is not a string"},
      {task("a", result(R"({"from_name":"mood","type":"choices"})"), fine),
       "a result without a 'value'"},
      {region(R"("start":"/div[1]","end":"/div[1]")"),
       "a region without whole numbers as start and end, in this order"},
      {region(R"("start":2,"end":1)"),
       "a region without whole numbers as start and end, in this order"},
      {region(R"("start":0,"end":0)"), "an empty span at the start of the text"},
  }));
  CAPTURE(row.task);
  const auto ok = row.task.find("ner") == std::string::npos
                      ? task("a", fine, fine)
                      : task("a", result(span(R"("start":0,"end":1)", "P", "a")), result(""));
  Files files;
  const auto all = files.read(ok + "," + row.task);
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.by_reason == std::map<std::string, std::uint64_t>{{row.reason, 1}});
}

TEST_CASE("the first control that both sides have counts, wherever the first task has it") {
  const auto gold = result(choice("\"Joy\"", "sent") + "," + span(at_ana, "P", "Ana"));
  const auto predicted = result(span(at_ana, "Q", "Ana"));
  for (const bool is_late : {false, true}) {
    CAPTURE(is_late);
    const auto first = task("👋 Ana", gold, is_late ? result("") : predicted);
    Files files;
    const auto all = files.read(first + "," + task("👋 Ana", gold, predicted));
    CHECK(all.test_set.task == model::Task::entities);
    REQUIRE(all.documents.size() == 2);
    CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-8"});
    CHECK(test::said(all, all.documents[1].predicted) == Words{"Q 5-8"});
  }
  Files apart;
  const auto all =
      apart.read(task("a", result(choice("\"Joy\"", "sent")), result(choice("\"Fear\""))) + "," +
                 task("b", result(choice("\"Joy\"")), result("")));
  REQUIRE(all.documents.size() == 1);
  CHECK(test::said(all, all.documents[0].gold) == Words{"Joy"});
}

TEST_CASE("predictions of other controls than gold's are refused by name") {
  const auto sent = result(choice("\"Joy\"", "sent"));
  CHECK_THROWS_WITH(Files{}.read(task("a", sent, result(choice("\"Joy\"")))),
                    "export.json: no prediction is of the control 'sent'; predictions are of "
                    "'mood' (choices); --columns gold=NAME names the control that counts");
  const auto topic =
      result(R"({"from_name":"topic","type":"taxonomy","value":{"taxonomy":[["A","B"]]}})");
  CHECK_THROWS_WITH(Files{}.read(task("a", topic, topic)),
                    "export.json: none of its results has labels or choices that count; "
                    "annotations are of 'topic' (taxonomy); predictions are of 'topic' "
                    "(taxonomy)");
}

TEST_CASE("a task without a choice among single ones is unlabelled, among sets an empty set") {
  const auto joy = result(choice("\"Joy\""));
  const auto two = result(choice("\"Joy\",\"Calm\""));
  const auto tasks = task("a", joy, joy) + "," + task("b", result(""), joy);
  const auto one = Files{}.read(tasks);
  CHECK(one.test_set.task == model::Task::single_label);
  CHECK(one.documents.size() == 1);
  CHECK(one.test_set.issues.by_reason.at("no gold label") == 1);
  const auto several = Files{}.read(tasks + "," + task("c", two, joy));
  CHECK(several.test_set.task == model::Task::multi_label);
  CHECK(several.documents.size() == 3);
}

TEST_CASE("a text under a name that nobody knows is asked for") {
  Files files;
  auto tasks = task("thanks", result(choice("\"Joy\"")), result(choice("\"Joy\"")));
  tasks.replace(tasks.find("\"text\""), 6, "\"review\"");
  const std::string remark =
      "no text is known by its name; 'data' has 'review', which --columns text=NAME would choose";
  const auto read = files.read(tasks);
  CHECK_FALSE(read.documents.at(0).has_text);
  CHECK_THAT(read.test_set.remarks, Catch::VectorContains(remark));
  files.options.columns = {{"text", "review"}};
  const auto named = files.read(tasks);
  CHECK(named.documents.at(0).text == "thanks");
  CHECK_THAT(named.test_set.remarks, !Catch::VectorContains(remark));
}
