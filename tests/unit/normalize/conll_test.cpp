#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

struct Files {
  test::Scratch scratch;
  normalize::Options options;

  Files() {
    options.format = "conll";
    options.max_issues = 1.0;
  }
  test::Normalized read(const std::string& text) {
    options.inputs = {scratch.file("t.conll", text)};
    return test::normalized(options, scratch);
  }
  test::Normalized read(const std::string& gold, const std::string& predicted) {
    options.gold = scratch.file("gold.txt", gold);
    options.predicted = scratch.file("predicted.txt", predicted);
    return test::normalized(options, scratch);
  }
};

}  // namespace

TEST_CASE("a sentence is a document, its text the tokens, its spans the chunks") {
  Files files;
  const auto read = files.read(
      "# sent_id = 1\nEU\tB-ORG\tB-ORG\nrejects O B-MISC\n# O O\n\n\n"
      "Zo\u00EB B-PER O\nX I-PER O\n");
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].id == "000001");
  CHECK(read.documents[0].text == "EU rejects #");
  CHECK(test::said(read, read.documents[0].gold) == Words{"ORG 0-2"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"ORG 0-2", "MISC 3-10"});
  CHECK(read.documents[1].text == "Zo\u00EB X");
  CHECK(test::said(read, read.documents[1].gold) == Words{"PER 0-6"});
  CHECK(read.test_set.task == model::Task::entities);
}

TEST_CASE("line ends, blanks at line ends and a byte order mark change nothing") {
  const std::string plain = "EU B-ORG O\nx O O\n\ny O B-ORG\n";
  const std::string other =
      "\xEF\xBB\xBF"
      "EU\tB-ORG\tO \r\nx  O  O\r\n \t\r\ny O B-ORG";
  Files files;
  const auto a = files.read(plain);
  const auto b = files.read(other);
  REQUIRE(a.documents.size() == b.documents.size());
  for (std::size_t i = 0; i < a.documents.size(); ++i) {
    CHECK(a.documents[i].text == b.documents[i].text);
    CHECK(test::said(a, a.documents[i].gold) == test::said(b, b.documents[i].gold));
    CHECK(test::said(a, a.documents[i].predicted) == test::said(b, b.documents[i].predicted));
  }
}

TEST_CASE("documents follow -DOCSTART- where there are several, and spans never cross sentences") {
  Files files;
  const auto read =
      files.read("-DOCSTART- -X- O O\n\na B-A O\n\nb I-A B-A\n-DOCSTART- O O\nc O O\n");
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].text == "a\nb");
  CHECK(test::said(read, read.documents[0].gold) == Words{"A 0-1", "A 2-3"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"A 2-3"});
  CHECK(read.documents[1].text == "c");
  const auto one = files.read("-DOCSTART- -X- O O\n\na B-A O\n\nb I-A B-A\n");
  CHECK(one.documents.size() == 2);
}

TEST_CASE("the joiner stands between tokens, and may be nothing") {
  Files files;
  files.options.joiner = "";
  const auto read = files.read("\u5317 B-LOC O\n\u4EAC I-LOC O\n");
  CHECK(read.documents[0].text == "\u5317\u4EAC");
  CHECK(test::said(read, read.documents[0].gold) == Words{"LOC 0-6"});
  CHECK(read.bytes.find("\"start\":0,\"end\":2}") != std::string::npos);
}

TEST_CASE("columns are those that were asked for") {
  Files files;
  files.options.columns = {{"text", "2"}, {"gold", "4"}, {"predicted", "3"}};
  const auto read = files.read("1 Ana O B-PER x\n");
  CHECK(read.documents[0].text == "Ana");
  CHECK(test::said(read, read.documents[0].gold) == Words{"PER 0-3"});
  CHECK(read.documents[0].predicted.empty());
  files.options.columns = {{"gold", "tags"}};
  CHECK_THROWS_WITH(files.read("a O O"), "--columns gold=tags: is not a column number from 1");
  files.options.columns = {{"golt", "1"}};
  CHECK_THROWS_WITH(files.read("a O O"), Catch::StartsWith("--columns golt: unknown role, did you "
                                                           "mean 'gold'?"));
}

