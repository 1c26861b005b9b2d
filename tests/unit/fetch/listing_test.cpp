#include "fetch/listing.hpp"

#include "core/error.hpp"
#include "fetch/page.hpp"
#include "support/catch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using namespace errata::fetch;
using test::answer;

namespace {

std::string item(const std::string& key, int content = 0) {
  return R"({"location":")" + key + R"(","content":)" + std::to_string(content) + "}";
}

Response page(const std::string& items, const std::string& link = "null") {
  return answer(200, "{\"value\":[" + items + "],\"nextLink\":" + link + "}");
}

struct World {
  test::ScriptedTransport transport;
  test::FakeClock clock;
  Traffic traffic{clock};
  Credential credential;
  Site site{.origin = {"h.example", 443}, .credential = credential, .ca_file = {}};
  Log log;
  std::size_t repeated = 0;
  bool stores = false;           // what comes can be read again, as from a folder
  std::vector<Response> stored;  // by page

  // All keys, or the fault.
  std::string read(bool needs_index_type = false) {
    Session session{{transport, traffic}, site, log};
    Listing listing{session, {"the list", "/p?v=1", "location", needs_index_type}, folder()};
    std::string keys;
    try {
      while (auto next = listing.next()) {
        for (const auto& key : next->news)
          keys += key + " ";
        stored.push_back(std::move(next->response));
      }
    } catch (const Error& e) {
      return e.what();
    }
    repeated = listing.repeated();
    return keys;
  }

  KeptPages folder() {
    if (!stores)
      return {};
    return [this](std::size_t number, const std::string&) {
      return number <= stored.size() ? std::optional{stored[number - 1]} : std::nullopt;
    };
  }
};

}  // namespace

TEST_CASE("a list ends where the link is null, absent, empty or blank") {
  for (const auto* end : {R"(,"nextLink":null)", "", R"(,"nextLink":"")", R"(,"nextLink":" ")"}) {
    World world;
    world.transport.on("/p?v=1", answer(200, "{\"value\":[" + item("a") + "]" + end + "}"));
    CHECK(world.read() == "a ");
  }
}

