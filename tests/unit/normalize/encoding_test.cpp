#include "normalize/encoding.hpp"

#include <algorithm>

#include <iconv.h>

#include "core/error.hpp"
#include "core/unicode.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"
#include "support/packed.hpp"

using namespace errata;

namespace {

std::string encoded(const std::string& text, const std::string& encoding) {
  const auto converter = ::iconv_open(encoding.c_str(), "UTF-8");
  std::string from = text, bytes(8 * text.size() + 16, '\0');
  auto* in = from.data();
  auto* out = bytes.data();
  auto left = from.size(), room = bytes.size();
  REQUIRE(::iconv(converter, &in, &left, &out, &room) != static_cast<std::size_t>(-1));
  ::iconv(converter, nullptr, nullptr, &out, &room);
  ::iconv_close(converter);
  bytes.resize(bytes.size() - room);
  return bytes;
}

struct Reading {
  test::Scratch scratch;
  normalize::Options options;

  test::Normalized read(const std::string& bytes, const std::string& encoding = "") {
    options.inputs = {scratch.file("x.csv", bytes)};
    options.encoding = encoding;
    return test::normalized(options, scratch);
  }
};

std::string table_of(const std::string& text) {
  return "text,gold,predicted\n" + text + ",A,B\nplain,A,A\n";
}

}  // namespace

TEST_CASE("a byte order mark says the encoding") {
  struct Row {
    const char* encoding;
    std::string mark;
  };
  const Row row = GENERATE(values<Row>({{"UTF-8", "\xEF\xBB\xBF"},
                                        {"UTF-16LE", "\xFF\xFE"},
                                        {"UTF-16BE", "\xFE\xFF"},
                                        {"UTF-32LE", std::string{"\xFF\xFE\0\0", 4}},
                                        {"UTF-32BE", std::string{"\0\0\xFE\xFF", 4}}}));
  CAPTURE(row.encoding);
  Reading reading;
  const auto text = std::string{"Zoë 北京 👋"};
  const auto read = reading.read(row.mark + encoded(table_of(text), row.encoding));
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].text == text);
  CHECK(read.test_set.source.kind == "csv");
}

TEST_CASE("other encodings are those that were named, and only those") {
  struct Row {
    const char* encoding;
    const char* text;
  };
  const Row row = GENERATE(values<Row>({{"LATIN1", "café"},
                                        {"windows-1252", "“café” €"},
                                        {"ISO-8859-15", "café €"},
                                        {"KOI8-R", "Москва"},
                                        {"SHIFT_JIS", "東京タワー"},
                                        {"EUC-KR", "서울"},
                                        {"GB18030", "北京"},
                                        {"ISO-2022-JP", "東京"},
                                        {"UTF-16BE", "北京 👋"},
                                        {"utf8", "北京 👋"}}));
  CAPTURE(row.encoding);
  Reading reading;
  const auto read = reading.read(encoded(table_of(row.text), row.encoding), row.encoding);
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].text == row.text);
  CHECK(read.test_set.issues.by_reason.empty());
}

TEST_CASE("an encoding that nobody knows is refused with the nearest one") {
  struct Row {
    const char* encoding;
    const char* fault;
  };
  const Row row =
      GENERATE(values<Row>({{"WINDOWS-1253x", "unknown encoding, did you mean 'WINDOWS-125"},
                            {"LATIN1//TRANSLIT", "unknown encoding"},
                            {"char", "unknown encoding"},
                            {"wchar_t", "unknown encoding"},
                            {"UTF-16", "leaves the order of bytes open; say UTF-16LE or UTF-16BE"},
                            {" ", "unknown encoding"}}));
  CAPTURE(row.encoding);
  Reading reading;
  CHECK_THROWS_WITH(
      reading.read(table_of("x"), row.encoding),
      Catch::StartsWith("--encoding " + std::string{row.encoding} + ": " + row.fault));
  CHECK_THROWS_AS(reading.read(table_of("x"), row.encoding), UsageError);
}

