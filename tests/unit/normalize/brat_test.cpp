#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;
using Reasons = std::map<std::string, std::uint64_t>;

namespace {

struct Folders {
  test::Scratch scratch;
  normalize::Options options;

  Folders& add(const std::string& name, const std::string& text) {
    scratch.file(name, text);
    return *this;
  }

  test::Normalized join() {
    options.max_issues = 1.0;
    options.gold = scratch.path() / "gold/";
    options.predicted = scratch.path() / "system";
    return test::normalized(options, scratch);
  }
};

}  // namespace

TEST_CASE("brat's folders are joined by the names of their files, offsets in code points") {
  Folders folders;
  folders.add("gold/a.txt", "👋 Ana\nin May").add("gold/a.ann", "T1\tPerson 2 5\tAna\n");
  folders.add("system/a.ann", "T1\tPerson 2 5\tAna\nT2\tDate 9 12\tMay\n");
  folders.add("gold/b.txt", "b").add("system/b.txt", "b").add("system/b.ann", "");
  const auto all = folders.join();
  CHECK(all.test_set.source.kind == "brat");
  CHECK(all.test_set.name == "system");
  REQUIRE(all.documents.size() == 2);
  CHECK(all.documents[0].id == "a");
  CHECK(test::said(all, all.documents[0].gold) == Words{"Person 5-8"});
  CHECK(test::said(all, all.documents[0].predicted) == Words{"Person 5-8", "Date 12-15"});
  CHECK(all.documents[1].gold.empty());
  CHECK(all.test_set.source.inputs.size() == 2);
  CHECK(all.test_set.source.inputs[0].name == "gold");
}

TEST_CASE("spans of several pieces are covered, other lines left aside, and both are said") {
  Folders folders;
  folders.add("gold/a.txt", "12 May and 2026");
  folders.add("gold/a.ann", "T1\tDate 0 6;11 15\t12 May 2026\nA1\tSure T1\n#1\tNote T1\tx\n\n");
  folders.add("system/a.ann", "T1\tDate 0 6\t12 Mai\nR1\tIs Arg1:T1 Arg2:T1\n");
  const auto all = folders.join();
  CHECK(test::said(all, all.documents[0].gold) == Words{"Date 0-15"});
  CHECK(all.test_set.remarks ==
        Words{"gold: 1 span of several pieces read as the span that covers them",
              "gold: 2 lines of attributes, relations, events and notes left aside",
              "system: 1 line of attributes, relations, events and notes left aside",
              "gold and predicted were joined by id",
              "system: 1 of 1 quoted mention is not the text at its offsets"});
}

TEST_CASE("a broken file of brat's is an issue") {
  struct Row {
    const char *line, *reason;
  };
  const Row row = GENERATE(values<Row>({
      {"T1", "an annotation that is not LABEL START END"},
      {"T1\tDate\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 0\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 0 3 5\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 3 0\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 0 3;\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 0 -3\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 0 99999999999\tMay", "an annotation that is not LABEL START END"},
      {"T1\tDate 0 0\tMay", "an empty span at the start of the text"},
      {"T1\tDate 0 3\t\xFF", "not valid UTF-8"},
  }));
  CAPTURE(row.line);
  Folders folders;
  folders.add("gold/a.ann", "T1\tDate 0 3\tMay\n").add("system/a.ann", "");
  folders.add("gold/b.ann", row.line).add("system/b.ann", "");
  const auto all = folders.join();
  CHECK(all.documents.size() == 1);
  CHECK(all.test_set.issues.by_reason == Reasons{{row.reason, 1}});
}

TEST_CASE("folders that are not brat's, and a folder beside a file, are refused") {
  Folders folders;
  folders.add("gold/a.txt", "a").add("system/a.ann", "");
  CHECK_THROWS_WITH(folders.join(),
                    "gold: is a folder without .ann files; give two folders of brat, or two files");
  folders.add("gold/a.ann", "");
  folders.options.format = "conll";
  CHECK_THROWS_WITH(folders.join(), "gold: is a folder, where format conll has two files");
  Folders mixed;
  mixed.add("gold/a.ann", "").add("system", "T1\tA 0 1\ta\n");
  CHECK_THROWS_WITH(mixed.join(), "system: is no folder, where format brat has two of them");
}

TEST_CASE("folders within brat's are read with their names") {
  Folders folders;
  folders.add("gold/x/a.txt", "Ana").add("gold/x/a.ann", "T1\tPerson 0 3\tAna\n");
  folders.add("gold/b.txt", "Bo").add("gold/b.ann", "T1\tPerson 0 2\tBo\n");
  folders.add("system/x/a.ann", "T1\tPerson 0 3\tAna\n").add("system/b.ann", "");
  const auto all = folders.join();
  REQUIRE(all.documents.size() == 2);
  CHECK(all.documents[1].id == "x/a");
  CHECK(test::said(all, all.documents[1].predicted) == Words{"Person 0-3"});
}
