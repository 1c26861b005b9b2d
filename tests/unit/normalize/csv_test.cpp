#include "core/error.hpp"
#include "normalize/csv_reader.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
using Words = std::vector<std::string>;

namespace {

std::vector<Words> records_of(const std::string& text, char delimiter = ',') {
  const test::Scratch scratch;
  normalize::CsvReader reader{open_file(scratch.file("t.csv", text)), "t.csv", delimiter};
  std::vector<Words> records;
  for (normalize::CsvRecord record; reader.next(record);)
    records.push_back(record.fault.empty() ? record.cells : Words{"! " + record.fault});
  return records;
}

struct Files {
  test::Scratch scratch;
  normalize::Options options;

  test::Normalized read(const std::string& text, const std::string& name = "t.csv") {
    options.max_issues = 1.0;
    options.inputs = {scratch.file(name, text)};
    return test::normalized(options, scratch);
  }
};

// "text|gold|predicted" of each document.
Words rows(const test::Normalized& read) {
  Words rows;
  for (const auto& d : read.documents) {
    std::string row = d.has_text ? d.text : "-";
    for (const auto* side : {&d.gold, &d.predicted}) {
      row += "|";
      for (const auto& label : test::said(read, *side))
        row += (row.back() == '|' ? "" : "+") + label;
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("cells come apart as RFC 4180 says") {
  struct Row {
    const char* text;
    std::vector<Words> records;
  };
  const Row row = GENERATE(values<Row>({
      {"", {}},
      {"a,b\r\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"a,\n,b\n", {{"a", ""}, {"", "b"}}},
      {"\n\na\n\n", {{"a"}}},
      {"\"a,b\",c\n", {{"a,b", "c"}}},
      {"\"a\"\"b\",\"\"\n", {{"a\"b", ""}}},
      {"\"a\r\nb\",c\r\n", {{"a\r\nb", "c"}}},
      {"\"a\n\n\",c", {{"a\n\n", "c"}}},
      {"5\" pipe,x\n", {{"5\" pipe", "x"}}},
      {"\"a\"b,c\nd,e\n", {{"! text behind a closing quote"}, {"d", "e"}}},
      {"\"\"", {{""}}},
      {",", {{"", ""}}},
  }));
  CAPTURE(row.text);
  CHECK(records_of(row.text) == row.records);
}

TEST_CASE("a quote in a tab-separated line is text unless it encloses a cell") {
  CHECK(records_of("\"a\tb\n\"c\td\n", '\t') == std::vector<Words>{{"\"a", "b"}, {"\"c", "d"}});
  CHECK(records_of("\"a \"\"b\"\"\"\tc\r\n", '\t') == std::vector<Words>{{"a \"b\"", "c"}});
  CHECK(records_of("\"a\" and \"b\"\tc\n", '\t') == std::vector<Words>{{"\"a\" and \"b\"", "c"}});
}

TEST_CASE("cells between tabs may hold tabs and lines where quotes enclose them") {
  struct Row {
    const char* text;
    std::vector<Words> records;
  };
  const Row row = GENERATE(values<Row>({
      {"a\tb\n\"c\td\"\te\n", {{"a", "b"}, {"c\td", "e"}}},
      {"a\tb\n\"c\nd\"\te\nf\tg\n", {{"a", "b"}, {"c\nd", "e"}, {"f", "g"}}},
      {"a\tb\ne\t\"c\r\n\r\nd\"\r\nf\tg\n", {{"a", "b"}, {"e", "c\r\n\r\nd"}, {"f", "g"}}},
      {"a\tb\n\"c \"\"d\"\"\"\te\n", {{"a", "b"}, {"c \"d\"", "e"}}},
      {"a\tb\n\"c\te\nd\"\tf\n", {{"a", "b"}, {"\"c", "e"}, {"d\"", "f"}}},
      {"a\tb\n\"c\td\"\n", {{"a", "b"}, {"\"c", "d\""}}},
      {"a\tb\nc\t\"d\ne\tf\n", {{"a", "b"}, {"c", "\"d"}, {"e", "f"}}},
      {"a\tb\n\"c\nd\te\n", {{"a", "b"}, {"\"c"}, {"d", "e"}}},
      {"a\tb\n\"c\nd\" e\tf\n", {{"a", "b"}, {"\"c"}, {"d\" e", "f"}}},
      {"a\tb\n5\" pipe\t\"\"\n", {{"a", "b"}, {"5\" pipe", ""}}},
  }));
  CAPTURE(row.text);
  CHECK(records_of(row.text, '\t') == row.records);
}

TEST_CASE("a stray quote costs its own line, and none of those below") {
  const std::string closed = "! text behind a closing quote",
                    open = "! a quote that is never closed";
  struct Row {
    const char* text;
    std::vector<Words> records;
  };
  const Row row = GENERATE_COPY(values<Row>({
      {"a,b\nc,\"d\ne,f\n", {{"a", "b"}, {open}, {"e", "f"}}},
      {"a,b\nc,\"d\ne,f\n\"g\"\"\",h\n", {{"a", "b"}, {closed}, {"e", "f"}, {"g\"", "h"}}},
      {"a,b\n\"c,d\ne,f\ng,\"h, i\"\n", {{"a", "b"}, {closed}, {"e", "f"}, {"g", "h, i"}}},
      {"\"a\nb\"c,d\n", {{closed}, {"b\"c", "d"}}},
      {"\"a\nb\",c\n\"", {{"a\nb", "c"}, {open}}},
  }));
  CAPTURE(row.text);
  CHECK(records_of(row.text) == row.records);
}

TEST_CASE("a stray quote in a large table costs its own line, in time that grows with the table") {
  std::string text = "id,text\n";
  for (int i = 0; i < 100'000; ++i)
    text += std::to_string(i) + (i % 2 == 0 ? ",\"open\n" : ",plain\n");
  const auto records = records_of(text + "x,\"closed\"\n");
  REQUIRE(records.size() == 100'002);
  CHECK(records[1] == Words{"! text behind a closing quote"});
  CHECK(records[2] == Words{"1", "plain"});
  CHECK(records.back() == Words{"x", "closed"});
}

namespace {

// A file without an end.
class Endless : public ByteSource {
 public:
  explicit Endless(std::size_t& given) : given_{given} {}
  std::size_t read(char* to, std::size_t size) override {
    std::fill_n(to, size, 'x');
    given_ += size;
    return size;
  }

 private:
  std::size_t& given_;
};

}  // namespace

TEST_CASE("a record without an end is an error before it fills the memory") {
  std::size_t given = 0;
  normalize::CsvReader reader{std::make_unique<Endless>(given), "t.csv", ','};
  normalize::CsvRecord record;
  CHECK_THROWS_WITH(reader.next(record), "t.csv:1: the line is longer than 128 MiB");
  CHECK(given < longest_line + (std::size_t{1} << 20U));
}

TEST_CASE("a quote that is never closed is an error before its lines fill the memory") {
  std::string open = "a,b\n\"";
  const auto line = std::string(100'000, 'x') + "\n";
  while (open.size() < longest_line + 1000)
    open += line;
  const test::Scratch scratch;
  const auto path = scratch.file("t.csv", open);
  normalize::CsvReader reader{open_file(path), "t.csv", ','};
  normalize::CsvRecord record;
  REQUIRE(reader.next(record));
  CHECK_THROWS_WITH(reader.next(record),
                    "t.csv:2: a record with cells in quotes is longer than 128 MiB");
}

TEST_CASE("records longer than a block of the file arrive whole") {
  const std::string longest(600'000, 'x');
  const auto records = records_of("a,\"" + longest + "\n" + longest + "\"\nb,c\n");
  REQUIRE(records.size() == 2);
  CHECK(records[0][1] == longest + "\n" + longest);
  CHECK(records[1] == Words{"b", "c"});
}

TEST_CASE("a header is known by its names, other files by the number of columns") {
  struct Row {
    const char* text;
    Words rows;
  };
  const Row row = GENERATE(values<Row>({
      {"sentence,label,predicted_node,predicted_node_score\nhi,A,B,0.5\n", {"hi|A|B"}},
      {"id,Predicted,Gold\nx,B,A\n", {"-|A|B"}},
      {"hi,A,B\nyo,B,\n", {"hi|A|B", "yo|B|"}},
      {"A,B\nA,A\n", {"-|A|B", "-|A|A"}},
      {"hi,A,B,0.25\n", {"hi|A|B"}},
  }));
  CAPTURE(row.text);
  Files files;
  CHECK(rows(files.read(row.text)) == row.rows);
}

TEST_CASE("a header of unknown names is refused, not read as a document") {
  struct Row {
    const char* text;
    const char* header;
  };
  const Row row = GENERATE(values<Row>({
      {"verity,model_says\nA,B\nB,B\n", "verity,model_says"},
      {"verity,model_says\n", "verity,model_says"},
      {"text,verity,model_says\nhi,A,B\nyo,B,B\n", "text,verity,model_says"},
      {"q,verity,guess,sure\nhi,A,B,0.5\n", "q,verity,guess,sure"},
  }));
  CAPTURE(row.text);
  Files files;
  CHECK_THROWS_WITH(files.read(row.text),
                    "t.csv: no name of the header '" + std::string{row.header} +
                        "' is known; say which columns count with --columns "
                        "gold=NAME,predicted=NAME (or their numbers if this is no header)");
  CHECK_THROWS_AS(files.read(row.text), InputError);
}

TEST_CASE("a first record whose labels stand below too is a document, and the report says so") {
  struct Row {
    const char* text;
    std::size_t documents;
    const char* columns;
  };
  const Row row = GENERATE(values<Row>({
      {"hi,A,B\nyo,A,C\n", 2, "text 1, gold 2, predicted 3"},
      {"hi,A,B\nyo,C,B\n", 2, "text 1, gold 2, predicted 3"},
      {"hi,A,B\nyo,B,C\n", 2, "text 1, gold 2, predicted 3"},
      {"hi,A,A\n", 1, "text 1, gold 2, predicted 3"},
      {"hi,A,\n", 1, "text 1, gold 2, predicted 3"},
      {"1,0\n", 1, "gold 1, predicted 2"},
      {"hi,A,B,0.5\n", 1, "text 1, gold 2, predicted 3, score 4"},
      {"hi,A,B,\n", 1, "text 1, gold 2, predicted 3, score 4"},
  }));
  CAPTURE(row.text);
  Files files;
  const auto read = files.read(row.text);
  CHECK(read.documents.size() == row.documents);
  CHECK(read.test_set.remarks == Words{"columns taken by position: " + std::string{row.columns}});
  files.options.columns = {{"gold", "1"}, {"predicted", "2"}};
  CHECK(files.read("verity,model_says\n").documents.size() == 1);
}

TEST_CASE("two files that are joined are asked together whether they have a header") {
  Files files;
  files.options.format = "csv";
  const auto read = [&](const std::string& gold, const std::string& predicted) {
    files.options.gold = files.scratch.file("gold.csv", gold);
    files.options.predicted = files.scratch.file("system.csv", predicted);
    return test::normalized(files.options, files.scratch);
  };
  CHECK_THROWS_WITH(read("verity\nA\nB\n", "says\nB\nB\n"),
                    Catch::StartsWith("gold.csv: no name of the header 'verity' is known"));
  const auto plain = read("A,A\nyo,B\n", "B\nB\n");
  CHECK(plain.documents.size() == 2);
  CHECK(plain.test_set.remarks == Words{"columns taken by position: text 1, gold 2",
                                        "columns taken by position: predicted 1",
                                        "gold and predicted were joined by position"});
}

TEST_CASE("a known header with semicolons and no comma says that cells stand between these") {
  Files files;
  const auto read = files.read("\"text\";Gold;predicted;score\n\"a;b\";A, or so;B;0.5\n");
  CHECK(read.test_set.source.kind == "csv");
  CHECK(rows(read) == Words{"a;b|A, or so|B"});
  CHECK(rows(files.read("text,gold,predicted\nhi,A;B,C\n", "u.csv")).size() == 1);
}

TEST_CASE("columns are taken by name or by number") {
  Files files;
  files.options.columns = {{"text", "q"}, {"gold", "truth"}, {"predicted", "guess"}, {"id", "key"}};
  const auto named = files.read("key,guess,truth,q\nk7,B,A,hi\n");
  CHECK(rows(named) == Words{"hi|A|B"});
  CHECK(named.documents[0].id == "k7");
  files.options.columns = {{"gold", "3"}, {"predicted", "2"}};
  CHECK(rows(files.read("2,B,A\n3,3,2\n")) == Words{"-|A|B", "-|2|3"});
  files.options.columns = {{"gold", "truths"}};
  CHECK_THROWS_WITH(files.read("truth,guess\nA,B\n"),
                    "t.csv: has no column 'truths', did you mean 'truth'?");
  files.options.columns = {};
  CHECK_THROWS_WITH(files.read("1,2,3,4,5\n"),
                    "t.csv: which column of '1,2,3,4,5' is gold? Say so with --columns gold=NAME");
}

TEST_CASE("a column number behind the last column is refused, not read as an empty column") {
  struct Row {
    std::map<std::string, std::string> columns;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {{{"gold", "label"}, {"predicted", "9"}},
       "t.csv: has 3 columns, so there is no column 9 for predicted"},
      {{{"text", "4"}}, "t.csv: has 3 columns, so there is no column 4 for text"},
  }));
  Files files;
  files.options.columns = row.columns;
  CHECK_THROWS_WITH(files.read("label,guess,sentence\nA,B,hi\n"), row.said);
}

TEST_CASE("names above columns that were given as numbers are no document, labels are one") {
  const std::string named = "is taken for names of the columns",
                    kept =
                        "is read as a document; if it holds names of the columns, give these to "
                        "--columns instead of numbers";
  struct Row {
    std::string text;
    std::size_t documents;
    std::string said;  // of the first record
  };
  const Row row = GENERATE_COPY(values<Row>({
      {"text,verity,output\nhi,X,X\nho,X,Y\n", 2, named},
      {"q,verity,output\nhi,X,X\nho,X,Y\nhe,Y,X\n", 3, named},
      {"q,verity,output\nhi,X,X\nho,X,Y\n", 3, kept},
      {"q,verity,output\n", 1, ""},
      {"hi,A,B\nho,X,X\nhe,A,X\n", 3, ""},
      {"hi,A,A\nho,X,X\n", 2, ""},
      {"0.5,A,B\n0.7,X,X\n", 2, ""},
  }));
  CAPTURE(row.text);
  Files files;
  files.options.columns = {{"gold", "2"}, {"predicted", "3"}};
  const auto read = files.read(row.text);
  CHECK(read.documents.size() == row.documents);
  const auto first = "the first record '" + row.text.substr(0, row.text.find('\n')) + "' ";
  CHECK(read.test_set.remarks == (row.said.empty() ? Words{} : Words{first + row.said}));
}

TEST_CASE("names of gold are those of people and of tools") {
  const std::string name = GENERATE("actual", "truth", "true", "class");
  Files files;
  CHECK(rows(files.read("text," + name + ",predicted\nhi,A,B\n")) == Words{"hi|A|B"});
}

TEST_CASE("a label true above others is no header") {
  Files files;
  files.options.gold = files.scratch.file("gold.txt", "true\nfalse\ntrue\n");
  files.options.predicted = files.scratch.file("system.txt", "true\ntrue\ntrue\n");
  for (const auto* format : {"", "csv"}) {
    files.options.format = format;
    CHECK(rows(test::normalized(files.options, files.scratch)).size() == 3);
  }
}

TEST_CASE("a gold column of a name for many things is refused where its labels never meet") {
  const std::string name = GENERATE("tags", "Reference", "target");
  Files files;
  const auto head = "text," + name + ",predicted\n";
  CHECK_THROWS_WITH(files.read(head + "a,uk news,X\nb,sport,Y\nc,law,Y\n"),
                    "t.csv: column '" + name +
                        "' was taken for gold by its name, but no label of the gold one is ever "
                        "predicted; say which columns count with --columns gold=N,predicted=N");
  CHECK(files.read(head + "a,X,X\nb,Z,Y\nc,V,Y\n").documents.size() == 3);
  files.options.columns = {{"gold", name}};
  CHECK(files.read(head + "a,uk news,X\nb,sport,Y\nc,law,Y\n").documents.size() == 3);
}

TEST_CASE("scores may have a percent sign, and a decimal comma where commas part no cells") {
  struct Row {
    const char* text;
    float score;
  };
  const Row row = GENERATE(values<Row>({
      {"text;gold;predicted;score\na;X;X;0,9\n", 0.9F},
      {"text\tgold\tpredicted\tscore\na\tX\tX\t0,25\n", 0.25F},
      {"text;gold;predicted;score\na;X;X;92,5 %\n", 0.925F},
      {"text,gold,predicted,score\na,X,X,93%\n", 0.93F},
      {"hi\tA\tB\t0,5\n", 0.5F},
  }));
  CAPTURE(row.text);
  Files files;
  const auto read = files.read(row.text);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].predicted.at(0).score == row.score);
  CHECK(read.test_set.issues.by_reason.empty());
}

TEST_CASE("a score of more than all, or with a comma that parts cells, is left out") {
  const auto* const score = GENERATE("101%", "\"0,9\"", "%", "0.9%%");
  Files files;
  const auto read = files.read("text,gold,predicted,score\na,X,X," + std::string{score} + "\n");
  CHECK(read.test_set.issues.by_reason.contains("a score that is not from 0 to 1: it is left out"));
}

TEST_CASE("blanks around a label are no part of it") {
  Files files;
  const auto read = files.read("text,gold,predicted\nhi, A ,A\nyo,A,\"A \"\nho,A, \n");
  CHECK(read.test_set.labels == Words{"A"});
  CHECK(rows(read) == Words{"hi|A|A", "yo|A|A", "ho|A|"});
}

TEST_CASE("with a separator a cell is a set of labels") {
  Files files;
  files.options.label_separator = ";";
  const auto read = files.read("text,gold,predicted\nhi,A; B;A,\nyo,,B;;\n");
  CHECK(read.test_set.task == model::Task::multi_label);
  CHECK(rows(read) == Words{"hi|A+B|", "yo||B"});
}

TEST_CASE("records that do not fit are issues with their lines") {
  Files files;
  files.options.format = "csv";
  const auto read = files.read(
      "text,gold,predicted,score\na,A,A,0.5\nb,A\nc,,A,0.5\nd,A,B,9\n"
      "e\xFF,A,B,0.1\n\"f\"x,A,B,1\n");
  CHECK(rows(read) == Words{"a|A|A", "d|A|B"});
  std::map<std::uint64_t, std::string> by_line;
  for (const auto& issue : read.test_set.issues.first)
    by_line[issue.line] = issue.reason;
  CHECK(by_line ==
        std::map<std::uint64_t, std::string>{{3, "another number of columns than the first record"},
                                             {4, "no gold label"},
                                             {5, "a score that is not from 0 to 1: it is left out"},
                                             {6, "not valid UTF-8"},
                                             {7, "text behind a closing quote"}});
}

TEST_CASE("predictions in a file of their own are joined by position where nothing else is there") {
  Files files;
  files.options.gold = files.scratch.file("gold.tsv", "good film\tpos\r\nbad film\tneg\r\n");
  files.options.predicted = files.scratch.file("out.txt", "pos\npos\n");
  CHECK(rows(test::normalized(files.options, files.scratch)) ==
        Words{"good film|pos|pos", "bad film|neg|pos"});
  files.options.predicted = files.scratch.file("out.txt", "pos\npos\nneg\nneg\n");
  CHECK_THROWS_WITH(test::normalized(files.options, files.scratch),
                    "out.txt: cannot be joined with gold.tsv: 2 gold against 4 predicted records");
  files.options.predicted = files.scratch.file("out.txt", "pos\n");
  CHECK_THROWS_WITH(test::normalized(files.options, files.scratch),
                    "out.txt: cannot be joined with gold.tsv: 2 gold against 1 predicted record");
}

namespace {

test::Normalized joined(const std::string& gold, const std::string& predicted, Files& files) {
  files.options.max_issues = 1.0;
  files.options.gold = files.scratch.file("gold.csv", gold);
  files.options.predicted = files.scratch.file("system.csv", predicted);
  return test::normalized(files.options, files.scratch);
}

// "file:line record reason" of each issue.
Words issues(const test::Normalized& read) {
  Words issues;
  for (const auto& issue : read.test_set.issues.first)
    issues.push_back(issue.file + ":" + std::to_string(issue.line) + " " + issue.record + " " +
                     issue.reason);
  return issues;
}

}  // namespace

TEST_CASE("two files are joined by id, else by text, in whatever order they stand") {
  struct Row {
    const char* gold;
    const char* predicted;
    const char* joined_by;
  };
  const Row row = GENERATE(values<Row>({
      {"id,text,gold\n1,a,X\n2,b,Y\n", "id,text,predicted\n2,b,Y\n1,a,X\n", "id"},
      {"id,text,gold\n1,a,X\n2,b,Y\n", "predicted,id\nY, 2\nX,1\n", "id"},
      {"id,text,gold\n1,a,X\n2,b,Y\n", "id,text,predicted\n1,a,X\n2,b,Y\n", "id"},
      {"text,gold\na,X\nb,Y\n", "id,sentence,label\n7,b,Y\n8,a,X\n", "text"},
      {"id,text,gold\n1,a,X\n2,b,Y\n", "text,predicted\nb,Y\na,X\n", "text"},
      {"text,gold\na,X\nb,Y\n", "predicted\nX\nY\n", "position"},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  const auto read = joined(row.gold, row.predicted, files);
  CHECK(rows(read) == Words{"a|X|X", "b|Y|Y"});
  CHECK(read.test_set.issues.by_reason.empty());
  CHECK_THAT(read.test_set.remarks, Catch::VectorContains("gold and predicted were joined by " +
                                                          std::string{row.joined_by}));
}

TEST_CASE("records of two files that belong to no other are issues, and no other record changes") {
  struct Row {
    const char* gold;
    const char* predicted;
    Words rows, issues;
  };
  const Row row = GENERATE(values<Row>({
      {"id,gold\n1,X\n2,Y\n3,X\n",
       "id,predicted\n9,Z\n3,Y\n1,X\n",
       {"-|X|X", "-|X|Y"},
       {"gold.csv:3 2 no prediction of this id",
        "system.csv:2 9 a prediction whose id is not in the gold file"}},
      {"text,gold\na,X\nb,Y\n",
       "text,predicted\nc,Z\na,X\n",
       {"a|X|X"},
       {"gold.csv:3 000002 no prediction of this text",
        "system.csv:2  a prediction whose text is not in the gold file"}},
      {"id,gold\n1,X\n,Y\n2,X\n",
       "id,predicted\n,X\n1,X\n2,X\n",
       {"-|X|X", "-|X|X"},
       {"gold.csv:3 000002 no id by which gold and predicted could be joined",
        "system.csv:2  no id by which gold and predicted could be joined"}},
      {"id,gold\n1,X\n1,Y\n2,X\n3,X\n",
       "id,predicted\n1,X\n2,X\n3,X\n3,Y\n",
       {"-|X|X"},
       {"gold.csv:2 1 an id that stands twice in one of the two files",
        "gold.csv:3 1 an id that stands twice in one of the two files",
        "gold.csv:5 3 an id that stands twice in one of the two files"}},
      {"id,text,gold\n1,a,X\n2,b,Y\n",
       "id,text,predicted\n1,a,X\n2,c,Y\n",
       {"a|X|X"},
       {"gold.csv:3 2 gold and prediction of this id differ in their text"}},
      {"id,gold\n1,X\n2,Y\n",
       "id,predicted,score\n2,Y\n1,X,0.5\n",
       {"-|X|X"},
       {"system.csv:2 2 another number of columns than the first record"}},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  const auto read = joined(row.gold, row.predicted, files);
  CHECK(rows(read) == row.rows);
  for (const auto& issue : row.issues)
    CHECK_THAT(issues(read), Catch::VectorContains(issue));
}

TEST_CASE("texts that stand twice are joined by position where all agree, else refused") {
  Files files;
  CHECK(rows(joined("text,gold\na,X\na,Y\nb,X\n", "text,predicted\na,X\na,X\nb,Y\n", files)) ==
        Words{"a|X|X", "a|Y|X", "b|X|Y"});
  CHECK_THROWS_WITH(
      joined("text,gold\na,X\na,Y\nb,X\n", "text,predicted\na,X\nb,X\na,Y\n", files),
      "system.csv:3: its text is not that of gold.csv:3; texts that stand twice cannot be joined "
      "in another order, give both files a column of ids");
}

TEST_CASE("columns of ids and texts in two files may be named, and one name may be in one only") {
  Files files;
  files.options.columns = {{"text", "words"}, {"id", "key"}};
  CHECK(rows(joined("key,words,gold\n1,a,X\n2,b,Y\n", "key,predicted\n2,Y\n1,X\n", files)) ==
        Words{"a|X|X", "b|Y|Y"});
  files.options.columns = {{"text", "1"}, {"gold", "2"}, {"predicted", "1"}};
  CHECK(rows(joined("a,X\nb,Y\n", "X\nY\n", files)) == Words{"a|X|X", "b|Y|Y"});
  files.options.columns = {{"id", "1"}, {"gold", "2"}, {"predicted", "2"}};
  CHECK(rows(joined("k1,X\nk2,Y\n", "k2,Y\nk1,X\n", files)) == Words{"-|X|X", "-|Y|Y"});
}

TEST_CASE("scores of a file of predictions come with their records") {
  Files files;
  const auto read =
      joined("id,gold\n1,X\n2,Y\n", "id,predicted,score\n2,Y,0.25\n1,X,0.75\n", files);
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].predicted.at(0).score == 0.75F);
  CHECK(read.documents[1].predicted.at(0).score == 0.25F);
}

TEST_CASE("in each of two files that are joined only the column of its own side is needed") {
  struct Row {
    const char* gold;
    const char* predicted;
  };
  const Row row = GENERATE(values<Row>({
      {"label\nA\nB\n", "label\nA\nA\n"},
      {"id,label\n1,A\n2,B\n", "id,label\n1,A\n2,A\n"},
      {"text,label\nx,A\ny,B\n", "text,label\nx,A\ny,A\n"},
      {"label,other\nA,?\nB,?\n", "other,label\n?,A\n?,A\n"},
      {"gold\nA\nB\n", "label,score\nA,0.5\nA,0.5\n"},
      {"label\nA\nB\n", "label,predicted\nC,A\nC,A\n"},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  files.options.gold = files.scratch.file("gold.csv", row.gold);
  files.options.predicted = files.scratch.file("system.csv", row.predicted);
  const auto read = test::normalized(files.options, files.scratch);
  REQUIRE(read.documents.size() == 2);
  CHECK(test::said(read, read.documents[1].gold) == Words{"B"});
  CHECK(test::said(read, read.documents[1].predicted) == Words{"A"});
}

TEST_CASE("cells that look like sets of labels are hinted at, names with a comma are not") {
  const std::string head = "text,gold,predicted\n";
  struct Row {
    std::string records;
    std::string separator;
  };
  const Row row = GENERATE(values<Row>({
      {"a,A;B,A\nb,B,A;B\n", ";"},
      {"a,A|B,A\nb,B,A | B\n", "|"},
      {"a,\"A,B\",A\nb,B,\"A,C\"\n", ","},
      {"a,A;B,A\nb,B,A\n", ""},
      {"a,\"Food, drink\",Other\nb,Other,\"Food, drink\"\n", ""},
  }));
  CAPTURE(row.records);
  Files files;
  const auto& remarks = files.read(head + row.records).test_set.remarks;
  CHECK(remarks.size() == (row.separator.empty() ? 0 : 1));
  if (!row.separator.empty() && !remarks.empty())
    CHECK(remarks[0] == "labels with '" + row.separator +
                            "' are read as one label each; if a cell holds several, give "
                            "--label-separator '" +
                            row.separator + "'");
}

TEST_CASE("sets of labels that fail as single labels say so in the error") {
  Files files;
  files.options.inputs = {
      files.scratch.file("t.csv", "text,gold,predicted\na,A;B,A\nb,,A;B\nc,,A\n")};
  CHECK_THROWS_WITH(
      test::normalized(files.options, files.scratch),
      "t.csv: 2 of 3 records cannot be used, most often: no gold label (first in "
      "t.csv:3); labels with ';' are read as one label each; if a cell holds several, give "
      "--label-separator ';'");
}

TEST_CASE("an issue of the predicted side of a join names its file and line") {
  const auto* const key = GENERATE("id,", "");
  const auto with_key = [&](const char* number) { return *key == '\0' ? "" : number; };
  Files files;
  files.options.max_issues = 0.9;
  files.options.gold = files.scratch.file(
      "gold.csv", std::string{key} + "gold\n" + with_key("1,") + "A\n" + with_key("2,") + "A\n");
  files.options.predicted =
      files.scratch.file("system.csv", std::string{key} + "predicted\n" + with_key("1,") + "A\n" +
                                           with_key("2,") + "\xFF\n");
  const auto read = test::normalized(files.options, files.scratch);
  REQUIRE(read.test_set.issues.first.size() == 1);
  CHECK(read.test_set.issues.first[0].file == "system.csv");
  CHECK(read.test_set.issues.first[0].line == 3);
}

TEST_CASE("a list that was printed into a cell is a set of labels") {
  struct Row {
    const char* cell;
    Words labels;
  };
  const Row row = GENERATE(values<Row>({
      {R"(['joy', 'love'])", {"joy", "love"}},
      {R"(["joy","love"])", {"joy", "love"}},
      {R"( [ "joy" , 'love' ] )", {"joy", "love"}},
      {R"(['joy' 'love'])", {"joy", "love"}},
      {"['joy'\n 'love']", {"joy", "love"}},
      {R"(['it\'s', "it's"])", {"it's"}},
      {R"(["a\"b", 'c\\d'])", {"a\"b", "c\\d"}},
      {R"(['\u00e9', '\xe8', "\ud83d\ude00"])", {"è", "é", "😀"}},
      {R"(['a, b'])", {"a, b"}},
      {R"([3, 14])", {"14", "3"}},
      {R"([3 14])", {"14", "3"}},
      {R"(('joy', 'love'))", {"joy", "love"}},
      {R"(('joy',))", {"joy"}},
      {R"([])", {}},
      {R"(())", {}},
      {R"({'joy', 'love'})", {"joy", "love"}},
      {R"({'a: b'})", {"a: b"}},
      {R"({14, 3})", {"14", "3"}},
      {R"(set())", {}},
      {R"(frozenset({'joy'}))", {"joy"}},
      {R"(frozenset())", {}},
      {"{x}", {"{x}"}},
      {"{}", {"{}"}},
      {"set(x)", {"set(x)"}},
      {R"(['', ' '])", {}},
      {"", {}},
      {"plain", {"plain"}},
      {"[PAD]", {"[PAD]"}},
  }));
  CAPTURE(row.cell);
  Files files;
  std::string quoted = row.cell;
  for (auto at = quoted.find('"'); at != quoted.npos; at = quoted.find('"', at + 2))
    quoted.insert(at, 1, '"');
  const auto read = files.read("text,gold,predicted\nhi,\"['joy']\",\"" + quoted + "\"\n");
  CHECK(read.test_set.task == model::Task::multi_label);
  REQUIRE(read.documents.size() == 1);
  auto labels = test::said(read, read.documents[0].predicted);
  std::ranges::sort(labels);
  CHECK(labels == row.labels);
}

TEST_CASE("printed lists make a file one of sets wherever they stand in its head") {
  Files files;
  const auto read = files.read("text,gold,predicted\na,A,A\nb,,\nc,\"['A', 'B']\",[]\n");
  CHECK(read.test_set.task == model::Task::multi_label);
  CHECK(rows(read) == Words{"a|A|A", "b||", "c|A+B|"});
  files.options.task = model::Task::single_label;
  CHECK(rows(files.read("gold,predicted\n['A'],['B']\n")) == Words{"-|A|B"});
  files.options.task = {};
  files.options.inputs = {};
  const auto both = joined("text,gold\na,\"['A', 'B']\"\n", "text,predicted\na,A\n", files);
  CHECK(both.test_set.task == model::Task::multi_label);
}

TEST_CASE("a printed list that is no set of labels, or stands behind labels, is an issue") {
  Files files;
  std::string text = "gold,predicted\n";
  for (int i = 0; i < 20'000; ++i)
    text += "A,B\n";
  const auto late = files.read(text + "['A'],A\n");
  CHECK(late.test_set.task == model::Task::single_label);
  CHECK(late.test_set.issues.by_reason.contains(
      "a printed list, where the cells before are one label each"));
  const auto read = files.read(
      "gold,predicted\n['A'],['A']\n['A',['A']\n['A'],['A' 'B' ... 'Z']\n['A'],[0 1 0 "
      "1]\n['A'],{'A'\n");
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.issues.by_reason.at("a printed list that is cut short or no set of labels") ==
        4);
}

TEST_CASE("a column that prints objects is refused with the place and the way out") {
  struct Row {
    const char* text;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"text,gold,predicted\na,[],[]\nb,[],\"[{'label': 'A', 'start': 0}]\"\n",
       "t.csv:3: column 'predicted' prints objects ({...}), not labels; give the file that it was "
       "made from instead"},
      {"text,intent,intent_prediction\na,A,\"[{'name': 'A', 'confidence': 0.9}]\"\n",
       "t.csv:2: column 'intent_prediction' prints objects ({...}), not labels; it was made from "
       "what rasa test writes: give these JSON files instead"},
      {"text,entities,predicted_entities\na,\"['{entity : nip, value : 7}']\",[]\n",
       "t.csv:2: column 'entities' prints objects ({...}), not labels; it was made from what rasa "
       "test writes: give these JSON files instead"},
      {"text,gold,predicted\na,A,\"{'label': 'A', 'score': 0.5}\"\n",
       "t.csv:2: column 'predicted' prints objects ({...}), not labels; give the file that it was "
       "made from instead"},
  }));
  Files files;
  CHECK_THROWS_WITH(files.read(row.text), row.said);
  CHECK_THROWS_AS(files.read(row.text), InputError);
}

TEST_CASE("cells of indicator vectors are refused, a set of 0 and 1 is not") {
  Files files;
  const std::string cells = GENERATE(values<std::string>({
      "a,\"[0, 1]\",\"[1, 0]\"\nb,[1 0],[0 1]\n",
      "a,\"[0, 0, 1]\",\"[1, 0, 0]\"\n",
  }));
  CHECK_THROWS_WITH(files.read("text,gold,predicted\n" + cells),
                    Catch::StartsWith("t.csv: its lists are indicator vectors ("));
  const auto read = files.read("text,gold,predicted\na,\"[0, 1]\",[0]\nb,[1],[]\n");
  CHECK(rows(read) == Words{"a|0+1|0", "b|1|"});
}

TEST_CASE("of two files that are joined each has a delimiter of its own") {
  struct Row {
    const char *gold, *predicted;
  };
  const Row row = GENERATE(values<Row>({
      {"id,label\n1,A\n2,B\n", "id\tprediction\n1\tA\n2\tB\n"},
      {"id\tlabel\n1\tA\n2\tB\n", "id,prediction\n1,A\n2,B\n"},
      {"id\tlabel\n1\tA\n2\tB\n", "id;prediction\n1;A\n2;B\n"},
      {"id;label\n1;A\n2;B\n", "id,prediction\n1,A\n2,B\n"},
      {"label\nA\nB\n", "well, yes\tA\nno\tB\n"},
      {"label\nA\nB\n", "well;A\nno;B\n"},
      {"id\tlabel\n1\tA\n2\tB\n", "well,A\nno,B\n"},
      {"id\tlabel\n1\tA\n2\tB\n", "well;A\nno;B\n"},
      {"id\tlabel\n1\tA\n2\tB\n", "well;\"A\"\nno;B\n"},
  }));
  CAPTURE(row.gold, row.predicted);
  Files files;
  files.options.gold = files.scratch.file("gold.txt", row.gold);
  files.options.predicted = files.scratch.file("out.txt", row.predicted);
  if (std::string{row.predicted}.starts_with("well"))
    files.options.columns = {{"predicted", "2"}};
  const auto read = test::normalized(files.options, files.scratch);
  CHECK(rows(read) == Words{"-|A|A", "-|B|B"});
}

TEST_CASE("a text beside a label is not taken for two labels") {
  Files files;
  const auto* const why =
      "t.csv: columns were taken by position, but no label of the gold one is ever predicted; say "
      "which columns count with --columns gold=N,predicted=N";
  CHECK_THROWS_WITH(files.read("good film,positive\nbad film,negative\nfine film,positive\n"), why);
  CHECK(files.read("Refund,Billing\nBilling,Refund\nBilling,Login\n").documents.size() == 3);
}

TEST_CASE("where several columns fit a role, the one that was taken is said with another") {
  Files files;
  const auto* const said =
      "gold is 'label'; 'intent' fits as well, which --columns gold=intent would choose";
  CHECK_THAT(files.read("text,intent,label,pred\na,X,A,B\n").test_set.remarks,
             Catch::VectorContains(std::string{said}));
  CHECK_THAT(files.read(R"([{"text":"a","intent":"X","label":"A","pred":"B"}])").test_set.remarks,
             Catch::VectorContains(std::string{said}));
  CHECK(files.read("text,LABEL,label,pred\na,X,A,B\n").documents[0].gold.size() == 1);
  files.options.columns = {{"gold", "intent"}};
  CHECK(files.read("text,intent,label,pred\na,X,A,B\n").test_set.remarks.empty());
}

TEST_CASE("a name that stands twice in a header names no column") {
  Files files;
  CHECK_THROWS_WITH(
      files.read("text,label,label,pred\na,A,B,B\n"),
      "t.csv: has two columns 'label'; say which counts by its number with --columns");
  files.options.columns = {{"gold", "3"}};
  CHECK(rows(files.read("text,label,label,pred\na,A,B,B\n")) == Words{"a|B|B"});
  files.options.columns.clear();
  CHECK(rows(files.read(",,label,pred\na,A,B,B\n")) == Words{"-|B|B"});
}

TEST_CASE("a header that comes again is an issue, no document") {
  Files files;
  const auto read = files.read("text,gold,predicted\na,X,X\ntext,gold,predicted\nc,X,Y\n");
  CHECK(rows(read) == Words{"a|X|X", "c|X|Y"});
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"the header again", 1}});
}

TEST_CASE("tags of tokens are no labels, though one side has others among them") {
  const auto* const text = GENERATE("Ana\tB-PER\tB-PER\nwent\tO\t_\nLyon\tB-LOC\t_\n\n",
                                    "Ana\tB-PER\t[PAD]\nwent\tO\tO\nLyon\tB-LOC\tB-LOC\n",
                                    "Ana\tB-PER\tB-PER\nx\t_\tO\nLyon\tB-LOC\tB-LOC\n");
  CAPTURE(text);
  Files files;
  files.options.format = "tsv";
  CHECK_THROWS_WITH(files.read(text, "t.tsv"),
                    Catch::Contains("holds tags of tokens (B-, I-, O), no labels of texts"));
}

TEST_CASE("the index that pandas writes joins two files, where no number stands twice") {
  test::Stage stage;
  const auto joined =
      stage.join(".csv", ",text,label\n0,a,X\n1,b,Y\n2,c,Y\n", ",label\n2,Y\n0,X\n1,X\n");
  CHECK(rows(joined) == Words{"a|X|X", "b|Y|X", "c|Y|Y"});
  CHECK_THAT(joined.test_set.remarks,
             Catch::VectorContains(std::string{"gold and predicted were joined by id"}));
  test::Stage again;
  const auto twice = again.join(".csv", ",text,label\n0,a,X\n0,b,Y\n", ",label\n0,Y\n0,X\n");
  CHECK(rows(twice) == Words{"a|X|Y", "b|Y|X"});
}