TEST_CASE("bytes that mean nothing in their encoding are an issue of their record") {
  struct Row {
    std::string bytes;
    const char* encoding;
    const char* reason;
  };
  auto lone = encoded(table_of("#left"), "UTF-16LE");
  lone.replace(lone.find('#'), 2, std::string{"\x00\xD8", 2});  // a surrogate without its partner
  const Row row = GENERATE_COPY(values<Row>({
      {table_of("caf\xE9"), "", "not valid UTF-8"},
      {table_of("caf\xE9"), "ASCII", "not valid ASCII"},
      {table_of("\x82\xFF"), "SHIFT_JIS", "not valid SHIFT_JIS"},
      {"\xFF\xFE" + lone, "", "not valid UTF-16LE"},
  }));
  CAPTURE(row.reason);
  Reading reading;
  reading.options.max_issues = 0.5;
  const auto read = reading.read(row.bytes, row.encoding);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == "plain");
  CHECK(read.test_set.issues.by_reason == std::map<std::string, std::uint64_t>{{row.reason, 1}});
  CHECK(read.test_set.issues.first[0].line == 2);
  const auto& remarks = read.test_set.remarks;
  CHECK(std::any_of(remarks.begin(), remarks.end(), [](const std::string& remark) {
    return remark.find("--encoding WINDOWS-1252") != remark.npos;
  }));
}

TEST_CASE("in every kind of JSON document broken bytes cost their record and no other") {
  struct Row {
    const char* format;
    std::string good, broken, before, after;
  };
  const Row row = GENERATE(values<Row>({
      {"json", R"({"text":"a","gold":"A","predicted":"A"})",
       "{\"text\":\"\xE9\",\"gold\":\"A\",\"predicted\":\"A\"}", "[", "]"},
      {"json", R"({"text":"a","gold":"A","predicted":"A"})",
       "{\"text\":\"b\",\"\xE9\":1,\"gold\":\"A\",\"predicted\":\"A\"}", "[", "]"},
      {"rasa", R"({"text":"hi","intent":"a","intent_prediction":{"name":"a","confidence":0.9}})",
       "{\"text\":\"\xE9\",\"intent\":\"a\",\"intent_prediction\":{\"name\":\"b\",\"confidence\":0."
       "9}}",
       "[", "]"},
      {"label-studio",
       R"({"id":1,"data":{"text":"t"},"annotations":[{"result":[{"from_name":"m","type":"choices","value":{"choices":["J"]}}]}],"predictions":[{"result":[]}]})",
       "{\"id\":2,\"data\":{\"text\":\"\xE9\"},\"annotations\":[{\"result\":[{\"from_name\":\"m\","
       "\"type\":\"choices\",\"value\":{\"choices\":[\"J\"]}}]}],\"predictions\":[{\"result\":[]}]"
       "}",
       "[", "]"},
      {"explainaboard", R"({"text":"a","true_label":"A","predicted_label":"A"})",
       "{\"text\":\"\xE9\",\"true_label\":\"A\",\"predicted_label\":\"A\"}",
       R"({"user_defined_metadata_configs":{},"predictions":[)", "]}"},
      {"clu-evaluation",
       R"({"text":"a","language":"en","intentsResult":{"expectedIntent":"A","predictedIntent":"A"}})",
       "{\"text\":\"\xE9\",\"intentsResult\":{\"expectedIntent\":\"A\",\"predictedIntent\":\"A\"}}",
       R"({"value":[)", "]}"},
  }));
  CAPTURE(row.format, row.broken);
  const auto format = GENERATE(true, false);
  Reading reading;
  reading.options.max_issues = 0.5;
  if (format)
    reading.options.format = row.format;
  const auto read =
      reading.read(row.before + row.good + ",\n" + row.broken + ",\n" + row.good + row.after, "");
  CHECK(read.documents.size() == 2);
  CHECK(read.test_set.source.kind == row.format);
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"not valid UTF-8", 1}});
}

TEST_CASE("broken bytes that belong to no record refuse the document with their place") {
  struct Row {
    const char* text;
    const char* byte;
  };
  const Row row = GENERATE(values<Row>({
      {"[{\"gold\":\"A\",\n\"predicted\":\"A\"},\xFF{\"gold\":\"A\",\"predicted\":\"A\"}]", "31"},
      {"{\"name\":\"\xE9\",\n\"predictions\":[{\"text\":\"\xE9\",\"gold\":\"A\",\"predicted\":"
       "\"A\"}]}",
       "9"},
      {"{\"name\":\n\"\xE9\"}", "10"},
  }));
  CAPTURE(row.text);
  Reading reading;
  reading.options.format = "json";
  CHECK_THROWS_WITH(reading.read(row.text, ""),
                    Catch::StartsWith("x.csv: is not valid UTF-8 at byte " + std::string{row.byte} +
                                      "; say its encoding"));
}

