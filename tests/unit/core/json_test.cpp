#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/json_writer.hpp"
#include "support/catch.hpp"

using namespace errata;

TEST_CASE("what is written is read back to the same values") {
  const std::string hostile{"</script>\"\\\n\r\t\x01\x7F\0 Zo\u00EB \xE2\x80\xAE", 26};
  std::string out;
  JsonWriter w{out};
  w.begin_object().member("text", std::string_view{hostile}).member("whole", 7U);
  w.member("negative", -7).member("real", 0.1 + 0.2).member("truth", true).key("none").null();
  w.key("list")
      .begin_array()
      .value(1)
      .value("x")
      .begin_array()
      .end_array()
      .end_array()
      .end_object();
  CHECK(out.find('<') == std::string::npos);

  json::Parser parser;
  const json::object object = parser.parse(out, "test");
  CHECK(json::text_or(object, "text", "") == hostile);
  CHECK(std::uint64_t{object["whole"]} == 7);
  CHECK(std::int64_t{object["negative"]} == -7);
  CHECK(double{object["real"]} == 0.1 + 0.2);
  CHECK(object["list"].get_array().value().size() == 3);
  json::element none;
  CHECK_FALSE(json::find(object, "none", none));
}

TEST_CASE("a score keeps the digits it was given with") {
  std::string out;
  JsonWriter{out}.begin_array().value(0.98F).value(0.1F).value(1.0F).end_array();
  CHECK(out == "[0.98,0.1,1]");
}

TEST_CASE("indented JSON has one item a line") {
  std::string out;
  JsonWriter w{out, 2};
  w.begin_object().key("a").begin_array().value(1).value(2).end_array().key("b").begin_object();
  w.end_object().end_object();
  CHECK(out == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("JSON may break lines in its outer levels only, so that a list item is one line") {
  std::string out;
  JsonWriter w{out, 1, 2};
  w.begin_object().key("a").begin_array();
  w.begin_object().member("x", 1).member("y", 2).end_object();
  w.begin_array().value(1).value(2).end_array();
  w.end_array().end_object();
  CHECK(out == "{\n \"a\": [\n  {\"x\": 1,\"y\": 2},\n  [1,2]\n ]\n}");
}

TEST_CASE("JSON that is not one whole document is refused with a reason") {
  struct Row {
    const char* text;
    const char* reason;
  };
  const Row row =
      GENERATE(values<Row>({{"", "x: is empty"},
                            {"  \n", "x: is empty"},
                            {"{\"a\":1} x", "x: is not valid JSON, or is cut short"},
                            {"{\"a\":", "x: is not valid JSON, or is cut short"},
                            {"{\"a\":\"b", "x: ends inside a string: it is cut short or not JSON"},
                            {"{\"a\":\"\xFF\"}", "x: is not valid UTF-8 at byte 6"},
                            {"[1e400]", "x: holds a broken number"},
                            {"[NaN]", "x: is not valid JSON, or is cut short"}}));
  CAPTURE(row.text);
  json::Parser parser;
  std::string said;
  try {
    parser.parse(row.text, "x");
  } catch (const InputError& e) {
    said = e.what();
  }
  CHECK(said == row.reason);
}

TEST_CASE("nesting is bounded and duplicate keys are seen at any depth") {
  json::Parser parser;
  const std::string deep = std::string(60, '[') + std::string(60, ']');
  CHECK_NOTHROW(parser.parse(deep, "x"));
  const std::string deeper = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK_THROWS_AS(parser.parse(deeper, "x"), InputError);
  for (const auto* twice : {R"([{"a":1,"b":{"c":1,"c":2}}])", R"({"a":{"b":1},"c":2,"a":3})",
                            R"({"":1,"b":2,"":3})", R"({"a":1,"\u0061":2})",
                            R"({"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0,"1":0})"}) {
    CAPTURE(twice);
    CHECK(json::has_duplicate_keys(parser.parse(twice, "x")));
  }
  for (const auto* once :
       {R"([{"a":1},{"a":2}])", R"({"a":{"a":{"a":[{"a":1}]}}})", R"({"ab":1,"ac":2,"a":3,"":4})",
        R"({"1":{"9":0},"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0})"}) {
    CAPTURE(once);
    CHECK_FALSE(json::has_duplicate_keys(parser.parse(once, "x")));
  }
}
