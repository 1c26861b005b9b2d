#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

test::Normalized read(const std::string& text, const std::string& format = "",
                      const std::string& name = "x.bin") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file(name, text)};
  options.format = format;
  return test::normalized(options, scratch);
}

}  // namespace

TEST_CASE("the example of every format is recognised as that format, and can be read") {
  for (const auto& format : normalize::formats()) {
    CAPTURE(format.name);
    CHECK(format.example.find('\n') != std::string::npos);
    const auto result = test::read_example(format, format.example);
    CHECK(result.test_set.source.kind == format.name);
    CHECK_FALSE(result.documents.empty());
  }
}

TEST_CASE("what is no known format is refused with the names of those that are") {
  CHECK_THROWS_WITH(read("just some words\n"),
                    "x.bin: unknown format; known are errata-jsonl, azure-evaluation, "
                    "clu-evaluation, label-studio, rasa, prodigy, explainaboard, pubtator, json, "
                    "conll, tsv, csv, lines, brat");
  CHECK_THROWS_WITH(read(" \n"), "x.bin: is empty");
  CHECK_THROWS_WITH(read("", "csv"), "x.bin: is empty");
  CHECK_THROWS_WITH(read("a", "conl"),
                    Catch::StartsWith("--format conl: unknown format, did you mean 'conll'?"));
  CHECK_THROWS_AS(read("a", "conl"), UsageError);
}

TEST_CASE("what is not text is refused before any table is looked for in it") {
  CHECK_THROWS_WITH(read(std::string{"a,A\0,B\n", 7}),
                    "x.bin: unknown format: not text (NUL at byte 3)");
  CHECK_THROWS_WITH(read(std::string{"a,A\xFF\0B\n", 7}),
                    "x.bin: unknown format: not text (invalid UTF-8 at byte 3)");
}

TEST_CASE("text of another encoding is refused with the option for it") {
  struct Row {
    std::string bytes;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {"caf\xE9\n", "x.bin: is not valid UTF-8 at byte 3"},
      {"\n{\xFF}\n", "x.bin: is not valid UTF-8 at byte 2"},
      {"[{\"gold\":\"\xE9\",\"predicted\":\"A\"}]",
       "x.bin: 1 of 1 record cannot be used, most often: not valid UTF-8 (first in x.bin: record "
       "1)"},
      {"EU\tB-ORG\tB-ORG\n\xC3\tO\tO\n",
       "x.bin: 1 of 1 record cannot be used, most often: not valid UTF-8 (first in x.bin:2)"},
  }));
  CAPTURE(row.bytes);
  CHECK_THROWS_WITH(read(row.bytes),
                    std::string{row.fault} +
                        "; say its encoding with --encoding, such as --encoding WINDOWS-1252");
}

TEST_CASE("a file whose records are mostly in another encoding says how to name it") {
  const auto hint = [](const std::string& line) {
    return "x.bin: 1 of 2 records cannot be used, most often: not valid UTF-8 (first in x.bin:" +
           line + "); say its encoding with --encoding, such as --encoding WINDOWS-1252";
  };
  CHECK_THROWS_WITH(read("text,gold,predicted\nhi,A,B\nh\xE9,A,B\n"), hint("3"));
  CHECK_THROWS_WITH(read("text,gold,predicted\nhi,A,B\nh\xE9,A,B\n", "csv"), hint("3"));
  const std::string line = R"({"gold":["A"],"predicted":["B"]})";
  CHECK_THROWS_WITH(read(line + "\n{\"id\":\"\xE9\"}\n"), hint("2"));
  CHECK_THROWS_WITH(read(R"({"true_label":"A","predicted_label":"B"})"
                         "\n{\"x\":\"\xE9\"}\n"),
                    hint("2"));
}