TEST_CASE("two files are joined sentence by sentence") {
  Files files;
  const auto read =
      files.read("a\tB-A\nb\tO\n\nc\tO\nd\tO\n\ne\tO\n", "a O\nB B-B\n\nc O\n\ne B-B\n");
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].text == "a b");
  CHECK(test::said(read, read.documents[0].gold) == Words{"A 0-1"});
  CHECK(test::said(read, read.documents[0].predicted) == Words{"B 2-3"});
  CHECK(read.documents[1].id == "000003");
  const auto& issues = read.test_set.issues;
  REQUIRE(issues.first.size() == 1);
  CHECK(issues.first[0].reason == "gold and predicted sentence have different lengths");
  CHECK(issues.first[0].detail == "2 and 1 tokens");
  CHECK(issues.first[0].record == "000002");
  CHECK(issues.first[0].line == 4);
  CHECK(issues.seen == 3);
  REQUIRE_FALSE(read.test_set.remarks.empty());
  CHECK(read.test_set.remarks[0].find("1 token differs in text") == 0);
}

TEST_CASE("files with different numbers of sentences are not joined, and both numbers are said") {
  Files files;
  CHECK_THROWS_WITH(files.read("a O\n\nb O\n\nc O\n", "a O\n"),
                    "predicted.txt: cannot be joined with gold.txt: 3 gold against 1 predicted "
                    "sentence");
  CHECK_THROWS_WITH(files.read("a O\n", "a O\n\nb O\n"),
                    "predicted.txt: cannot be joined with gold.txt: 1 gold against 2 predicted "
                    "sentences");
  std::string gold, predicted;
  for (int i = 0; i < 1240; ++i) {
    gold += i < 1228 ? "a O\n\n" : "";
    predicted += "a O\n\n";
  }
  CHECK_THROWS_WITH(files.read(gold, predicted),
                    "predicted.txt: cannot be joined with gold.txt: 1,228 gold against 1,240 "
                    "predicted sentences");
}

TEST_CASE("sentences of the same lengths but other tokens are refused with the numbers") {
  Files files;
  CHECK_THROWS_WITH(files.read("a O\nb O\nc B-A\n", "a O\nx O\ny O\n"),
                    "predicted.txt: cannot be joined with gold.txt: 2 of 3 tokens differ in text");
  CHECK(files.read("a O\nb O\nc B-A\nd O\n", "a O\nb O\ny O\nz O\n").documents.size() == 1);
}

TEST_CASE("the scheme of the tags is found out and said, of each side where they differ") {
  struct Row {
    const char* text;
    std::vector<std::string> remarks;
  };
  const Row row = GENERATE(values<Row>({
      {"a B-X B-X\nb I-X I-X\n", {"tags are read as BIO"}},
      {"a I-X I-X\nb B-X B-X\nc O I-Y\n", {"tags are read as IOB1"}},
      {"a B-X B-X\nb E-X E-X\nc S-X O\n", {"tags are read as IOBES"}},
      {"a B-X U-X\nb L-X O\n", {"tags are read as BILOU"}},
      {"a B-X B-X\nb M-X E-X\nc E-X S-X\n",
       {"gold tags are read as BMES", "predicted tags are read as IOBES"}},
      {"a X X\nb X O\n", {"tags are read as bare types"}},
      {"a B-X U-X\nb I-X S-X\n",
       {"gold tags are read as BIO", "predicted tags are read as a mixture of schemes"}},
      {"a B-X O\nb O O\nc I-X O\n",
       {"gold tags are read as BIO", "1 gold span starts with a tag that continues nothing"}},
      {"a B-X O\n", {"gold tags are read as BIO"}},
      {"a O O\n", {}},
  }));
  CAPTURE(row.text);
  Files files;
  CHECK(files.read(row.text).test_set.remarks == row.remarks);
}

