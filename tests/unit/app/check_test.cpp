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

struct Seen {
  std::string text;
  std::vector<std::string> faults;  // without the folder of the config
  std::vector<std::string> warnings;
};

Seen described(const test::Scratch& scratch, const std::string& text) {
  const auto path = scratch.file("c.ini", text);
  app::Faults faults{path};
  const auto config = app::read_config(path, faults);
  auto described = app::describe(config, app::chosen_models(config, ""), faults);
  Seen result{std::move(described.text), {}, std::move(described.warnings)};
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
    CHECK_THAT(fault, Catch::StartsWith("c.ini:3: source 'contoso': environment variable 'AZURE_"));
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
  CHECK(seen.faults[1] == "c.ini:8: model 'tickets': " + folder + "/absent: is not there");
  CHECK(seen.faults[2] == "c.ini:13: model 'c': " + folder + "/no-*.json: matches no file");
  CHECK(has(seen.faults[3], "c.ini:16: source 'd': the URL "));
  CHECK(seen.faults[4] == "c.ini:17: source 'd': " + folder + "/gone: No such file or directory");
}

TEST_CASE("a check shows the proxy of each host, and where no_proxy excepts it") {
  struct Row {
    const char* exceptions;
    const char* endpoint;
    const char* texts;
  };
  const Row row = GENERATE(values<Row>({
      {"", "  proxy            px:1\n", "  texts' proxy     px:1\n"},
      {".azure.com",
       "  proxy            none: no_proxy excepts contoso.cognitiveservices.azure.com\n",
       "  texts' proxy     px:1\n"},
      {"acct.blob.core.windows.net", "  proxy            px:1\n",
       "  texts' proxy     none: no_proxy excepts acct.blob.core.windows.net\n"},
  }));
  const test::Scratch scratch;
  ::setenv("https_proxy", "http://user:CANARYpassword@px:1", 1);
  ::setenv("no_proxy", row.exceptions, 1);
  const auto seen = described(scratch, source + tickets +
                                           "texts = https://acct.blob.core.windows.net/c\n"
                                           "texts_sas_env = ERRATA_TEST_SAS\n");
  ::unsetenv("https_proxy");
  ::unsetenv("no_proxy");
  CAPTURE(seen.text);
  CHECK(has(seen.text, row.endpoint));
  CHECK(has(seen.text, row.texts));
  CHECK_FALSE(has(seen.text, "CANARY"));
}

TEST_CASE("the store of the environment is warned of where a source has no ca_file") {
  struct Row {
    std::string text;
    std::size_t warnings;
  };
  const std::string own = "ca_file = ca.pem\n";
  const std::string other = "[source.other]\nkind = https\nurl = https://h/x\n";
  const Row row = GENERATE_REF(values<Row>({
      {source + tickets, 1},
      {source + own + tickets, 0},
      {source + own + tickets + other, 0},  // which no model names
      {source + own + tickets + other + "[model.b]\nsource = other\n", 1},
      {"[model.b]\ninput = x\n", 0},
      {"[source.s]\nkind = files\npath = x\n[model.b]\nsource = s\n", 0},
  }));
  const test::Scratch scratch;
  ::unsetenv("SSL_CERT_DIR");
  ::setenv("SSL_CERT_FILE", "/etc/own.pem", 1);
  const auto seen = described(scratch, row.text);
  ::unsetenv("SSL_CERT_FILE");
  CAPTURE(row.text);
  REQUIRE(seen.warnings.size() == row.warnings);
  if (row.warnings == 1)
    CHECK(seen.warnings[0] ==
          "SSL_CERT_FILE is set: for sources without ca_file, /etc/own.pem takes the place of the "
          "system's file of certificate authorities");
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