TEST_CASE("a character that the end of the first 64 KiB cuts is text") {
  const std::string wide = "\xF0\x9F\x98\x80";
  for (std::size_t shift = 0; shift < 4; ++shift) {
    auto table = "text,gold,predicted\n" + std::string(shift, 'x');
    while (table.size() < 70'000)
      table += wide;
    CHECK(read(table + ",A,B\n").documents.size() == 1);
    auto rows = "text,gold,predicted\n" + std::string(shift, 'x') + ",A,B\n";
    while (rows.size() < 70'000)
      rows += wide + wide + ",A,B\n";
    CHECK(read(rows).documents.size() > 4'000);
  }
}

TEST_CASE("an input without a document is refused, not reported as one of no errors") {
  struct Row {
    const char* text;
    const char* format;
  };
  const Row row = GENERATE(values<Row>({
      {"text,gold,predicted\n", ""},
      {"gold\tpredicted\r\n", ""},
      {R"({"schema":"errata/evaluation/1","task":"entities","labels":["A"]})", ""},
      {"# sent_id = 1\n# text = hello, you\n", ""},
      {"-DOCSTART- -X- O\n\n", ""},
      {"# newdoc = x\n\n", "conll"},
      {"[]", ""},
      {R"({"value":[]})", ""},
  }));
  CAPTURE(row.text);
  CHECK_THROWS_WITH(read(row.text, row.format), "x.bin: holds no document");
  CHECK_THROWS_AS(read(row.text, row.format), InputError);
}

TEST_CASE("inputs of different tasks are refused, whichever comes first and says what it is") {
  constexpr auto spans = R"({"gold":[{"label":"A","start":0,"end":1}],"predicted":[],"text":"a"})";
  constexpr auto classes = R"({"gold":["A"],"predicted":["B"],"text":"a"})";
  constexpr auto nothing = R"({"gold":[],"predicted":[],"text":"a"})";
  constexpr auto sets = R"({"gold":["A","B"],"predicted":["B"],"text":"a"})";
  const auto said = [](const std::string& task, const char* line) {
    return R"({"schema":"errata/evaluation/1","task":")" + task + "\"}\n" + line;
  };
  const auto check = [](const std::string& first, const std::string& second,
                        const std::string& fault) {
    const test::Scratch scratch;
    normalize::Options options;
    options.inputs = {scratch.file("x.jsonl", first), scratch.file("y.jsonl", second)};
    options.max_issues = 0.9;
    CAPTURE(first, second);
    if (fault.empty())
      CHECK(test::normalized(options, scratch).documents.size() == 2);
    else
      CHECK_THROWS_WITH(test::normalized(options, scratch), "y.jsonl: holds " + fault);
  };
  check(classes, spans, "entities, the input before it classification");
  check(spans, classes, "classification, the input before it entities");
  check(classes, said("entities", spans), "entities, the input before it single_label");
  check(spans, said("single_label", classes), "single_label, the input before it entities");
  check(sets, said("single_label", classes), "single_label, the input before it multi_label");
  check(sets, said("entities", spans), "entities, the input before it multi_label");
  check(said("entities", spans), classes, "classification, the input before it entities");
  check(said("multi_label", sets), said("entities", spans),
        "entities, the input before it multi_label");
  check(nothing, said("single_label", classes), "single_label, the input before it multi_label");
  check(nothing, said("entities", spans), "");
  check(classes, said("multi_label", sets), "");
  check(classes, sets, "");
  check(spans, said("entities", spans), "");
}

TEST_CASE("a report is named after what was predicted, wherever the files lie") {
  std::string bytes;
  for (const auto* folder : {"here", "there/far"}) {
    const test::Scratch scratch;
    const fs::path place{folder};
    normalize::Options options;
    options.gold = scratch.file(place / "gold.tsv", "hi\tA\nyo\tB\n");
    options.predicted = scratch.file(place / "system-2.txt", "B\nB\n");
    const auto joined = test::normalized(options, scratch);
    CHECK(joined.test_set.name == "system-2");
    CHECK((bytes.empty() || bytes == joined.bytes));
    bytes = joined.bytes;
  }
}

TEST_CASE("options that do not fit together are refused") {
  const test::Scratch scratch;
  normalize::Options options;
  CHECK_THROWS_WITH(test::normalized(options, scratch), "no input is named");
  options.gold = scratch.file("g", "{\"gold\":\"A\",\"predicted\":\"A\"}");
  CHECK_THROWS_WITH(test::normalized(options, scratch), "--gold and --predicted go together");
  options.predicted = options.gold;
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    Catch::EndsWith("g: is the file of --gold as well"));
  options.predicted = scratch.file("p", "{\"gold\":\"A\",\"predicted\":\"A\"}");
  options.format = "errata-jsonl";
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    "--gold, --predicted: format errata-jsonl does not join two files");
  options.inputs = {"x"};
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    "--gold and --predicted take the place of other inputs");
  options = {};
  options.inputs = {scratch.file("c", "a,A,B\n"), scratch.path() / "." / "c"};
  CHECK_THROWS_WITH(test::normalized(options, scratch), Catch::EndsWith("c: is given twice"));
  options.inputs = {scratch.file("c", "a,A,B\n")};
  options.columns = {{"gold", "2"}, {"predicted", "2"}};
  CHECK_THROWS_WITH(test::normalized(options, scratch), "--columns predicted=2: is gold as well");
  options.columns.clear();
  options.task = model::Task::entities;
  CHECK_THROWS_WITH(test::normalized(options, scratch), "--task entities: c holds single_label");
}

