#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;
using Reasons = std::map<std::string, std::uint64_t>;

namespace {

test::Normalized join(const std::string& gold, const std::string& predicted) {
  const test::Scratch scratch;
  normalize::Options options;
  options.max_issues = 1.0;
  options.gold = scratch.file("gold.txt", gold);
  options.predicted = scratch.file("system.txt", predicted);
  return test::normalized(options, scratch);
}

constexpr auto first = "1|t|CXCR1 👋 in mice.\n1|a|The gene.\n";

}  // namespace

TEST_CASE("PubTator's offsets are code points of title, blank and abstract") {
  const auto all =
      join(std::string{first} + "1\t0\t5\tCXCR1\tGene\t3577\n1\t21\t25\tgene\tGene\t-\n",
           std::string{first} + "1\t11\t15\tmice\tSpecies\t10090\n\n");
  CHECK(all.test_set.source.kind == "pubtator");
  REQUIRE(all.documents.size() == 1);
  const auto& document = all.documents[0];
  CHECK(document.id == "1");
  CHECK(document.text == "CXCR1 👋 in mice. The gene.");
  CHECK(test::said(all, document.gold) == Words{"Gene 0-5", "Gene 24-28"});
  CHECK(test::said(all, document.predicted) == Words{"Species 14-18"});
  CHECK(all.test_set.remarks[0] == "gold and predicted were joined by id");
}

TEST_CASE("a file of annotations alone leaves out documents of which it predicts nothing") {
  const std::string gold = std::string{first} + "1\t0\t5\tCXCR1\tGene\t1\n\n2|t|Mice.\n2|a|\n";
  const auto all = join(gold, "1\t0\t5\tcxcr-1\tGene\t1\n");
  REQUIRE(all.documents.size() == 2);
  CHECK(all.documents[1].predicted.empty());
  CHECK(all.test_set.issues.skipped == 0);
  CHECK(all.test_set.remarks.back() ==
        "1 document without a line in system.txt: taken as a prediction of nothing");
  const auto with_texts = join(gold, std::string{first} + "1\t0\t5\tCXCR1\tGene\t1\n");
  CHECK(with_texts.documents.size() == 1);
  CHECK(with_texts.test_set.issues.by_reason == Reasons{{"no prediction of this id", 1}});
}

TEST_CASE("a prediction that cannot be read is no prediction of nothing") {
  const auto gold = std::string{first} + "1\t0\t5\tCXCR1\tGene\t1\n2|t|Mice\n2|a|\n";
  const auto all = join(gold, "1\t0\t5\tcxcr-1\tGene\t1\n2\tx\t5\tMice\tGene\t1\n");
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.seen == 2);
  CHECK(all.test_set.issues.by_reason ==
        Reasons{{"a span without whole numbers as start and end", 1}});
}

TEST_CASE("quoted mentions that are not the text at their offsets are said, other spellings not") {
  const auto all =
      join(std::string{first} + "1\t0\t5\tcxcr 1\tGene\t1\n1\t6\t8\tmice\tSpecies\t1\n",
           std::string{first} + "1\t0\t5\tCXCR1\tGene\t1\n");
  CHECK(all.test_set.remarks[0] ==
        "gold.txt: 1 of 2 quoted mentions is not the text at its offsets");
}

TEST_CASE("mentions that a file without texts quotes are held against the texts of the other") {
  const auto texts = std::string{first} + "2|t|Mice.\n2|a|\n";
  const std::string quoted = "1\t0\t5\tcxcr 1\tGene\t1\n2\t0\t4\tRats\tSpecies\t1\n";
  CHECK_THAT(join(texts, quoted).test_set.remarks,
             Catch::VectorContains(
                 std::string{"system.txt: 1 of 2 quoted mentions is not the text at its offsets"}));
}

TEST_CASE("relations of PubTator are left aside and counted") {
  const std::string relation =
      GENERATE("1\tCID\tD001\tD002\n", "1\tAssociation\tD001\t6331\tNovel\n");
  const auto all = join(std::string{first} + "1\t0\t5\tCXCR1\tGene\t1\n" + relation, first);
  CHECK(all.documents[0].gold.size() == 1);
  CHECK(all.test_set.remarks[0] == "gold.txt: 1 relation left aside");
}

TEST_CASE("a broken document of PubTator is an issue and leaves the others as they are") {
  struct Row {
    const char *line, *reason;
  };
  const Row row = GENERATE(values<Row>({
      {"2\tx\t5\tMice\tGene\t1", "a span without whole numbers as start and end"},
      {"2\t-1\t5\tMice\tGene\t1", "a span without whole numbers as start and end"},
      {"2\t0\t99999999999\tMice\tGene\t1", "a span without whole numbers as start and end"},
      {"2\t4\t1\tMice\tGene\t1", "a span that ends before it starts"},
      {"2\t0\t0\t\tGene\t1", "an empty span at the start of the text"},
      {"2\t0\t4\tMice\t", "an annotation without a type"},
      {"2\t0\t4\tMice", "an annotation without a type"},
      {"words", "a line that is neither title, abstract nor annotation"},
      {"2\t0\t4\tM\xFF\tGene\t1", "not valid UTF-8"},
  }));
  CAPTURE(row.line);
  const std::string two = "\n2|t|Mice.\n2|a|\n";
  const auto all = join(first + two, first + two + row.line + "\n");
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.by_reason == Reasons{{row.reason, 1}});
}

TEST_CASE("a span past the end of a text is read up to its end, and that is shown") {
  const auto all = join(std::string{first} + "1\t0\t500\tCXCR1\tGene\t1\n", first);
  CHECK(all.documents[0].has_text);
  CHECK(test::said(all, all.documents[0].gold) == Words{"Gene 0-29"});
  CHECK(all.test_set.issues.first.front().detail == "gold [0,500) read as [0,26)");
}

TEST_CASE("one file of PubTator is one side, and is told so") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("gold.txt", std::string{first} + "1\t0\t5\tCXCR1\tGene\t1\n")};
  CHECK_THROWS_WITH(
      test::normalized(options, scratch),
      "gold.txt: a file of pubtator holds one side; give both with --gold and --predicted");
}
