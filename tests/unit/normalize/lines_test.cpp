#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

struct Files : test::Stage {
  test::Normalized join(const std::string& gold, const std::string& predicted) {
    return Stage::join(".txt", gold, predicted);
  }
};

}  // namespace

TEST_CASE("a class a line is read from two files, and the texts from a third") {
  Files files;
  files.options.texts = files.scratch.file("texts.txt", "one, two\n\n👋\n");
  const auto all = files.join("0\r\n1\r\n0\r\n", " 0\n0\n\n");
  CHECK(all.test_set.source.kind == "lines");
  CHECK(all.test_set.task == model::Task::single_label);
  REQUIRE(all.documents.size() == 3);
  CHECK(all.documents[0].text == "one, two");
  CHECK(all.documents[1].text.empty());
  CHECK(test::said(all, all.documents[1].gold) == Words{"1"});
  CHECK(test::said(all, all.documents[1].predicted) == Words{"0"});
  CHECK(all.documents[2].predicted.empty());
  CHECK(all.test_set.source.inputs.size() == 3);
}

TEST_CASE("files with different numbers of lines are refused with the numbers") {
  Files files;
  CHECK_THROWS_WITH(files.join("0\n1\n0\n", "0\n"),
                    "system.txt: cannot be joined with gold.txt: 3 gold against 1 predicted line");
  CHECK_THROWS_WITH(files.join("0\n0\n", "0\n1\n1\n1\n"),
                    "system.txt: cannot be joined with gold.txt: 2 gold against 4 predicted lines");
  files.options.texts = files.scratch.file("texts.txt", "a\n");
  CHECK_THROWS_WITH(files.join("0\n0\n", "0\n1\n"), "texts.txt: has 1 line, gold.txt has 2");
}

TEST_CASE("a line that is no UTF-8 is an issue, and one without gold as well") {
  Files files;
  const auto all = files.join("0\n1\n\n0\n", "0\n\xFF\n0\n0\n");
  CHECK(all.documents.size() == 2);
  CHECK(all.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"not valid UTF-8", 1}, {"no gold label", 1}});
}

TEST_CASE("texts a line are refused where a format has texts of its own") {
  Files files;
  files.options.texts = files.scratch.file("texts.txt", "a\n");
  CHECK_THROWS_WITH(files.join("text,gold\na,A\n", "predicted\nA\n"),
                    "--texts: means nothing for format csv, only for azure-evaluation, lines");
}

TEST_CASE("a folder of texts is refused where they are a file, and so is what is not there") {
  Files files;
  files.options.texts = files.scratch.path();
  CHECK_THROWS_WITH(files.join("0\n1\n0\n", "0\n0\n1\n"),
                    Catch::EndsWith(": is a folder; --texts of format lines is a file with a text "
                                    "a line"));
  files.options.texts = files.scratch.path() / "none";
  CHECK_THROWS_WITH(files.join("0\n1\n0\n", "0\n0\n1\n"),
                    Catch::EndsWith("none: is not there (--texts)"));
}
