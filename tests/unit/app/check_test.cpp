#include "app/check.hpp"

#include <cstdlib>

#include "app/fetch_model.hpp"
#include "app/meant_models.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

const std::string source =
    "[source.contoso]\n"
    "kind = azure-language\n"
    "endpoint = https://contoso.cognitiveservices.azure.com\n"
    "key_env = ERRATA_TEST_KEY\n";
const std::string tickets = "[model.tickets]\nsource = contoso\nproject = p\n";

struct Described {
  std::string text;
  std::vector<std::string> faults;  // without the folder of the config
};

Described described(const test::Scratch& scratch, const std::string& text) {
  const auto path = scratch.file("c.ini", text);
  app::Faults faults{path};
  const auto config = app::read_config(path, faults);
  Described result{app::describe(config, app::chosen_models(config, ""), faults), {}};
  for (const auto& message : faults.messages())
    result.faults.push_back(message.substr(scratch.path().string().size() + 1));
  return result;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a check shows all that a run would use, and of a key only that it is set") {
  const test::Scratch scratch;
  scratch.file("texts/a.txt", "hello");
  scratch.file("summary.json", "{}");
  ::setenv("ERRATA_TEST_KEY", "CANARY0123456789", 1);
  const auto seen = described(scratch, source + tickets +
                                           "texts = texts\nsummary = summary.json\n"
                                           "columns = gold=truth\nticket = NLP-42\n");
  ::unsetenv("ERRATA_TEST_KEY");
  CHECK(seen.faults.empty());
  for (const auto* part :
       {"model tickets\n", "source           contoso\n", "kind             azure-language\n",
        "endpoint         https://contoso.cognitiveservices.azure.com",
        "api_version      2023-04-01\n", "project          p\n", "model            latest\n",
        "key              environment variable ERRATA_TEST_KEY <set: 16 chars, sha256 ",
        "columns          gold=truth\n", "max-issues       10 %\n", "ticket           NLP-42\n",
        "limits of fetching\n", "attempts          6       of one request"}) {
    CAPTURE(part, seen.text);
    CHECK(has(seen.text, part));
  }
  CHECK(has(seen.text, (scratch.path() / "texts").string()));
  CHECK(has(seen.text, "reports          " + (scratch.path() / "reports/tickets").string()));
  CHECK(has(seen.text, (scratch.path() / "summary.json").string()));
  CHECK_FALSE(has(seen.text, "CANARY"));
}

TEST_CASE("a check says which variables of Entra are missing, once for a source") {
  const test::Scratch scratch;
  for (const auto* name : {"AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"})
    ::unsetenv(name);
  const auto seen = described(scratch,
                              "[source.contoso]\nkind = azure-language\nauth = entra\n"
                              "endpoint = https://contoso.cognitiveservices.azure.com\n" +
                                  tickets + "[model.b]\nsource = contoso\nproject = q\n");
  REQUIRE(seen.faults.size() == 3);
  for (const auto& fault : seen.faults)
    CHECK_THAT(fault, Catch::StartsWith("c.ini:1: source 'contoso': environment variable 'AZURE_"));
}

TEST_CASE("a check says all that is missing outside the config, each with its line") {
  const test::Scratch scratch;
  ::unsetenv("ERRATA_TEST_KEY");
  const auto seen = described(
      scratch, source + tickets + "texts = absent\n[model.b]\nsource = contoso\nproject = q\n" +
                   "[model.c]\ninput = no-*.json\n[source.d]\nkind = https\n"
                   "endpoint = http://example.org/x\nkey_file = gone\n"
                   "[model.d]\nsource = d\n");
  const auto folder = scratch.path().string();
  REQUIRE(seen.faults.size() == 5);
  CHECK(seen.faults[0] ==
        "c.ini:4: source 'contoso': environment variable 'ERRATA_TEST_KEY': is not set");
  CHECK(seen.faults[1] == "c.ini:5: model 'tickets': " + folder + "/absent: is not there");
  CHECK(seen.faults[2] == "c.ini:12: model 'c': " + folder + "/no-*.json: matches no file");
  CHECK(has(seen.faults[3], "c.ini:14: source 'd': the URL "));
  CHECK(seen.faults[4] == "c.ini:17: source 'd': " + folder + "/gone: No such file or directory");
}

TEST_CASE("a key that is not there is a fault of the models that need it, when they are fetched") {
  const test::Scratch scratch;
  ::unsetenv("ERRATA_TEST_KEY");
  const auto config = app::read_config(scratch.file("c.ini", source + tickets));
  app::Messages messages{app::Loudness::quiet};
  app::Fetcher fetcher{config, config.limits, app::chosen_models(config, ""), messages};
  CHECK_THROWS_WITH(fetcher.fetch(config.models[0], scratch.path() / "raw", messages),
                    "environment variable 'ERRATA_TEST_KEY': is not set");
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "raw"));
}
