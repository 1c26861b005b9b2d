#include "fetch/session.hpp"

#include <future>
#include <numeric>

#include "core/error.hpp"
#include "fetch/service_error.hpp"
#include "support/catch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using namespace errata::fetch;
using test::answer;

namespace {

// A session with a script behind it.
struct World {
  test::ScriptedTransport transport;
  test::FakeClock clock;
  RunLimits limits;
  RetryLimits retry;
  std::unique_ptr<Traffic> traffic;
  Credential credential;
  Site site{.origin = {"h.example", 443}, .credential = credential, .ca_file = {}};
  std::vector<std::string> said;
  Log log = [this](std::string_view line) { said.emplace_back(line); };

  Session session() {
    if (!traffic)
      traffic = std::make_unique<Traffic>(clock, limits);
    return {{transport, *traffic, retry}, site, log};
  }

  std::string fault(const std::string& target) {
    auto one = session();
    try {
      one.get("it", target);
    } catch (const FetchError& e) {
      return e.what();
    }
    return "no fault";
  }

  seconds slept() const {
    return std::chrono::duration_cast<seconds>(
        std::accumulate(clock.naps.begin(), clock.naps.end(), milliseconds{0}));
  }
};

const Response good = answer(200, R"({"value":[]})");

}  // namespace

TEST_CASE("a fault that passes is outlived and only mentioned in the log") {
  for (const int status : {408, 500, 502, 503, 504}) {
    World world;
    world.transport.on("/x", answer(status, "")).on("/x", Fault::cut).on("/x", good);
    CHECK(world.session().get("it", "/x").status == 200);
    CHECK(world.transport.asked.size() == 3);
    CHECK(world.clock.naps == std::vector<milliseconds>{milliseconds{2500}, seconds{5}});
    CHECK(world.said.size() == 2);
  }
}

TEST_CASE("a fault that stays ends after six attempts and 77.5 s, with what, why and code") {
  World world;
  world.transport.on("/x",
                     answer(503, R"({"error":{"code":"ServiceUnavailable","message":"Down."}})"));
  CHECK(world.fault("/x") ==
        "it: status 503, ServiceUnavailable: Down (attempt 6 of 6, 77.5 s in all) [E-HTTP-BUSY]");
  CHECK(world.transport.asked.size() == 6);
}

TEST_CASE("each fault is tried as often as it is worth") {
  struct Row {
    Fault fault;
    std::size_t attempts;
    const char* code;
  };
  const Row row = GENERATE(values<Row>({{Fault::certificate, 1, "[E-TLS]"},
                                        {Fault::ca_file, 1, "[E-TLS-CA-FILE]"},
                                        {Fault::too_large, 1, "[E-HTTP-LIMIT]"},
                                        {Fault::name_unknown, 2, "[E-NET-DNS]"},
                                        {Fault::handshake, 2, "[E-TLS-HANDSHAKE]"},
                                        {Fault::crashed, 2, "[E-PEER-CRASH]"},
                                        {Fault::proxy, 1, "[E-NET-PROXY]"},
                                        {Fault::proxy_lost, 6, "[E-NET-PROXY]"},
                                        {Fault::connect, 6, "[E-NET-CONNECT]"},
                                        {Fault::timeout, 6, "[E-NET-TIMEOUT]"},
                                        {Fault::slow, 6, "[E-NET-SLOW]"}}));
  World world;
  world.transport.on("/x", row.fault);
  CHECK_THAT(world.fault("/x"), Catch::EndsWith(row.code));
  CHECK(world.transport.asked.size() == row.attempts);
}

TEST_CASE("a broken answer gets a second chance, not a sixth") {
  struct Row {
    const char* body;
    const char* code;
  };
  for (const auto& [body, code] : {Row{"", "[E-HTTP-EMPTY]"}, Row{"{\"value\":", "[E-JSON]"},
                                   Row{"<html>log in</html>", "[E-JSON]"}}) {
    World world;
    world.transport.on("/x", answer(200, body));
    CHECK_THAT(world.fault("/x"), Catch::EndsWith(code));
    CHECK(world.transport.asked.size() == 2);
  }
}

TEST_CASE("an answer that no repetition changes is handed on at once") {
  for (const int status : {400, 401, 403, 404, 409, 501}) {
    World world;
    world.transport.on("/x", answer(status, ""));
    CHECK(world.session().get("it", "/x").status == status);
    CHECK(world.transport.asked.size() == 1);
  }
}

