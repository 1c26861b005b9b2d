#include "app/stage_log.hpp"

#include <array>

#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

TEST_CASE("what a stage did is counted, with its nouns in the right number") {
  model::TestSet test_set;
  test_set.issues = {.seen = 3,
                     .used = 1,
                     .skipped = 2,
                     .by_reason = {{"not valid JSON", 2}},
                     .skipped_by_reason = {},
                     .first = {}};
  CHECK(app::counts_of(test_set) == "1 document, 2 issues, 2 of 3 records left out");
  model::Analysis analysis;
  analysis.documents = 2;
  analysis.gold = 5;
  analysis.predicted = 4;
  analysis.findings.resize(1);
  CHECK(app::counts_of(analysis) == "2 documents, 5 gold, 4 predicted, 1 finding");
}

TEST_CASE("what a fetch brought is counted from its folder") {
  const test::Scratch scratch;
  scratch.file("result-0001.json", std::string(1500, ' '));
  scratch.file("texts/a.txt", "hello");
  const std::string digest(64, '0');
  scratch.file("index.json",
               R"({"schema":"errata/raw/1","source":{"kind":"azure-language","project":"p",)"
               R"("model":"m","facts":{}},"files":[)"
               R"({"role":"result","file":"result-0001.json","name":"","sha256":")" +
                   digest + "\"}," +
                   R"({"role":"text","file":"texts/a.txt","name":"a.txt","sha256":")" + digest +
                   R"("}],"remarks":[]})");
  CHECK(app::counts_of_raw(scratch.path(), 7) == "7 requests, 1 page, 1 text, 1.5 kB");
  CHECK(app::sizes_of(scratch.path(),
                      std::array<std::string_view, 2>{"result-0001.json", "texts/a.txt"}) ==
        "result-0001.json 1.5 kB, texts/a.txt 5 bytes");
}

TEST_CASE("the stages of a run are kept with their times") {
  app::Messages messages{app::Loudness::quiet};
  app::StageLog log{messages, "tickets"};
  log.stage("normalize", [] { return std::string{"1 document"}; });
  log.stage("analyze", [] { return std::string{"1 document"}; });
  REQUIRE(log.times().size() == 2);
  CHECK(log.times()[0].name == "normalize");
  CHECK(log.times()[1].name == "analyze");
}