TEST_CASE("columns between tabs hold tokens with blanks, columns between blanks do not") {
  struct Row {
    const char* text;
    const char* read;
  };
  const Row row = GENERATE(values<Row>({
      {"New York\tB-LOC\tB-LOC\n", "New York"},
      {"New\tB-LOC \tB-LOC\r\n", "New"},
      {" New\t\tB-LOC\tB-LOC\n", "New"},
      {"New B-LOC\tNew B-LOC\n", "New"},  // two files pasted together
      {"New NNP B-LOC B-LOC\n", "New"},
      {"#\tB-LOC\tB-LOC\n", "#"},
      {"# B-LOC B-LOC\n", "#"},
      {"\u3000 B-LOC B-LOC\n", "\u3000"},
  }));
  CAPTURE(row.text);
  Files files;
  const auto read = files.read(row.text);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == row.read);
  CHECK(test::said(read, read.documents[0].gold).size() == 1);
}

TEST_CASE("a sentence with a short line or bytes that are no text is left out alone") {
  Files files;
  const auto read = files.read("a O O\nb O\n\nc\xFF O O\n\nd O O\n");
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"a line with too few columns", 1},
                                             {"not valid UTF-8", 1}});
  const auto in_document = files.read("-DOCSTART- O O\na O O\n\nb O\n-DOCSTART- O O\nc O O\n");
  CHECK(in_document.documents[0].text == "a");
  CHECK(in_document.test_set.issues.skipped == 0);
  CHECK(in_document.test_set.issues.by_reason.size() == 1);
}

TEST_CASE("a line with other columns than its file moves no tag into another column") {
  Files files;
  const auto read =
      files.read("EU NNP B-ORG B-ORG\nx NN O O\n\nw NNP B-X\n\ny NN B-Y O O\n\nz NN B-Z O\n");
  REQUIRE(read.documents.size() == 2);
  CHECK(test::said(read, read.documents[1].gold) == Words{"Z 0-1"});
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{
            {"a line with more or fewer columns than most of its file", 2}});
}

TEST_CASE("an issue of the predicted side names its file and line") {
  Files files;
  const auto read = files.read("a B-X\n\nb O\n\nc O\n", "a B-X\n\n\n\nb\n\nc O\n");
  REQUIRE(read.test_set.issues.first.size() == 1);
  CHECK(read.test_set.issues.first[0].file == "predicted.txt");
  CHECK(read.test_set.issues.first[0].line == 5);
}

TEST_CASE("comments are those of CoNLL-U, whatever they are about") {
  Files files;
  const auto read = files.read(
      "# newdoc id = d1\n# newpar\n# sent_id=3\n# text = a b\nEU B-ORG O\n# O O\n#1 O O\n");
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == "EU # #1");
}

TEST_CASE("a line of a hash before a sentence is a comment unless its tags are those of the file") {
  struct Row {
    const char* text;
    const char* read;
  };
  const Row row = GENERATE(values<Row>({
      {"# sentence 0\nEU B-ORG O\n", "EU"},
      {"# id 5239-0 domain=en\nEU B-ORG O\n", "EU"},
      {"#\tnote\twith tabs\nEU\tB-ORG\tO\n", "EU"},
      {"# one\n# of four words\n#\nEU B-ORG O\n", "EU"},
      {"# B-ORG O\nEU B-ORG O\n", "# EU"},
      {"# O O\nEU ORG ORG\nx O O\n", "# EU x"},
      {"# 1 of 2\nEU ORG ORG\nx O O\n", "EU x"},
      {"EU B-ORG O\n# O O\n", "EU #"},
      {"#1 O O\nEU B-ORG O\n", "#1 EU"},
      {"EU B-ORG O\n# see below\nx O O\n", "EU x"},
      {"EU ORG O\n# ORG below\nx O O\n", "EU # x"},
  }));
  CAPTURE(row.text);
  Files files;
  const auto read = files.read(row.text);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == row.read);
  CHECK(read.test_set.issues.skipped == 0);
}

