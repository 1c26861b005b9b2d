#include "normalize/evaluation_reader.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;

namespace {

const std::string head =
    R"({"schema":"errata/evaluation/1","task":"single_label","labels":["A","B"]})"
    "\n";

test::Normalized read_text(const std::string& text) {
  const test::Scratch scratch;
  return test::read_evaluation(scratch.file("e.jsonl", text));
}

}  // namespace

TEST_CASE("labels keep the numbers of the header, whatever documents say first") {
  const auto read = read_text(head + R"({"id":"1","gold":["B"],"predicted":["A"]})" + "\n\r\n" +
                              R"({"gold":"A","predicted":null})");
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].gold[0].label == 1);
  CHECK(read.documents[1].gold[0].label == 0);
  CHECK(read.documents[1].id == "000002");
  CHECK(read.documents[1].predicted.empty());
}

TEST_CASE("a header of another writer need not list the labels") {
  const auto read = read_text(R"({"schema":"errata/evaluation/1","task":"multi_label"})"
                              "\n"
                              R"({"id":"1","gold":["B","A"],"predicted":["C"]})");
  CHECK(read.test_set.labels == std::vector<std::string>{"A", "B", "C"});
  REQUIRE(read.documents.size() == 1);
  CHECK(test::said(read, read.documents[0].gold) == std::vector<std::string>{"A", "B"});
}

TEST_CASE("a broken evaluation file is refused with file and line") {
  struct Row {
    std::string text;
    const char* reason;
  };
  const Row row = GENERATE(values<Row>({
      {"", "e.jsonl: is empty"},
      {"\n\n", "e.jsonl: is empty"},
      {R"({"id":"1","gold":[],"predicted":[]})",
       "e.jsonl:1: no header of schema 'errata/evaluation/1'"},
      {R"({"schema":"errata/evaluation/2"})",
       "e.jsonl:1: schema 'errata/evaluation/2' is not known, only 'errata/evaluation/1'"},
      {R"({"schema":"errata/evaluation/1"})", "e.jsonl:1: the header names no task"},
      {R"({"schema":"errata/evaluation/1","task":"ner"})",
       "e.jsonl:1: the header's task is 'ner', not single_label, multi_label or entities"},
      {R"({"schema":"errata/evaluation/1","task":"entities","labels":[1]})",
       "e.jsonl:1: the header's 'labels' is of the wrong type"},
      {R"({"schema":"errata/evaluation/1","task":"entities","offsets":"utf-16"})",
       "e.jsonl:1: 'offsets' is 'utf-16', did you mean 'utf16'? (codepoints, utf16 or bytes)"},
      {head + R"({"gold":["C"],"predicted":[]})",
       "e.jsonl:2: a label that the header does not list, 'C'"},
      {head + R"({"gold":[],"predicted":[]})", "e.jsonl:2: no gold label"},
      {head + R"({"gold":[{"label":"A","start":1,"end":2}],"predicted":[]})",
       "e.jsonl:2: a span among classes"},
      {head + "{\"gold\":",
       "e.jsonl:2: not valid JSON, the line is not valid JSON, or is cut short"},
  }));
  CAPTURE(row.text);
  CHECK_THROWS_WITH(read_text(row.text), Catch::EndsWith(row.reason));
  CHECK_THROWS_AS(read_text(row.text), InputError);
}
