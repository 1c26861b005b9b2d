#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

test::Normalized read(const std::string& text) {
  const test::Scratch scratch;
  normalize::Options options;
  options.max_issues = 1.0;
  options.inputs = {scratch.file("answers.jsonl", text)};
  return test::normalized(options, scratch);
}

std::string task(const std::string& spans, const std::string& answer) {
  return R"({"text":"👋 Ana","spans":[)" + spans + R"(],"_task_hash":1,"answer":")" + answer +
         "\"}\n";
}

constexpr auto ana = R"({"start":2,"end":5,"label":"P","score":0.75})";

}  // namespace

TEST_CASE("what Prodigy suggested is predicted, and gold where it was accepted") {
  const auto all = read(task(ana, "accept") + task(ana, "reject") + task(ana, "ignore"));
  CHECK(all.test_set.source.kind == "prodigy");
  CHECK(all.test_set.task == model::Task::entities);
  CHECK(all.test_set.precision_only);
  REQUIRE(all.documents.size() == 2);
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-8"});
  CHECK(all.documents[0].gold[0].score == model::no_score);
  CHECK(all.documents[0].predicted[0].score == 0.75F);
  CHECK(all.documents[1].gold.empty());
  CHECK(test::said(all, all.documents[1].predicted) == Words{"P 5-8"});
  CHECK(all.test_set.issues.seen == 3);
  CHECK(all.test_set.issues.rejected == 1);
  CHECK(all.test_set.remarks ==
        Words{"answers.jsonl: gold is what was suggested and accepted: precision is measured, "
              "recall and F1 are not, as nobody said what was not suggested"});
}

TEST_CASE("a span that was answered by itself counts by its own answer") {
  const auto span = [](int start, const std::string& answer) {
    return R"({"start":)" + std::to_string(start) + R"(,"end":)" + std::to_string(start + 1) +
           R"(,"label":"P","answer":")" + answer + "\"}";
  };
  const auto all =
      read(task(span(2, "accept") + "," + span(3, "reject") + "," + span(4, "ignore"), "accept"));
  REQUIRE(all.documents.size() == 1);
  CHECK(test::said(all, all.documents[0].gold) == Words{"P 5-6"});
  CHECK(test::said(all, all.documents[0].predicted) == Words{"P 5-6", "P 6-7"});
}

TEST_CASE("labels that Prodigy suggested one at a time are sets") {
  const auto all = read(R"({"text":"a","label":"X","answer":"accept","_task_hash":1})"
                        "\n"
                        R"({"text":"b","label":"X","answer":"reject","_task_hash":2})"
                        "\n");
  CHECK(all.test_set.task == model::Task::multi_label);
  CHECK(test::said(all, all.documents[0].gold) == Words{"X"});
  CHECK(all.documents[1].gold.empty());
}

TEST_CASE("a file of Prodigy in which nothing was rejected holds gold labels alone") {
  CHECK_THROWS_WITH(read(task(ana, "accept") + task(ana, "accept")),
                    "answers.jsonl: nothing in it was rejected, so it holds gold labels alone; "
                    "give it as --gold beside a file of predictions (--predicted)");
}

TEST_CASE("a broken task of Prodigy's is an issue") {
  const auto all = read(task(ana, "reject") + task("7", "reject") + task(ana, "maybe") + "{\n");
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{
            {"no answer", 1}, {"a label without a span among entities", 1}, {"not valid JSON", 1}});
}

TEST_CASE("what is read again from an evaluation still tells precision only") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("answers.jsonl", task(ana, "accept") + task(ana, "reject"))};
  const auto first = scratch.path() / "first.jsonl";
  normalize::normalize(options, first);
  normalize::Options again;
  again.inputs = {first};
  CHECK(test::normalized(again, scratch).test_set.precision_only);
  again.inputs = {scratch.file("whole.jsonl", R"({"gold":[],"predicted":[]})"), first};
  CHECK(test::normalized(again, scratch).test_set.precision_only);
}