TEST_CASE("comments of one of two files move no sentence") {
  Files files;
  const auto read =
      files.read("# id 5239-0 domain=en\nEU B-ORG\n\n# id 1 domain=en\nx O\n", "EU O\n\nx B-X\n");
  CHECK(read.documents.size() == 2);
  CHECK(read.test_set.issues.skipped == 0);
  Files whole;
  CHECK(whole.read("a O O\n\nb O O\n# is no comment\nc O O\n").test_set.issues.skipped == 1);
}

TEST_CASE("columns of tags are known by most of their lines, with prefixes or without") {
  struct Row {
    std::string text;
    const char* kind;
  };
  std::string broken = "oops\n";
  for (int i = 0; i < 10; ++i)
    broken += "w\tB-X\tB-X\nv\tO\tO\n\n";
  const Row row = GENERATE_COPY(values<Row>({
      {broken, "conll"},
      {"w\tPER\tPER\nv\tO\tO\n\nw\tPER\tO\nv\tO\tO\n", "conll"},
      {"w B B\nv I O\nu O O\n\nw B B\nv O O\n\nx B O\nv O O\n", "conll"},
      {"text\tgold\tpredicted\na b\tX\tX\nc\tO\tX\n", "tsv"},
      {"well\tO\tX\n\nc\tX\tY\n", "tsv"},
      {"text\tgold\tpredicted\na b\tI-10\tI-10\nc d\tE-11\tI-10\nb\tM-54\tM-54\n", "tsv"},
      {"a b\tI-10\tI-10\nc d\tE-11\tI-10\nb p\tM-54\tM-54\n", "tsv"},
      {"a\tB-20\tB-20\nc\tI-10\tI-10\n", "tsv"},
      {"at O\tE-mail\tE-mail\nby\tE-mail\tS-Bahn\n", "tsv"},
      {"text\tgold\tpredicted\nw\tB-X\tB-X\nv\tO\tO\n\nv\tO\tO\n", "conll"},
      {"w\tB-X\tB-Y\n", "conll"},
      {"w\tS-X\tU-Y\n", "conll"},
      {"w\tI-X\tB-Y\nv\tI-X\tI-Y\n", "conll"},
      {"token\tgold\tpredicted\nw\tI-X\tI-Y\n", "conll"},
      {"tok\tg\tp\nw\tB-X\tO\nv\tO\tO\n", "conll"},
  }));
  CAPTURE(row.text);
  Files files;
  files.options.format.clear();
  CHECK(files.read(row.text).test_set.source.kind == row.kind);
}

TEST_CASE("a file of one tag a token is an error that names the way to join two") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("g.conll", "EU B-ORG\nrejects O\n\nx O\n")};
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    "g.conll: 2 of 2 records cannot be used, most often: a line with too few "
                    "columns (first in g.conll:1); lines with a token and one tag are one side "
                    "only; give two such "
                    "files with --gold FILE --predicted FILE");
}

TEST_CASE("names above columns of tags are no token, and say which column is which") {
  struct Row {
    const char* text;
    Words gold, predicted;
  };
  const Row row = GENERATE(values<Row>({
      {"token\tgold\tpred\nEU\tB-ORG\tO\nx\tO\tO\n\ny\tO\tO\n", {"ORG 0-2"}, {}},
      {"token\tprediction\tlabel\nEU\tB-ORG\tO\nx\tO\tO\n", {}, {"ORG 0-2"}},
      {"word gold predicted\nEU B-ORG O\n", {"ORG 0-2"}, {}},
  }));
  CAPTURE(row.text);
  Files files;
  files.options.format.clear();
  const auto read = files.read(row.text);
  CHECK(read.test_set.source.kind == "conll");
  CHECK(read.documents[0].text.starts_with("EU"));
  CHECK(test::said(read, read.documents[0].gold) == row.gold);
  CHECK(test::said(read, read.documents[0].predicted) == row.predicted);
}