TEST_CASE("provenance names the bytes, not where they lay") {
  const auto result = read("a,A,A\n", "", "x.csv");
  const auto& inputs = result.test_set.source.inputs;
  REQUIRE(inputs.size() == 1);
  CHECK(inputs[0].name == "x.csv");
  CHECK(inputs[0].bytes == 6);
  CHECK(inputs[0].sha256 == "645339afccfffbbcbeb7c283f2c29df35069074a335ed55ad21e27f3b3d994ae");
  CHECK(result.bytes.find(fs::temp_directory_path().string()) == std::string::npos);
}

TEST_CASE("a run that fails leaves nothing behind") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("in/x.csv", "a,A,B\nb,\"A\"x,B\n")};
  fs::create_directory(scratch.path() / "out");
  CHECK_THROWS_AS(normalize::normalize(options, scratch.path() / "out" / "evaluation.jsonl"),
                  InputError);
  CHECK(fs::is_empty(scratch.path() / "out"));
  options.max_issues = 0.5;
  normalize::normalize(options, scratch.path() / "out" / "evaluation.jsonl");
  CHECK(list_files(scratch.path() / "out").size() == 1);
}

TEST_CASE("where two formats fit, the one that was taken is said with its reason") {
  struct Row {
    const char* text;
    const char* kind;
    const char* remark;
  };
  const Row row = GENERATE(values<Row>({
      {"EU\tB-ORG\tB-ORG\n", "conll",
       "x.bin is read as conll, because its lines end with tags; it looks like tsv as well, "
       "which --format would choose"},
      {R"([{"text":"a","true_label":"A","predicted_label":"A","intent":"A",
      "intent_prediction":{"name":"A"},"data":{"text":"a"},"annotations":[{"result":[{"type":"choices",
      "from_name":"c","value":{"choices":["A"]}}]}],"predictions":[{"result":[]}]}])",
       "label-studio",
       "x.bin is read as label-studio, because its records have data and annotations; it looks "
       "like "
       "rasa as well, which --format would choose"},
      {"well, yes\tA\tB\nno\tB\tA\n", "tsv",
       "x.bin is read as tsv, because its first line has tabs; it looks like csv as well, which "
       "--format would choose"},
  }));
  CAPTURE(row.text);
  const auto taken = read(row.text);
  CHECK(taken.test_set.source.kind == row.kind);
  REQUIRE_FALSE(taken.test_set.remarks.empty());
  CHECK(taken.test_set.remarks[0] == row.remark);
}

TEST_CASE("where one format fits, nothing is said about others") {
  for (const auto& format : normalize::formats()) {
    CAPTURE(format.name);
    for (const auto& remark : test::read_example(format, format.example).test_set.remarks)
      CHECK(remark.find("looks like") == std::string::npos);
  }
}