TEST_CASE("links are followed as they are, and get back the parameter that the service drops") {
  World world;
  world.transport.on("/p?v=1", page(item("a"), R"("https://H.EXAMPLE:443/p/?v=1&skip=1")"));
  world.transport.on("/p/?v=1&skip=1&stringIndexType=Utf16CodeUnit",
                     page(item("b"), R"("?v=1&stringIndexType=X")"));
  world.transport.on("/p/?v=1&stringIndexType=X", page(item("c")));
  CHECK(world.read(true) == "a b c ");
}

TEST_CASE("a relative link is one from the page that it stands on") {
  World world;
  world.transport.on("/p?v=1", page(item("a"), R"("/other/list?at=1")"));
  world.transport.on("/other/list?at=1", page(item("b"), R"("?at=2")"));
  world.transport.on("/other/list?at=2", page(item("c"), R"("more?at=3")"));
  world.transport.on("/other/more?at=3", page(item("d")));
  CHECK(world.read() == "a b c d ");
}

TEST_CASE("a link that the service itself refuses is replaced by counting") {
  World world;
  world.transport.on("/p?v=1", page(item("a") + "," + item("b"), R"("/broken")"));
  world.transport.on("/broken", answer(400, ""));
  world.transport.on("/p?v=1&skip=2", page(item("c")));
  CHECK(world.read() == "a b c ");
}

TEST_CASE("a list without an end is left") {
  World cycle;
  cycle.transport.on("/p?v=1", page(item("a"), R"("/q")"));
  cycle.transport.on("/q", page(item("b"), R"("/p?v=1")"));
  CHECK_THAT(cycle.read(), Catch::EndsWith("[E-PAGE-CYCLE]"));
  World stuck;
  stuck.transport.on("/p?v=1", page(item("a"), R"("/1")"));
  stuck.transport.on("/1", page("", R"("/2")")).on("/2", page(item("a"), R"("/3")"));
  CHECK_THAT(stuck.read(), Catch::EndsWith("[E-PAGE-STUCK]"));
  CHECK(stuck.transport.asked.size() == 3);
}

TEST_CASE("a document on two pages counts once if it is the same, and is an error if not") {
  const bool stores = GENERATE(false, true);
  CAPTURE(stores);
  World same;
  same.stores = stores;
  same.transport.on("/p?v=1", page(item("a", 1) + "," + item("c"), R"("/q")"));
  same.transport.on("/q", page(R"({"content":1,"location":"a"},)" + item("b"), R"("/r")"));
  same.transport.on("/r", page(item("c") + "," + item("d") + "," + item("d")));
  CHECK(same.read() == "a c b d ");
  CHECK(same.repeated == 3);
  World other;
  other.stores = stores;
  other.transport.on("/p?v=1", page(item("a", 1), R"("/q")"));
  other.transport.on("/q", page(item("b") + "," + item("a", 2)));
  CHECK(other.read() == "page 2 of the list: 'a' comes twice, with different content [E-DUP]");
  World within;
  within.stores = stores;
  within.transport.on("/p?v=1", page(item("a", 1) + "," + item("a", 2)));
  CHECK(within.read() == "page 1 of the list: 'a' comes twice, with different content [E-DUP]");
}

TEST_CASE("a page that is gone from the folder, and is needed to compare, is an error") {
  World world;
  world.stores = true;
  world.transport.on("/p?v=1", page(item("a", 1), R"("/q")")).on("/q", page(item("a", 1)));
  Session session{{world.transport, world.traffic}, world.site, world.log};
  Listing listing{session, {"the list", "/p?v=1", "location"}, world.folder()};
  listing.next();
  CHECK_THROWS_WITH(listing.next(),
                    "page 1 of the list: is no longer in the folder, and is needed again");
}

TEST_CASE("a page of another shape is an error, whatever it is") {
  struct Row {
    const char* body;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"{}", "a list 'value' was expected, and there stands nothing"},
      {R"({"values":[]})", "a list 'value' was expected, and there stands 'values' (a list)"},
      {R"({"error":"x","n":1,"b":true,"z":null,"o":{},"p":2})",
       "a list 'value' was expected, and there stands 'error' (text), 'n' (a number), 'b' (true or "
       "false), 'z' (null), 'o' (an object), …"},
      {R"({"value":{}})", "'value' is an object, and not a list"},
      {R"({"value":null})", "a list 'value' was expected, and there stands 'value' (null)"},
      {R"({"value":[1]})", "an item of 'value' is a number, and not an object"},
      {R"({"value":[],"nextLink":7})", "'nextLink' is a number, and not text"},
      {R"({"value":[],"nextLink":{}})", "'nextLink' is an object, and not text"},
  }));
  CAPTURE(row.body);
  World world;
  world.transport.on("/p?v=1", answer(200, row.body));
  CHECK_THAT(world.read(), Catch::EndsWith(": " + std::string{row.said} + " [E-PAGE-SHAPE]"));
}

TEST_CASE("a link to another origin is refused and nothing is sent") {
  World world;
  world.transport.on("/p?v=1", page(item("a"), R"("https://evil.example/p")"));
  CHECK_THAT(world.read(), Catch::EndsWith("[E-LINK-ORIGIN]"));
  CHECK(world.transport.asked.size() == 1);
}

TEST_CASE("JSON is the same in any order of keys, and in no other way") {
  const auto same = content_digest(R"({"a":[1,2],"b":{"c":"x","d":null}})");
  CHECK(content_digest(R"({ "b":{"d":null,"c":"x"}, "a":[1,2] })") == same);
  for (const auto* other :
       {R"({"a":[2,1],"b":{"c":"x","d":null}})", R"({"a":[1,2],"b":{"c":"x","d":false}})",
        R"({"a":[1,2],"b":{"c":"x"},"d":null})", R"({"a":["1",2],"b":{"c":"x","d":null}})"})
    CHECK(content_digest(other) != same);
}