TEST_CASE("a redirect is an error that says where to, without the query") {
  struct Row {
    const char* location;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({{"https://evil.example/login?back=CANARY#CANARY",
                                         "redirects to 'https://evil.example/login' (status 302)"},
                                        {"/login/?CANARY", "redirects to '/login/' (status 302)"},
                                        {"//evil.example/CANARY", "redirects (status 302)"},
                                        {"http://evil.example/CANARY", "redirects (status 302)"},
                                        {"", "redirects (status 302)"}}));
  CAPTURE(row.location);
  World world;
  world.transport.on("/x", answer(302, "", {{"location", row.location}}));
  const auto said = world.fault("/x");
  CHECK_THAT(said, Catch::Contains(row.said) && Catch::EndsWith("[E-REDIRECT]"));
  CHECK(said.find("CANARY") == std::string::npos);
  CHECK(world.transport.asked.size() == 1);
}

TEST_CASE("a fault on the way to a proxy says who named the proxy") {
  const Credential none;
  const auto proxy = std::make_shared<const Proxy>(
      Proxy{.origin = {"proxy.example", 3128}, .login = {}, .place = "--proxy"});
  const Site site{.origin = {"x.example", 443}, .credential = none, .ca_file = {}, .proxy = proxy};
  for (const auto fault : {Fault::proxy, Fault::proxy_lost, Fault::connect, Fault::cut}) {
    World world;
    world.transport.on("/x", fault);
    Traffic traffic{world.clock};
    Session session{{world.transport, traffic}, site, world.log};
    std::string said;
    try {
      session.get("it", "/x");
    } catch (const FetchError& e) {
      said = e.what();
    }
    CHECK((said.find("as the script says; the proxy is that of --proxy (attempt") != said.npos) ==
          (fault != Fault::cut));
  }
}

TEST_CASE("a refusal of a request that brought no credential does not speak of one") {
  World world;
  const Credential none;
  const Site site{.origin = {"x.example", 443}, .credential = none, .ca_file = {}};
  const auto refusal = answer(401, "");
  CHECK_THROWS_WITH(fail_with_status("it", refusal, site),
                    Catch::StartsWith("it: no credential was sent, as none is configured; name one "
                                      "by key_env, key_file or key_credential (and header), or by "
                                      "token_env, token_file or token_credential: status 401") &&
                        Catch::EndsWith("[E-AUTH]"));
  world.transport.on("/x", refusal);
  Traffic traffic{world.clock};
  Session session{{world.transport, traffic}, site, world.log};
  CHECK(session.get("it", "/x").status == 401);
  world.transport.on("/y", answer(200, "{}"));
  CHECK(session.get("a public file beside it", "/y").status == 200);
}

TEST_CASE("no part of a key that an answer repeats is shown, wherever a message cuts it") {
  const std::string key = "CANARY0KEY7d1f4c2e9b8a6d5f3c1b2a3948";
  Credential credential;
  credential.kind = Credential::Kind::header;
  credential.secret = Secret{key, "test"};
  const Site site{.origin = {"x.example", 443}, .credential = credential, .ca_file = {}};
  const std::string field = GENERATE("location", "content-encoding");
  const int status = field == "location" ? 302 : 200;
  for (std::size_t before = 0; before < 320; before += 7) {
    World world;
    world.transport.on(
        "/x",
        answer(status, "{}", {{field, "https://idp.example/" + std::string(before, 'a') + key}}));
    Traffic traffic{world.clock};
    Session session{{world.transport, traffic}, site, world.log};
    std::string said;
    try {
      session.get("it", "/x");
    } catch (const FetchError& e) {
      said = e.what();
    }
    CAPTURE(field, before, said);
    CHECK(said.find("https://idp.") != said.npos);
    CHECK(said.find("CANARY0") == said.npos);
  }
}

TEST_CASE("no part of a key is shown that an answer spells with escapes of JSON") {
  const std::string key = "CANARY0KEY7d1f4c2e9b8a6d5f3c1b2a3948";
  std::string spelt;
  for (const char c : key)
    spelt += c == 'C' ? R"(\u0043)" : c == '0' ? R"(\u0030)" : std::string{c};
  Credential credential;
  credential.kind = Credential::Kind::header;
  credential.secret = Secret{key, "test"};
  const Site site{.origin = {"x.example", 443}, .credential = credential, .ca_file = {}};
  for (std::size_t before = 0; before < 320; before += 7) {
    World world;
    world.transport.on("/x", answer(400, R"({"error":{"code":"X","message":")" +
                                             std::string(before, 'a') + " " + spelt + R"("}})"));
    Traffic traffic{world.clock};
    Session session{{world.transport, traffic}, site, world.log};
    std::string said;
    try {
      fail_with_status("it", session.get("it", "/x"), site);
    } catch (const FetchError& e) {
      said = e.what();
    }
    CAPTURE(before, said);
    CHECK(said.find("status 400, X") != said.npos);
    CHECK(said.find("CANARY") == said.npos);
  }
}