TEST_CASE("lines with gold and predicted are the schema only where nothing else would be lost") {
  struct Row {
    const char* line;
    const char* kind;
    const char* predicted;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"gold":"A","predicted":"B"})", "errata-jsonl", "B"},
      {R"({"gold":["A"],"predicted":[{"label":"B","score":0.7},{"label":"A","score":0.2,"chosen":false}]})",
       "errata-jsonl", "B"},
      {R"({"gold":"A","predicted":[{"label":"B","score":0.7},{"label":"A","score":0.2}]})", "json",
       "B"},
      {R"({"gold":"A","predicted":"B","confidence":0.5})", "json", "B"},
      {R"({"sentence":"a","gold":"A","predicted":"B"})", "json", "B"},
      {R"({"id":7,"gold":"A","predicted":"B"})", "json", "B"},
      {R"({"gold":1,"predicted":0})", "json", "0"},
      {R"({"gold":[[0,3,"P"]],"predicted":[[0,3,"Q"]]})", "json", "Q 0-3"},
      {R"({"text":"Ana","gold":[],"predicted":[{"label":"Q","start_offset":0,"end_offset":3}]})",
       "json", "Q 0-3"},
      {R"({"text":"\ud83d\ude00","offsets":"utf16","gold":[],"predicted":[{"label":"Q","start":0,"end":2,"text":"x"}]})",
       "errata-jsonl", "Q 0-4"},
  }));
  CAPTURE(row.line);
  const std::string plain = row.line;
  for (const auto& text : {plain + "\n", plain + "\n" + plain + "\n", plain + "\n{\n"}) {
    const test::Scratch scratch;
    normalize::Options options;
    options.max_issues = 0.5;
    options.inputs = {scratch.file("x.jsonl", text)};
    const auto taken = test::normalized(options, scratch);
    CHECK(taken.test_set.source.kind == row.kind);
    CHECK(test::said(taken, taken.documents.at(0).predicted) ==
          std::vector<std::string>{row.predicted});
  }
}

TEST_CASE("lines that a schema fits are read by their columns where these are named") {
  const test::Scratch scratch;
  normalize::Options options;
  options.columns = {{"predicted", "second"}};
  options.inputs = {scratch.file("x.jsonl", R"({"gold":"A","predicted":"B","second":"A"})")};
  const auto taken = test::normalized(options, scratch);
  CHECK(taken.test_set.source.kind == "json");
  CHECK(test::said(taken, taken.documents.at(0).predicted) == std::vector<std::string>{"A"});
}

TEST_CASE("an option that a format has no use for is refused, not passed over") {
  struct Row {
    const char* text;
    void (*ask)(normalize::Options& options);
    const char* fault;
  };
  constexpr auto record = R"([{"text":"a","gold":"A","predicted":"A"}])";
  constexpr auto page =
      R"({"value":[{"location":"a","projectKind":"CustomSingleLabelClassification",
      "customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"A"}}]})";
  constexpr auto task =
      R"([{"data":{"text":"a"},"annotations":[{"result":[{"type":"choices","from_name":"mood",
      "value":{"choices":["A"]}}]}],"predictions":[{"result":[]}]}])";
  using O = normalize::Options;
  const Row row = GENERATE_COPY(values<Row>({
      {record, [](O& o) { o.label_separator = ";"; },
       "--label-separator: means nothing for format json, only for tsv, csv"},
      {"a O O\nb B-X O\n", [](O& o) { o.label_separator = ";"; },
       "--label-separator: means nothing for format conll, only for tsv, csv"},
      {"a,A,A\n", [](O& o) { o.joiner = "+"; },
       "--joiner: means nothing for format csv, only for prodigy, explainaboard, json, conll"},
      {"a,A,A\n", [](O& o) { o.summary = "s"; },
       "--summary: means nothing for format csv, only for azure-evaluation, clu-evaluation"},
      {"a,A,A\n", [](O& o) { o.export_file = "e"; },
       "--export: means nothing for format csv, only for azure-evaluation"},
      {page,
       [](O& o) {
         o.columns = {{"gold", "x"}};
       },
       "--columns: means nothing for format azure-evaluation, only for label-studio, prodigy, "
       "explainaboard, json, conll, tsv, csv"},
      {"a O O\nb B-X O\n",
       [](O& o) {
         o.columns = {{"score", "2"}};
       },
       "--columns score=2: format conll takes none for score, only for text gold predicted"},
      {record,
       [](O& o) {
         o.columns = {{"score", "nope"}};
       },
       "--columns score=nope: no record has this field"},
      {record,
       [](O& o) {
         o.columns = {{"gold", "golt"}};
       },
       "--columns gold=golt: no record has this field, did you mean 'gold'?"},
      {task,
       [](O& o) {
         o.columns = {{"gold", "moot"}};
       },
       "--columns gold=moot: no result is of this control, did you mean 'mood'?"},
  }));
  CAPTURE(row.fault);
  const test::Scratch scratch;
  O options;
  row.ask(options);
  for (auto* file : {&options.summary, &options.export_file})
    if (*file)
      *file = scratch.file(**file, "{}");
  options.inputs = {scratch.file("x.bin", row.text)};
  CHECK_THROWS_WITH(test::normalized(options, scratch), row.fault);
  CHECK_THROWS_AS(test::normalized(options, scratch), UsageError);
}

