#include "fetch/acceptance.hpp"

#include "core/json_reader.hpp"
#include "support/catch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using fetch::Body;
using Fields = std::vector<fetch::Header>;

namespace {

// A text of five bytes with these fields and no others.
fetch::Response text(Fields fields) {
  return {.status = 200, .headers = std::move(fields), .body = "Hello"};
}

std::optional<fetch::Rejection> rejected(const fetch::Response& response, Body body) {
  json::Parser parser;
  return fetch::reject(response, body, parser);
}

}  // namespace

TEST_CASE("an answer is whole only if its length was announced once, in digits, and came") {
  struct Row {
    Fields fields;
    bool is_whole;
  };
  const Row row = GENERATE(values<Row>({
      {{{"content-length", "5"}}, true},
      {{{"transfer-encoding", "chunked"}}, true},
      {{{"transfer-encoding", "Chunked"}}, true},
      {{}, false},
      {{{"content-length", "4"}}, false},
      {{{"content-length", "6"}}, false},
      {{{"content-length", "+5"}}, false},
      {{{"content-length", "-1"}}, false},
      {{{"content-length", "0x5"}}, false},
      {{{"content-length", "5x"}}, false},
      {{{"content-length", ""}}, false},
      {{{"content-length", "18446744073709551621"}}, false},
      {{{"content-length", "5"}, {"content-length", "5"}}, false},
      {{{"content-length", "5"}, {"transfer-encoding", "chunked"}}, false},
      {{{"transfer-encoding", "gzip, chunked"}}, false},
  }));
  CAPTURE(row.fields.size(), row.fields.empty() ? "" : row.fields[0].value);
  CHECK(!rejected(text(row.fields), Body::document) == row.is_whole);
}

TEST_CASE("what was not asked for is not taken") {
  struct Row {
    int status;
    Fields fields;
    Body body;
  };
  const Row row = GENERATE(values<Row>({
      {204, {}, Body::document},
      {206, {}, Body::document},
      {299, {}, Body::json},
      {200, {{"content-encoding", "gzip"}}, Body::document},
      {200, {{"content-type", "text/html; charset=utf-8"}}, Body::document},
      {200, {{"content-type", "TEXT/HTML"}}, Body::file},
      {200, {{"content-type", "text/plain"}}, Body::json},
      {200, {}, Body::json},
  }));
  CAPTURE(row.status);
  auto response = text(row.fields);
  response.status = row.status;
  response.headers.push_back({"content-length", "5"});
  const auto rejection = rejected(response, row.body);
  REQUIRE(rejection);
  CHECK(rejection->fault == fetch::Fault::unacceptable);
}

TEST_CASE("an answer that is empty, or in an encoding, says so by its code") {
  auto response = text({{"content-type", "application/json"}, {"content-length", "0"}});
  response.body.clear();
  CHECK_THAT(rejected(response, Body::json)->why, Catch::EndsWith("[E-HTTP-EMPTY]"));
  response.status = 204;
  CHECK_THAT(rejected(response, Body::json)->why, Catch::EndsWith("[E-HTTP-EMPTY]"));
  const Fields gzip{{"content-encoding", "gzip"}, {"content-length", "5"}};
  CHECK_THAT(rejected(text(gzip), Body::document)->why, Catch::EndsWith("[E-HTTP-ENCODING]"));
}

TEST_CASE("an error of the blob service is not taken for a document because its status is 200") {
  const std::string body = "<?xml version=\"1.0\"?><Error><Code>X</Code></Error>";
  auto response =
      text({{"content-type", "application/xml"}, {"content-length", std::to_string(body.size())}});
  response.body = body;
  CHECK(rejected(response, Body::document));
}

TEST_CASE("bytes that do not have the announced MD5 are refused") {
  // RFC 1864 and `printf Hello | openssl md5 -binary | base64`
  const Fields right{{"content-length", "5"}, {"content-md5", "ixqZU8RhEpaoJ6v4xHgE1w=="}};
  const Fields wrong{{"content-length", "5"}, {"content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="}};
  CHECK_FALSE(rejected(text(right), Body::document));
  CHECK(rejected(text(wrong), Body::document));
}

TEST_CASE("JSON is one object, whole, valid and unambiguous") {
  CHECK_FALSE(rejected(test::answer(200, R"({"value":[]})"), Body::json));
  const auto* const body = GENERATE(values(
      {" ", "null", "[]", "7", "{\"a\":1", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":\"\xFF\"}"}));
  CAPTURE(body);
  const auto rejection = rejected(test::answer(200, body), Body::json);
  REQUIRE(rejection);
  CHECK(rejection->fault == fetch::Fault::bad_json);
}

TEST_CASE("an answer without a body is called empty") {
  const auto rejection = rejected(test::answer(200, ""), Body::json);
  REQUIRE(rejection);
  CHECK(rejection->fault == fetch::Fault::unacceptable);
  CHECK_THAT(rejection->why, Catch::EndsWith("[E-HTTP-EMPTY]"));
}

TEST_CASE("a good page that is cut anywhere is refused") {
  const std::string page = R"({"value":[{"location":"é","n":1.5e3,"t":true}],"nextLink":null})";
  for (std::size_t size = 0; size < page.size(); ++size)
    CHECK(rejected(test::answer(200, page.substr(0, size)), Body::json));
}