TEST_CASE("a refused signature or key is named by where it came from") {
  Credential credential;
  credential.kind = Credential::Kind::sas;
  credential.place = "environment variable SAS";
  const Site site{.origin = {"x.example", 443}, .credential = credential, .ca_file = {}};
  CHECK_THROWS_WITH(fail_with_status("it", answer(403, ""), site),
                    Catch::Contains("let in (environment variable SAS): status 403"));
  credential.kind = Credential::Kind::header;
  CHECK_THROWS_WITH(fail_with_status("it", answer(401, ""), site),
                    Catch::Contains("endpoint (environment variable SAS): status 401"));
}

TEST_CASE("a server that asks for seven seconds gets seven, one that asks for a day gets none") {
  World world;
  world.transport.on("/x", answer(429, "", {{"retry-after", "7"}})).on("/x", good);
  CHECK(world.session().get("it", "/x").status == 200);
  CHECK(world.slept() == seconds{7});
  World other;
  other.transport.on("/x", answer(429, "", {{"retry-after", "86400"}}));
  CHECK_THAT(other.fault("/x"),
             Catch::Contains("come back in 86400 s") && Catch::EndsWith("[E-THROTTLED]"));
  CHECK(other.transport.asked.size() == 1);
}

TEST_CASE("a server that asks one connection to wait is left alone by all, another is not") {
  World world;
  world.retry.attempts = 1;
  world.transport.on("/x", answer(429, "", {{"retry-after", "100"}})).on("/y", good);
  auto there = world.session();
  const Site elsewhere{
      .origin = {"other.example", 443}, .credential = world.credential, .ca_file = {}};
  Session other{{world.transport, *world.traffic}, elsewhere, world.log};
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("[E-HTTP-BUSY]"));
  other.get("it", "/y");
  CHECK(world.slept() == seconds{0});
  there.get("it", "/y");
  CHECK(world.slept() == seconds{100});
}

TEST_CASE("a server that wants to be left alone for long is, and nobody waits for it") {
  World world;
  world.transport.on("/x", answer(429, "", {{"retry-after", "640"}})).on("/x", good).on("/y", good);
  auto other = world.session();
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("come back in 640 s [E-THROTTLED]"));
  world.clock.sleep(seconds{40});
  CHECK_THROWS_WITH(other.get("it", "/y"),
                    "h.example: the service has asked to come back in 600 s, so no request is made "
                    "before [E-THROTTLED]");
  CHECK(world.slept() == seconds{40});
  world.clock.sleep(seconds{600});
  CHECK(other.get("it", "/y").status == 200);
}

TEST_CASE("the time of a request begins when it may be sent") {
  World world;
  world.retry.request = seconds{100};
  world.transport.on("/x", answer(429, "", {{"retry-after", "99"}})).on("/y", good);
  auto other = world.session();
  CHECK(world.fault("/x").ends_with("[E-HTTP-BUSY]"));
  CHECK(other.get("it", "/y").status == 200);
  CHECK(world.transport.timeouts.back() == seconds{100});
}

TEST_CASE("a wish of less than a second does not take the place of our own wait") {
  World world;
  world.transport.on("/x", answer(503, "", {{"retry-after", "0"}}))
      .on("/x", answer(503, "", {{"retry-after-ms", "999"}}))
      .on("/x", good);
  CHECK(world.session().get("it", "/x").status == 200);
  CHECK(world.clock.naps == std::vector<milliseconds>{milliseconds{2500}, seconds{5}});
}

TEST_CASE("while one request finds out whether a server answers again the others wait") {
  SystemClock clock;
  Traffic traffic{clock};
  const Credential none;
  const Site site{.origin = {"x.example", 443}, .credential = none, .ca_file = {}};
  {
    Traffic::Visit failed{traffic, site, Method::get};
    Traffic::Visit at_the_same_time{traffic, site, Method::get};
    failed.wait_turn();
    at_the_same_time.wait_turn();
    CHECK(traffic.trouble(failed) == 1);
    CHECK(traffic.trouble(at_the_same_time) == 1);
  }
  auto scout = std::make_unique<Traffic::Visit>(traffic, site, Method::get);
  scout->wait_turn();
  auto other = std::async(std::launch::async, [&] {
    Traffic::Visit visit{traffic, site, Method::get};
    visit.wait_turn();
    return traffic.trouble(visit);
  });
  CHECK(other.wait_for(milliseconds{50}) == std::future_status::timeout);
  SECTION("it has an answer") {
    traffic.answered(site.origin);
    CHECK(other.get() == 1);
  }
  SECTION("it gives up") {
    CHECK(traffic.trouble(*scout) == 2);
    scout.reset();
    CHECK(other.get() == 3);
  }
}

