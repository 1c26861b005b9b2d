// Tokens that are asked for, kept, replaced and put into requests.
#include "fetch/entra.hpp"

#include <atomic>

#include <stdlib.h>

#include "core/error.hpp"
#include "fetch/renewing_transport.hpp"
#include "fetch/session.hpp"
#include "support/catch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using namespace errata::fetch;
using test::answer;

namespace {

const std::string token_target = "/my-tenant/oauth2/v2.0/token";

std::string issued(const std::string& token, const std::string& life) {
  return R"({"token_type":"Bearer","access_token":")" + token + R"(","expires_in":)" + life + "}";
}

// A service that is asked for /x, and Entra, both on one script.
struct World {
  test::ScriptedTransport script;
  test::FakeClock clock;
  Traffic traffic{clock};
  KnownSecrets secrets;
  RenewingTransport transport{script};
  Source source;

  World() {
    source.name = "s";
    source.endpoint = "https://x.cognitiveservices.azure.com";
    source.credential.kind = Credential::Kind::issued;
    source.credential.tokens =
        std::make_shared<EntraTokens>(EntraClient{.authority = "https://login.microsoftonline.com/",
                                                  .tenant = "my-tenant",
                                                  .id = "my-client",
                                                  .secret = Secret{"CANARYSECRET", "test"}},
                                      source, Network{script, traffic}, secrets);
  }

  std::size_t tokens_asked() const {
    return static_cast<std::size_t>(std::ranges::count(script.asked, "POST " + token_target));
  }
};

}  // namespace

