#include "fetch/chunks.hpp"

#include <string>

#include "support/catch.hpp"

using errata::fetch::Chunks;

namespace {

bool are_whole(std::string_view bytes, std::size_t piece) {
  Chunks chunks;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    chunks.follow(bytes.substr(at, piece));
  return chunks.are_whole();
}

struct Row {
  std::string bytes;
  bool is_whole;
};

}  // namespace

TEST_CASE(
    "a chunked body is whole where every chunk ends where its size says, and the last is there") {
  const auto row = GENERATE(values<Row>({
      {"0\r\n\r\n", true},
      {"5\r\nhello\r\n0\r\n\r\n", true},
      {"5\r\nhello\r\n1\r\n!\r\n000\r\n\r\n", true},
      {"A;name=\"value\"\r\n0123456789\r\n0 \r\n\r\n", true},
      {"9\r\n\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n", true},
      {"", false},
      {"5\r\nhello\r\n", false},
      {"5\r\nhello\r\n0\r\n", false},
      {"5\r\nhello\r\n0\r\n\r", false},
      {"5\r\nhelloXX0\r\n\r\n", false},
      {"4\r\nhello\r\n0\r\n\r\n", false},
      {"6\r\nhello\r\n0\r\n\r\n", false},
      {"5\nhello\n0\n\n", false},
      {"-5\r\nhello\r\n0\r\n\r\n", false},
      {"0x5\r\nhello\r\n0\r\n\r\n", false},
      {" 5\r\nhello\r\n0\r\n\r\n", false},
      {"\r\n0\r\n\r\n", false},
      {"zz\r\nhello\r\n0\r\n\r\n", false},
      {"ffffffffffffffffff\r\nhello\r\n0\r\n\r\n", false},
      {"0000000000000000\r\n\r\n", false},
      {"0\r\nTrailer: x\r\n\r\n", false},
      {"0\r\n\r\nmore", false},
  }));
  CAPTURE(row.bytes);
  for (const std::size_t piece : {1U, 2U, 3U, 100U})
    CHECK(are_whole(row.bytes, piece) == row.is_whole);
}