TEST_CASE("two inputs of the same bytes are named, and two files of one name told apart") {
  const test::Scratch scratch;
  normalize::Options options;
  options.gold = scratch.file("gold/test.csv", "id,label\n1,A\n2,B\n");
  options.predicted = scratch.file("system/test.csv", "id,label\n1,A\n2,B\n");
  const auto read = test::normalized(options, scratch);
  CHECK_THAT(read.test_set.remarks,
             Catch::VectorContains(
                 std::string{"test.csv (predicted) has the same bytes as test.csv (gold)"}));
  CHECK(read.test_set.name == "test");
}

TEST_CASE("shapes in which people keep records are read as what is in them") {
  struct Row {
    const char* text;
    const char* kind;
    const char* predicted;
  };
  const Row row = GENERATE(values<Row>({
      {R"([{"location":"a","customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"B"}}])",
       "azure-evaluation", "B"},
      {R"({"location":"a","customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"B"}})",
       "azure-evaluation", "B"},
      {R"({"statusCode":200,"headers":{},"body":"{\"value\":[{\"location\":\"a\",\"customSingleLabelClassificationResult\":{\"expectedClass\":\"A\",\"predictedClass\":\"B\"}}]}"})",
       "azure-evaluation", "B"},
      {R"([{"text":"a","intentsResult":{"expectedIntent":"A","predictedIntent":"B"}}])",
       "clu-evaluation", "B"},
      {R"({"data":[{"text":"a","label":"A","pred":"B"}]})", "json", "B"},
      {"sep=;\ntext;gold;pred\na;A;B\n", "csv", "B"},
      {"text,gold,pred\ra,A,B\r", "csv", "B"},
      {"EU b-org b-org\nx o o\n", "conll", "org 0-2"},
  }));
  CAPTURE(row.text);
  const auto taken = read(row.text);
  CHECK(taken.test_set.source.kind == row.kind);
  REQUIRE(taken.documents.size() == 1);
  CHECK(test::said(taken, taken.documents[0].predicted) == std::vector<std::string>{row.predicted});
}

TEST_CASE("pairs of a text and annotations, as spaCy writes them, are records") {
  const std::string pair = R"(["Ana came",{"entities":[[0,3,"P"]]}])";
  for (const auto& text : {pair + "\n" + pair + "\n", "[" + pair + "," + pair + "]"}) {
    CAPTURE(text);
    test::Stage files;
    const auto joined = files.join(".json", text, text);
    CHECK(joined.test_set.source.kind == "json");
    CHECK(joined.documents.at(0).text == "Ana came");
    CHECK(test::said(joined, joined.documents[0].predicted) == std::vector<std::string>{"P 0-3"});
  }
}

TEST_CASE("what is nearly an input says what it is") {
  CHECK_THROWS_WITH(read(R"({ "value": [] })"), "x.bin: holds no document");
  CHECK_THROWS_WITH(read(R"({"error":{"code":"Unauthorized","message":"no access"}})"),
                    "x.bin: is an error of the service, 'Unauthorized': no access");
  test::Stage files;
  const auto lines =
      files.join(".txt", "credit card\nrefund\nrefund\n", "refund\nrefund\nrefund\n");
  CHECK(lines.test_set.source.kind == "lines");
}