TEST_CASE("a label map is in the encoding of its mark, else the one that was named") {
  struct Row {
    std::string map;
    const char* encoding;
  };
  const Row row = GENERATE_COPY(values<Row>({
      {"caf\xE9 = Caf\xE9\n", "LATIN1"},
      {"\xFF\xFE" + encoded("café = Café\n", "UTF-16LE"), ""},
      {"\xEF\xBB\xBF"
       "café = Café\n",
       "LATIN1"},
  }));
  Reading reading;
  reading.options.label_map = reading.scratch.file("labels.map", row.map);
  const std::string table = "text,gold,predicted\nx,café,B\n";
  const std::string encoding = row.encoding;
  const auto read = reading.read(encoding.empty() ? table : encoded(table, encoding), encoding);
  CHECK(read.test_set.labels == std::vector<std::string>{"B", "Café"});
}

TEST_CASE("both files of a document of brat are in the encoding of their mark, else as named") {
  struct Row {
    std::string text, annotations;
    const char* encoding;
  };
  const std::string text = "Zoë calls", annotations = "T1\tPerson 0 3\tZoë\n";
  const Row row = GENERATE_COPY(values<Row>({
      {encoded(text, "LATIN1"), encoded(annotations, "LATIN1"), "LATIN1"},
      {"\xFF\xFE" + encoded(text, "UTF-16LE"), "\xFE\xFF" + encoded(annotations, "UTF-16BE"), ""},
      {"\xEF\xBB\xBF" + text, encoded(annotations, "LATIN1"), "LATIN1"},
  }));
  Reading reading;
  for (const auto* side : {"gold", "predicted"}) {
    reading.scratch.file(std::string{side} + "/a.txt", row.text);
    reading.scratch.file(std::string{side} + "/a.ann", row.annotations);
  }
  reading.options.gold = reading.scratch.path() / "gold";
  reading.options.predicted = reading.scratch.path() / "predicted";
  reading.options.encoding = row.encoding;
  const auto read = test::normalized(reading.options, reading.scratch);
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].text == text);
  CHECK(read.test_set.issues.first.empty());
}

TEST_CASE("a character at the seam of two blocks, or cut off by the end, harms no other") {
  Reading reading;
  reading.options.max_issues = 0.5;
  std::string many = "text,gold,predicted\n";
  for (int i = 0; i < 30'000; ++i)
    many += "北京タワー" + std::to_string(i) + ",A,B\n";
  const auto read = reading.read(encoded(many, "SHIFT_JIS"), "SHIFT_JIS");
  REQUIRE(read.documents.size() == 30'000);
  CHECK(read.documents.back().text == "北京タワー29999");
  const auto cut = reading.read(encoded(table_of("x"), "UTF-16LE") + "A", "UTF-16LE");
  CHECK(cut.documents.size() == 2);
}

TEST_CASE("a byte order mark is stronger than the option, and that is said") {
  Reading reading;
  const auto read = reading.read("\xEF\xBB\xBF" + table_of("Zoë"), "LATIN1");
  CHECK(read.documents[0].text == "Zoë");
  REQUIRE_FALSE(read.test_set.remarks.empty());
  CHECK(read.test_set.remarks[0] ==
        "x.csv: has a byte order mark and is read as UTF-8, not as LATIN1");
}

TEST_CASE("packed text in another encoding is unpacked, then converted") {
  Reading reading;
  const auto utf16 = "\xFF\xFE" + encoded(table_of("Zoë"), "UTF-16LE");
  CHECK(reading.read(test::gzipped(utf16)).documents[0].text == "Zoë");
  CHECK(reading.read(test::zstandard(encoded(table_of("Zoë"), "LATIN1")), "LATIN1")
            .documents[0]
            .text == "Zoë");
}

TEST_CASE("text that looks like UTF-16 without a mark is not guessed, but hinted at") {
  Reading reading;
  CHECK_THROWS_WITH(reading.read(encoded(table_of("x"), "UTF-16LE")),
                    "x.csv: unknown format: not text (NUL at byte 1); if it is UTF-16, say "
                    "--encoding UTF-16LE");
  CHECK_THROWS_WITH(reading.read(encoded(table_of("x"), "UTF-16BE")),
                    "x.csv: unknown format: not text (NUL at byte 0); if it is UTF-16, say "
                    "--encoding UTF-16BE");
}