TEST_CASE("tokens stand where the header says, or where they are not numbered") {
  const std::string numbered =
      "tokens are taken from column 2, as column 1 holds only numbers; --columns text=1 would "
      "choose these";
  struct Row {
    const char* text;
    const char* read;
    bool is_said;
  };
  const Row row = GENERATE(values<Row>({
      {"sentence_id\tword\tgold\tpredicted\n1\tEU\tB-A\tB-A\n1\tis\tO\tO\n", "EU is", false},
      {"pos\tForm\tgold\tpredicted\nNN\tEU\tB-A\tB-A\n", "EU", false},
      {"n words gold predicted\na EU B-A B-A\n", "EU", false},
      {"1\tEU\tB-A\tB-A\n2-3\tis\tO\tO\n2.1\tit\tO\tO\n", "EU is it", true},
      {"1 1 B-A B-A\n2 is O O\n", "1 is", true},
      {"1 1 B-A B-A\n2 2 O O\n", "1 2", false},
      {"1 B-A B-A\n2 O O\n", "1 2", false},
      {"1-2-3 EU B-A B-A\n2 is O O\n", "1-2-3 2", false},
  }));
  CAPTURE(row.text);
  Files files;
  auto read = files.read(row.text);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == row.read);
  CHECK((read.test_set.remarks[0] == numbered) == row.is_said);
  files.options.columns = {{"text", "1"}};
  read = files.read(row.text);
  CHECK(read.documents[0].text != "EU is");
  CHECK(read.test_set.remarks[0] != numbered);
}

TEST_CASE("the last two columns are refused where their types never meet") {
  const std::string chunks =
      "EU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\ncall NN I-NP O\n";
  Files files;
  CHECK_THROWS_WITH(
      files.read(chunks),
      "t.conll: columns 3 and 4 were taken for gold and predicted, but no type of the one is ever "
      "in the other; say which columns count with --columns gold=N,predicted=N, or give gold and "
      "predicted in two files with --gold and --predicted");
  CHECK_THROWS_AS(files.read(chunks), InputError);
  CHECK(files.read(chunks + "x x B-NP B-NP\n").documents.size() == 1);
  CHECK(files.read("a B-A O\nb B-B O\nc B-C O\nd B-D O\n").documents.size() == 1);
  CHECK(files.read("word pos gold predicted\n" + chunks).documents.size() == 1);
  files.options.columns = {{"gold", "3"}, {"predicted", "4"}};
  CHECK(files.read(chunks).documents.size() == 1);
}

TEST_CASE("a first line of unknown names above tags with prefixes is no token") {
  struct Row {
    const char* text;
    const char* read;
  };
  const Row row = GENERATE(values<Row>({
      {"tok g p\nEU B-ORG B-ORG\nx O O\n", "EU x"},
      {"tok g O\nEU B-ORG B-ORG\nx O O\n", "tok EU x"},
      {"tok g p\nEU B-ORG g\nx O O\n", "tok EU x"},
      {"EU ORG PER\nx O O\n", "EU x"},
      {"EU ORG PER\n", "EU"},
  }));
  CAPTURE(row.text);
  Files files;
  CHECK(files.read(row.text).documents.at(0).text == row.read);
  Files sides;
  CHECK(sides.read("tok g\nEU B-A\n", "tok p\nEU B-A\n").documents.at(0).text == "EU");
}

TEST_CASE("documents of OntoNotes begin and end with a line of their own") {
  Files files;
  const auto read = files.read(
      "#begin document (x); part 000\nEU B-A O\n\nx O O\n\n#end document\n"
      "#begin document (x); part 001\ny O O\n#end document\n");
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].text == "EU\nx");
  CHECK(read.documents[1].text == "y");
  CHECK(read.test_set.issues.skipped == 0);
}