TEST_CASE("no attempt may last longer than its request has left, or the run") {
  World world;
  world.retry.request = seconds{10};
  world.transport.on("/x", Fault::cut).on("/x", good);
  world.session().get("it", "/x");
  CHECK(world.transport.timeouts == std::vector<milliseconds>{seconds{10}, milliseconds{7500}});
  World brief;
  brief.limits.deadline = seconds{4};
  brief.transport.on("/x", Fault::cut).on("/x", good);
  brief.session().get("it", "/x");
  CHECK(brief.transport.timeouts == std::vector<milliseconds>{seconds{4}, milliseconds{1500}});
}

TEST_CASE("a POST is repeated only where nothing can have happened") {
  struct Row {
    test::ScriptedTransport::Step first;
    std::size_t attempts;
  };
  const Row row = GENERATE(values<Row>({{answer(429, ""), 2},
                                        {answer(503, ""), 2},
                                        {Fault::connect, 2},
                                        {Fault::cut, 1},
                                        {Fault::timeout, 1},
                                        {answer(500, ""), 1}}));
  World world;
  world.transport.on("/x", row.first).on("/x", answer(202, ""));
  auto session = world.session();
  const Ask ask{.what = "it",
                .target = "/x",
                .body = Body::accepted,
                .method = Method::post,
                .post_body = {}};
  if (row.attempts == 1)
    CHECK_THROWS_AS(session.ask(ask), FetchError);
  else
    CHECK(session.ask(ask).status == 202);
  CHECK(world.transport.asked.size() == row.attempts);
}

TEST_CASE("a service that fails all night is left alone") {
  World world;
  world.transport.on("/x", answer(500, ""));
  for (int i = 0; i < 3; ++i)
    world.fault("/x");
  const auto requests = world.transport.asked.size();
  CHECK(requests <= 18);
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("[E-BREAKER]"));
  CHECK(world.transport.asked.size() == requests);
}

TEST_CASE("the run's budget of repetitions is ten and one for each ten requests") {
  World world;
  world.limits.breaker = 1000;
  world.transport.on("/x", Fault::cut);
  for (int i = 0; i < 40; ++i)
    world.fault("/x");
  const auto requests = world.transport.asked.size();
  CHECK(requests >= 50);
  CHECK(requests <= 40 + 10 + requests / 10);
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("[E-RETRY-BUDGET]"));
}

TEST_CASE("no more than ninety reads start within any minute, and a few do not wait") {
  World world;
  world.site.gets_per_minute = 90;
  world.transport.on("/x", good);
  auto session = world.session();
  std::vector<std::chrono::steady_clock::time_point> starts;
  for (int i = 0; i < 300; ++i) {
    session.get("it", "/x");
    starts.push_back(world.clock.now());
  }
  CHECK(starts[89] == test::FakeClock::begin);
  for (std::size_t i = 90; i < starts.size(); ++i)
    CHECK(starts[i] - starts[i - 90] >= std::chrono::minutes{1});
}

TEST_CASE("the run ends at its deadline, not after one more wait") {
  World world;
  world.limits.deadline = seconds{6};
  world.transport.on("/x", Fault::cut);
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("the time of the run is up [E-DEADLINE]"));
  CHECK(world.slept() < seconds{6});
  world.clock.sleep(seconds{4});
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("[E-DEADLINE]"));
}

TEST_CASE("an answer that repeats our key is not kept, and an error that does is cleaned") {
  World world;
  world.credential.kind = Credential::Kind::header;
  world.credential.secret = Secret{"CANARYKEY1234", "x"};
  world.transport.on("/x", answer(200, R"({"value":"CANARYKEY1234"})"));
  world.transport.on("/y", answer(503, "no CANARYKEY1234 here\nplease"));
  CHECK_THAT(world.fault("/x"), Catch::EndsWith("[E-SECRET]"));
  const auto said = world.fault("/y");
  CHECK_THAT(said, Catch::Contains("no *** here\\u{000A}please"));
  for (const auto& line : world.said)
    CHECK(line.find("CANARY") == std::string::npos);
}
