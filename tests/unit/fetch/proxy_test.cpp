#include "fetch/proxy.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"

using namespace errata;
using fetch::Origin;

TEST_CASE("a proxy is a host, a port, and perhaps a login") {
  struct Row {
    const char* text;
    const char* host;
    std::uint16_t port;
    const char* login;
  };
  const Row row = GENERATE(values<Row>({
      {"http://proxy.example:3128", "proxy.example", 3128, ""},
      {"HTTP://Proxy.Example.:3128/", "proxy.example", 3128, ""},
      {"proxy.example:3128", "proxy.example", 3128, ""},
      {"http://proxy.example", "proxy.example", 80, ""},
      {"http://[::1]", "::1", 80, ""},
      {"http://[::1]:8080", "::1", 8080, ""},
      {"http://u:p@10.0.0.1:3128", "10.0.0.1", 3128, "u:p"},
      {"http://u:p%40ss%20word@h:1", "h", 1, "u:p@ss word"},
  }));
  CAPTURE(row.text);
  const auto proxy = fetch::parse_proxy(row.text);
  CHECK(proxy.origin == Origin{row.host, row.port});
  CHECK(proxy.login.reveal() == row.login);
}

TEST_CASE("a proxy that cannot be used is refused without repeating its password") {
  const auto* const text = GENERATE(values({
      "",
      "https://proxy.example:3128",
      "socks5://proxy.example:1080",
      "http://u:CANARYPW@",
      "http://u:CANARYPW@h:99999",
      "http://u:CANARYPW@h/path",
      "http://u%0d%0aX:CANARYPW@h",
      "http://CANARYPW@h",
      "http://u:CANARYPW@h ost",
  }));
  CAPTURE(text);
  CHECK_THROWS_AS(fetch::parse_proxy(text), UsageError);
  CHECK_THROWS_WITH(fetch::parse_proxy(text), !Catch::Contains("CANARY"));
}

TEST_CASE("no_proxy names hosts, what is below them, and ports") {
  struct Row {
    const char* exceptions;
    Origin origin;
    bool is_excepted;
  };
  const Row row = GENERATE(values<Row>({
      {"", {"h.example", 443}, false},
      {"*", {"h.example", 443}, true},
      {"h.example", {"h.example", 443}, true},
      {"H.Example.", {"h.example", 443}, true},
      {"example", {"h.example", 443}, true},
      {".example", {"h.example", 443}, true},
      {".h.example", {"h.example", 443}, true},
      {"xample", {"h.example", 443}, false},
      {"a, b ,h.example", {"h.example", 443}, true},
      {"h.example:8443", {"h.example", 443}, false},
      {"h.example:8443", {"h.example", 8443}, true},
      {"10.0.0.1", {"10.0.0.1", 443}, true},
      {"0.0.1", {"10.0.0.1", 443}, false},
      {"10.0.0.0/8", {"10.0.0.1", 443}, true},
      {"10.0.0.0/8", {"11.0.0.1", 443}, false},
      {"h.example, 10.200.0.0/15", {"10.201.255.255", 443}, true},
      {"10.200.0.0/15", {"10.202.0.0", 443}, false},
      {"10.0.0.1/32", {"10.0.0.1", 443}, true},
      {"10.0.0.1/32", {"10.0.0.0", 443}, false},
      {"0.0.0.0/0", {"10.0.0.1", 443}, true},
      {"0.0.0.0/0", {"h.example", 443}, false},
      {"0.0.0.0/0", {"::1", 443}, false},
      {"10.0.0.0/33", {"10.0.0.0", 443}, false},
      {"10.0.0.0/-1", {"10.0.0.0", 443}, false},
      {"10.0.0.0/", {"10.0.0.0", 443}, false},
      {"10.0.0/8", {"10.0.0.1", 443}, false},
      {"fd00::/8", {"fd12:3456::1", 443}, true},
      {"fd00::/8", {"fe80::1", 443}, false},
      {"2001:db8::/33", {"2001:db8:7fff::1", 443}, true},
      {"2001:db8::/33", {"2001:db8:8000::1", 443}, false},
      {"::/0", {"10.0.0.1", 443}, false},
      {"::1/128", {"::1", 443}, true},
      {"::1/129", {"::1", 443}, false},
      {"example/8", {"h.example", 443}, false},
      {"::1", {"::1", 443}, true},
      {"[::1]:8443", {"::1", 8443}, true},
      {"[::1]:8443", {"::1", 443}, false},
  }));
  CAPTURE(row.exceptions, row.origin.host, row.origin.port);
  CHECK(fetch::is_excepted(row.origin, row.exceptions) == row.is_excepted);
}