TEST_CASE("a token is asked for once and used until shortly before its end") {
  World world;
  world.script.on(token_target, answer(200, issued("TOKEN-ONE", "3600")))
      .on(token_target, answer(200, issued("TOKEN-TWO", R"("3600")")));
  world.script.on("/x", answer(200, "{}"));
  const Site site{.origin = {"x.cognitiveservices.azure.com", 443},
                  .credential = world.source.credential,
                  .ca_file = {},
                  .proxy = {}};
  const auto first = world.transport.open(site);
  const auto second = world.transport.open(site);
  const auto send = [](Connection& line) {
    line.renew(false);
    line.send({.target = "/x", .body = {}});
  };
  send(*first);
  send(*second);
  CHECK(world.tokens_asked() == 1);
  CHECK(world.script.bodies.at(0) ==
        "grant_type=client_credentials&client_id=my-client&"
        "scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
  CHECK(world.script.secrets == std::vector<std::string>{"CANARYSECRET", "TOKEN-ONE", "TOKEN-ONE"});
  world.clock.sleep(std::chrono::seconds{3299});
  send(*first);
  CHECK(world.tokens_asked() == 1);
  world.clock.sleep(std::chrono::seconds{1});
  send(*first);
  CHECK(world.tokens_asked() == 2);
  CHECK(world.script.secrets.back() == "TOKEN-TWO");
  CHECK(world.secrets.redact("TOKEN-ONE TOKEN-TWO") == "*** ***");
}

TEST_CASE("a token that is turned down is replaced once, and then the refusal counts") {
  World world;
  world.script.on(token_target, answer(200, issued("TOKEN-ONE", "3600")))
      .on(token_target, answer(200, issued("TOKEN-TWO", "3600")));
  const Site site{.origin = {"x.cognitiveservices.azure.com", 443},
                  .credential = world.source.credential,
                  .ca_file = {},
                  .proxy = {}};
  const Log silence;
  std::atomic<std::size_t> requests = 0;
  Session session{{world.transport, world.traffic, {}, nullptr, &requests}, site, silence};
  SECTION("the new one is taken") {
    world.script.on("/x", answer(401, "")).on("/x", answer(200, "{}"));
    CHECK(session.get("it", "/x").status == 200);
  }
  SECTION("the new one is turned down as well") {
    world.script.on("/x", answer(401, ""));
    CHECK(session.get("it", "/x").status == 401);
    CHECK_THROWS_WITH(session.get("it", "/x"), Catch::EndsWith("is not shown again [E-AUTH]"));
  }
  CHECK(world.tokens_asked() == 2);
  CHECK(requests == 2);
}

TEST_CASE("a token that Entra gives out a second time is no secret that it repeats") {
  World world;
  world.script.on(token_target, answer(200, issued("TOKEN-ONE", "600")));
  const auto& tokens = world.source.credential.tokens;
  CHECK(tokens->token({}).reveal() == "TOKEN-ONE");
  world.clock.sleep(std::chrono::seconds{301});
  CHECK(tokens->token({}).reveal() == "TOKEN-ONE");
  CHECK(world.tokens_asked() == 2);
}

TEST_CASE("an answer of Entra that repeats the client's secret is not used") {
  World world;
  world.script.on(token_target, answer(200, issued("CANARYSECRET", "3600")));
  CHECK_THROWS_WITH(world.source.credential.tokens->token({}), Catch::EndsWith("[E-SECRET]"));
}

TEST_CASE("the time that a token takes does not lengthen a run") {
  World world;
  world.script.on(token_target, Fault::cut).on(token_target, answer(200, issued("TOKEN-ONE", "9")));
  world.script.on("/x", answer(401, "")).on("/x", answer(200, "{}"));
  Traffic traffic{world.clock, {.deadline = std::chrono::seconds{9}}};
  const Site site{.origin = {"x.cognitiveservices.azure.com", 443},
                  .credential = world.source.credential,
                  .ca_file = {},
                  .proxy = {}};
  const Log silence;
  Session session{{world.transport, traffic}, site, silence};
  world.script.on(token_target, Fault::cut).on(token_target, answer(200, issued("TOKEN-TWO", "9")));
  session.get("it", "/x");
  CHECK(world.script.asked ==
        std::vector<std::string>{"POST " + token_target, "POST " + token_target, "GET /x",
                                 "POST " + token_target, "POST " + token_target, "GET /x"});
  CHECK(world.script.timeouts.at(2) == milliseconds{6500});
  CHECK(world.script.timeouts.at(5) == milliseconds{4000});
}

TEST_CASE("a client that Entra does not know is said with Entra's words and without its secret") {
  World world;
  world.script.on(token_target,
                  answer(401, R"({"error":"invalid_client","error_description":)"
                              R"("AADSTS7000215: Invalid client secret CANARYSECRET"})"));
  CHECK_THROWS_WITH(
      world.source.credential.tokens->token({}),
      Catch::Equals("the token of Entra for source 's': is refused (environment variables "
                    "AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET): "
                    "status 401, invalid_client: AADSTS7000215: Invalid client secret *** "
                    "[E-AUTH]"));
}

TEST_CASE("an answer without a token is none") {
  World world;
  world.script.on(token_target, answer(200, R"({"access_token":"two words here"})"));
  CHECK_THROWS_WITH(world.source.credential.tokens->token({}), Catch::EndsWith("[E-AUTH]"));
}

TEST_CASE("Entra that is busy is asked again, as asking twice does no harm") {
  World world;
  world.script.on(token_target, answer(500, "")).on(token_target, Fault::cut);
  world.script.on(token_target, answer(200, issued("TOKEN-ONE", "3600")));
  CHECK(world.source.credential.tokens->token({}).reveal() == "TOKEN-ONE");
}

TEST_CASE("a secret for Entra goes to Entra and to the loopback only") {
  struct Row {
    const char* authority;
    bool is_taken;
  };
  const Row row = GENERATE(values<Row>({
      {"https://login.microsoftonline.com", true},
      {"https://login.microsoftonline.us/", true},
      {"https://localhost:8443", true},
      {"http://login.microsoftonline.com", false},
      {"https://login.microsoftonline.com.evil.example", false},
      {"https://evil-login.microsoftonline.com", false},
      {"login.microsoftonline.com", false},
  }));
  CAPTURE(row.authority);
  World world;
  const auto make = [&] {
    return EntraTokens{{.authority = row.authority,
                        .tenant = "t",
                        .id = "c",
                        .secret = Secret{"CANARYSECRET", "test"}},
                       world.source,
                       Network{world.script, world.traffic},
                       world.secrets};
  };
  if (row.is_taken)
    CHECK_NOTHROW(make());
  else
    CHECK_THROWS_AS(make(), UsageError);
}

TEST_CASE("the scope of a token is the service in the cloud of its endpoint") {
  CHECK(entra_scope("https://x.cognitiveservices.azure.com") ==
        "https://cognitiveservices.azure.com/.default");
  CHECK(entra_scope("https://x.cognitiveservices.azure.us") ==
        "https://cognitiveservices.azure.us/.default");
  CHECK(entra_scope("https://x.cognitiveservices.azure.cn") ==
        "https://cognitiveservices.azure.cn/.default");
}

TEST_CASE("all that is wrong with the variables of Entra is said at once, and none is touched") {
  for (const auto* name : {"AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"})
    ::unsetenv(name);
  const auto missing = faults_of_entra_environment({});
  REQUIRE(missing.size() == 3);
  CHECK(missing[0] ==
        "environment variable 'AZURE_TENANT_ID': is not set, and auth = entra needs it");
  CHECK(missing[1] ==
        "environment variable 'AZURE_CLIENT_ID': is not set, and auth = entra needs it");
  CHECK(missing[2] ==
        "environment variable 'AZURE_CLIENT_SECRET': is not set, and auth = entra needs it");
  ::setenv("AZURE_TENANT_ID", "my-tenant", 1);
  ::setenv("AZURE_CLIENT_ID", "0000-1111", 1);
  ::setenv("AZURE_CLIENT_SECRET", "CANARYSECRET", 1);
  CHECK(faults_of_entra_environment({}).empty());
  CHECK(std::string{::getenv("AZURE_CLIENT_SECRET")} == "CANARYSECRET");
  ::setenv("AZURE_AUTHORITY_HOST", "https://login.evil.example", 1);
  const auto evil = faults_of_entra_environment({});
  Source free;
  free.allow_host = true;
  CHECK(faults_of_entra_environment(free).empty());
  ::unsetenv("AZURE_AUTHORITY_HOST");
  REQUIRE(evil.size() == 1);
  CHECK(evil[0] == "environment variable 'AZURE_AUTHORITY_HOST': is no https address of Entra");
  for (const auto* name : {"AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"})
    ::unsetenv(name);
}

TEST_CASE("the variables of Entra are read, checked, and the secret one is removed") {
  ::setenv("AZURE_TENANT_ID", "my-tenant", 1);
  ::setenv("AZURE_CLIENT_ID", "../evil", 1);
  ::setenv("AZURE_CLIENT_SECRET", "CANARYSECRET", 1);
  CHECK_THROWS_WITH(entra_from_environment(), Catch::Contains("AZURE_CLIENT_ID"));
  ::setenv("AZURE_CLIENT_ID", "0000-1111", 1);
  const auto client = entra_from_environment();
  CHECK(client.id == "0000-1111");
  CHECK(client.secret.reveal() == "CANARYSECRET");
  CHECK(::getenv("AZURE_CLIENT_SECRET") == nullptr);
  ::unsetenv("AZURE_TENANT_ID");
  CHECK_THROWS_WITH(entra_from_environment(), Catch::Contains("'AZURE_TENANT_ID': is not set"));
}
