#include "fetch/url.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"

using namespace errata;
using fetch::Origin;

TEST_CASE("one host has one origin, however it is written") {
  struct Row {
    const char* url;
    const char* host;
    std::uint16_t port;
    const char* target;
  };
  const Row row = GENERATE(values<Row>({
      {"https://h.example", "h.example", 443, "/"},
      {"HTTPS://H.Example.:443/A?b=C", "h.example", 443, "/A?b=C"},
      {"https://h.example:8443?x", "h.example", 8443, "/?x"},
      {"https://127.0.0.1:1/", "127.0.0.1", 1, "/"},
      {"https://[::1]:8443/a", "::1", 8443, "/a"},
      {"https://[0:0:0:0:0:0:0:1]", "::1", 443, "/"},
      {"https://a_b-c.example/%20//x/../y", "a_b-c.example", 443, "/%20//x/../y"},
  }));
  CAPTURE(row.url);
  const auto url = fetch::parse_url(row.url);
  CHECK(url.origin == Origin{row.host, row.port});
  CHECK(url.target == row.target);
}

TEST_CASE("a URL that two readers could understand differently is refused") {
  const auto* const url = GENERATE(values({
      "",
      "h.example",
      "http://h.example",
      "file:///etc/passwd",
      "https:/h",
      "https://",
      "https://user@h.example",
      "https://key:secret@h.example",
      "https://h.example#x",
      "https://h.example/a b",
      "https://h.example/\n",
      "https://h.example/\xC3\xA9",
      "https://h.example\\@x",
      "https://h.example/%",
      "https://h.example/%4",
      "https://h.example/%zz",
      "https://%68.example",
      "https://h.example:0",
      "https://h.example:65536",
      "https://h:+1",
      "https://h.example:-1",
      "https://h.example:x",
      "https://h.example:99999999999",
      "https://.h",
      "https://h..example",
      "https://-h",
      "https://127.1",
      "https://2130706433",
      "https://0x7f.0x1",
      "https://[::1",
      "https://[::1]x",
      "https://[fe80::1%25eth0]",
      "https://[1.2.3.4]",
      "https://h.example:1:2",
  }));
  CAPTURE(url);
  CHECK_THROWS_AS(fetch::parse_url(url), UsageError);
}

TEST_CASE("a URL is taken up to 8 KiB and refused above") {
  const std::string start = "https://h.example/";
  CHECK_NOTHROW(fetch::parse_url(start + std::string(8192 - start.size(), 'a')));
  CHECK_THROWS_AS(fetch::parse_url(start + std::string(8193 - start.size(), 'a')), UsageError);
}

TEST_CASE("a fault in a URL does not repeat the URL, which may hold a secret") {
  try {
    fetch::parse_url("https://u:CANARY@h.example/");
    FAIL("was taken");
  } catch (const UsageError& e) {
    CHECK(std::string_view{e.what()}.find("CANARY") == std::string_view::npos);
  }
}

TEST_CASE("a link leads to a target at the same origin, byte for byte") {
  struct Row {
    const char* link;
    const char* target;
  };
  const Row row = GENERATE(values<Row>({
      {"https://h.example/x/?skip=2&top=1", "/x/?skip=2&top=1"},
      {"HTTPS://H.EXAMPLE.:443/x", "/x"},
      {"//h.example/x", "/x"},
      {"/x?y", "/x?y"},
      {"?skip=2", "/a/b?skip=2"},
      {"c?d", "/a/c?d"},
      {"c:d", nullptr},
      {"x?u=https://other.example", "/a/x?u=https://other.example"},
  }));
  CAPTURE(row.link);
  const Origin origin{"h.example", 443};
  if (row.target == nullptr)
    CHECK_THROWS_AS(fetch::resolve_link(origin, "/a/b?q", row.link), FetchError);
  else
    CHECK(fetch::resolve_link(origin, "/a/b?q", row.link) == row.target);
}

TEST_CASE("a link to anywhere else is refused before anything is looked up") {
  const auto* const link = GENERATE(values({
      "https://other.example/x",
      "http://h.example/x",
      "https://h.example:444/x",
      "//other.example/x",
      "https://h.example@other.example/",
      "https://169.254.169.254/metadata",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "https://h.example.evil/",
      "/x y",
      "/x#y",
      "\\\\other\\x",
      "/%",
      "https://[::1]/",
      "//",
      "https:x",
  }));
  CAPTURE(link);
  CHECK_THROWS_WITH(fetch::resolve_link({"h.example", 443}, "/a/b", link),
                    Catch::EndsWith("[E-LINK-ORIGIN]"));
}

TEST_CASE("a printed URL shows the values of harmless parameters only") {
  const Origin origin{"h.example", 8443};
  CHECK(fetch::safe_url(origin, "/p?api-version=2023-04-01&sv=1&se=2&sig=CANARY&code=x&skip=3") ==
        "https://h.example:8443/p?api-version=2023-04-01&sv=1&se=2&sig=…&code=…&skip=3");
  CHECK(fetch::safe_url(origin, "/p") == "https://h.example:8443/p");
  CHECK(fetch::safe_url(origin, "/p?CANARYCANARY=").find("…") != std::string::npos);
}

TEST_CASE("any name survives as one segment of a path") {
  CHECK(fetch::encode_segment("a b/ü?#+%.txt") == "a%20b%2F%C3%BC%3F%23%2B%25.txt");
  std::string all;
  for (int c = 0; c < 256; ++c)
    all += static_cast<char>(c);
  CHECK(fetch::decode_percent(fetch::encode_segment(all)) == all);
  CHECK(fetch::decode_percent("%4") == "%4");
}

TEST_CASE("a parameter is found by its whole name and added behind others") {
  CHECK(fetch::has_parameter("/x?a=1&stringindextype=U", "stringIndexType"));
  CHECK_FALSE(fetch::has_parameter("/x?xstringIndexType=U", "stringIndexType"));
  CHECK_FALSE(fetch::has_parameter("/stringIndexType=U", "stringIndexType"));
  CHECK(fetch::with_parameter("/x", "a", "b c") == "/x?a=b%20c");
  CHECK(fetch::with_parameter("/x?y=1", "a", "b") == "/x?y=1&a=b");
}