TEST_CASE("an issue names the line at fault, not that where its sentence starts") {
  Files files;
  const auto read = files.read("a O O\nb O O\nc O\nd\n\ne O O\n");
  REQUIRE(read.test_set.issues.first.size() == 1);
  CHECK(read.test_set.issues.first[0].line == 3);
  Files sides;
  const auto joined = sides.read("a O\nb O\n\nc O\n", "a O\nb\n\nc O\n");
  REQUIRE(joined.test_set.issues.first.size() == 1);
  CHECK(joined.test_set.issues.first[0].line == 2);
}

TEST_CASE("a predicted side of nothing but faults is named with the first of them") {
  const std::string start = GENERATE("", "-DOCSTART- O\n\n");
  Files files;
  const auto line = start.empty() ? "1" : "3";
  CHECK_THROWS_WITH(
      files.read(start + "a O\n\n" + start + "b O\n", start + "a\n\n" + start + "b\n"),
      std::string{"predicted.txt:"} + line +
          ": a line with too few columns; none of the 2 sentences of this file can "
          "be used");
}

TEST_CASE("a document without a sentence that can be used says the first fault") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("t.conll", "-DOCSTART- O O\na O\n-DOCSTART- O O\nb O\n")};
  options.format = "conll";
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    Catch::StartsWith("t.conll: 2 of 2 records cannot be used, most often: no "
                                      "sentence that can be used (first in t.conll:2: "
                                      "a line with too few columns)"));
}

TEST_CASE("a blank is a token where tabs make columns enough") {
  struct Row {
    const char* text;
    const char* read;
  };
  const Row row = GENERATE(values<Row>({
      {"a\tO\tO\n \tO\tO\nb\tB-X\tO\n", "a b"},
      {"a\tO\tO\n\tO\tO\nb\tB-X\tO\r\n", "a b"},
      {"a\tO\tO\n \t\nb\tB-X\tO\n", "a"},
      {"a\tx\tO\tO\n \tx\tO\tO\nb\tx\tB-X\tO\n", "a b"},
  }));
  CAPTURE(row.text);
  Files files;
  files.options.joiner = "";
  const auto read = files.read(row.text);
  CHECK(read.documents.at(0).text == row.read);
  CHECK(read.test_set.issues.skipped == 0);
}

TEST_CASE("tags in a table are refused, as each token would be a document") {
  Files files;
  files.options.format = GENERATE(as<std::string>(), "csv", "tsv");
  const std::string cell = files.options.format == "csv" ? "," : "\t";
  std::string text;
  for (const auto* line : {"token|gold|pred", "Ana|B-PER|O", "met|O|O", "", "Bob|B-PER|B-PER"})
    text += std::string{line} + "\n";
  for (auto at = text.find('|'); at != text.npos; at = text.find('|'))
    text.replace(at, 1, cell);
  CHECK_THROWS_WITH(files.read(text),
                    Catch::StartsWith("t.conll: holds tags of tokens (B-, I-, O)"));
}

TEST_CASE("tags without a prefix beside others are named, as they are labels too") {
  Files files;
  const auto read = files.read("Ana B-PER B-PER\n##a X X\nSi I-PER [PAD]\n\n");
  CHECK_THAT(
      read.test_set.remarks,
      Catch::VectorContains(std::string{"gold: tags without a prefix are labels as well: 'X'"}) &&
          Catch::VectorContains(
              std::string{"predicted: tags without a prefix are labels as well: 'X', '[PAD]'"}));
}

TEST_CASE("lines that end with carriage returns alone are refused") {
  CHECK_THROWS_WITH(Files{}.read("a B-X B-X\rb I-X O\r\rc O B-X\r"),
                    "t.conll: its lines end with carriage returns alone; convert them (mac2unix)");
}
