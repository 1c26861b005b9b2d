#include "app/check.hpp"

#include <algorithm>
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

void add_secrets(const test::Scratch& scratch) {
  using std::filesystem::perms;
  const auto key = scratch.file("key", "CANARY0123456789");
  const auto sas =
      scratch.file("sas", "sv=2022-11-02&sp=rl&sr=c&se=2099-01-01T00:00:00Z&sig=CANARY0123456789");
  for (const auto& file : {key, sas})
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
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

TEST_CASE("a proxy of the environment that cannot be used is one fault, whatever else is wrong") {
  struct Row {
    std::string text;
    std::size_t faults;
  };
  const std::string bare = "[source.contoso]\nkind = azure-language\nkey_file = key\nendpoint = ";
  const std::string named = "[model.tickets]\nsource = contoso\n";
  const Row row = GENERATE_REF(values<Row>({
      {bare + "https://contoso.cognitiveservices.azure.com\n" + named + "project = p\n", 1},
      {bare + "https://contoso.cognitiveservices.azure.com\n" + named, 2},  // no project
      {bare + "\n" + named + "project = p\n", 2},                           // no endpoint
      {bare + "https://contoso.cognitiveservices.azure.com\n" + named +
           "project = p\ntexts = https://acct.blob.core.windows.net/c\ntexts_sas_file = sas\n" +
           "[model.b]\nsource = contoso\nproject = q\n",
       1},
  }));
  const test::Scratch scratch;
  add_secrets(scratch);
  ::setenv("https_proxy", "ftp://user:CANARYpassword@px:1", 1);
  const auto seen = described(scratch, row.text);
  ::unsetenv("https_proxy");
  CAPTURE(row.text, seen.text, seen.faults);
  CHECK(seen.faults.size() == row.faults);
  CHECK(std::ranges::count_if(seen.faults, [](const std::string& fault) {
          return has(fault, "c.ini: environment variable 'https_proxy': the proxy must ");
        }) == 1);
  CHECK(has(seen.text, "  proxy            cannot be used\n"));
}

TEST_CASE("a login for a proxy that a run would refuse is a fault at its line") {
  struct Row {
    const char* login;
    const char* fault;  // nothing: it is right
  };
  const Row row = GENERATE(values<Row>({
      {"svc-errata:CANARYpassword", nullptr},
      {"CANARYpassword",
       "c.ini:5: source 'contoso': environment variable ERRATA_TEST_LOGIN: the "
       "login must be one line, USER:PASSWORD"},
      {"u:x", "c.ini:5: source 'contoso': environment variable 'ERRATA_TEST_LOGIN': the secret "},
  }));
  const test::Scratch scratch;
  ::setenv("ERRATA_TEST_KEY", "CANARY0123456789", 1);
  ::setenv("ERRATA_TEST_LOGIN", row.login, 1);
  const auto seen =
      described(scratch, source + "proxy_login_env = ERRATA_TEST_LOGIN\nproxy = px:1\n" + tickets);
  ::unsetenv("ERRATA_TEST_KEY");
  ::unsetenv("ERRATA_TEST_LOGIN");
  CAPTURE(row.login, seen.faults);
  REQUIRE(seen.faults.size() == (row.fault == nullptr ? 0 : 1));
  if (row.fault != nullptr)
    CHECK_THAT(seen.faults[0], Catch::StartsWith(row.fault));
  CHECK_FALSE(has(seen.text, "CANARY"));
}

TEST_CASE("files of a source that are not there are a fault, be they a folder or a pattern") {
  const std::string path = GENERATE("gone", "gone/", "gone/*.json", "here/*.json");
  const test::Scratch scratch;
  scratch.file("here/a.csv", "x");
  const auto seen =
      described(scratch, "[source.s]\nkind = files\npath = " + path + "\n[model.a]\nsource = s\n");
  CAPTURE(path, seen.faults);
  REQUIRE(seen.faults.size() == 1);
  CHECK_THAT(seen.faults[0], Catch::StartsWith("c.ini:3: source 's': "));
}

TEST_CASE("a wrong kind of credential says nothing of the variables that another would need") {
  const test::Scratch scratch;
  ::unsetenv("AZURE_TENANT_ID");
  const auto seen = described(scratch,
                              "[source.contoso]\nkind = azure-language\nauth = key\n"
                              "endpoint = https://contoso.cognitiveservices.azure.com\n" +
                                  tickets);
  CAPTURE(seen.faults);
  REQUIRE(seen.faults.size() == 1);
  CHECK_THAT(seen.faults[0], Catch::Contains("unknown auth 'key'"));
}

TEST_CASE("a proxy is shown whatever is wrong with the URL that is behind it") {
  const test::Scratch scratch;
  ::setenv("https_proxy", "http://px:1", 1);
  const auto seen = described(scratch,
                              "[source.s]\nkind = https\nurl = http://example.org/x\n"
                              "[model.tickets]\nsource = s\n");
  ::unsetenv("https_proxy");
  CAPTURE(seen.text, seen.faults);
  CHECK(has(seen.text, "  proxy            px:1\n"));
  REQUIRE(seen.faults.size() == 1);
  CHECK(seen.faults[0] == "c.ini:3: source 's': the URL must begin with https://");
}

TEST_CASE("what is wrong with texts in a container is one fault") {
  struct Row {
    std::string text;
    const char* fault;
  };
  const std::string head =
      "[source.contoso]\nkey_file = key\n"
      "endpoint = https://contoso.cognitiveservices.azure.com\nkind = ";
  const std::string texts = "texts = https://acct.blob.core.windows.net/c";
  const Row row = GENERATE_REF(values<Row>({
      {head + "azure-clu\n" + tickets + texts + "\ntexts_sas_file = sas\nmissing_texts = 1%\n",
       "c.ini:8: model 'tickets': texts in a container are for kind = azure-language"},
      {head + "azure-clu\n" + tickets + texts + "?sig=x\n",
       "c.ini:8: model 'tickets': texts in a container are for kind = azure-language; a signature "
       "never stands in the config"},
      {head + "azure-language\n" + tickets + texts + "?sv=1&sig=CANARY\n",
       "c.ini:8: model 'tickets': 'texts' holds a signature; leave the query out and name it with "
       "texts_sas_env, texts_sas_file or texts_sas_credential"},
      {"[model.tickets]\ninput = key\n" + texts + "?sig=CANARY\n",
       "c.ini:3: model 'tickets': texts in a container are for kind = azure-language; a signature "
       "never stands in the config"},
  }));
  const test::Scratch scratch;
  add_secrets(scratch);
  const auto seen = described(scratch, row.text);
  CAPTURE(row.text, seen.faults);
  REQUIRE(seen.faults.size() == 1);
  CHECK(seen.faults[0] == row.fault);
  CHECK_FALSE(has(seen.text, "CANARY"));
}

TEST_CASE("a fault has the line of its key, however the dashes of that are written") {
  for (const auto* key : {"label-map", "label_map"}) {
    const test::Scratch scratch;
    scratch.file("in.csv", "x");
    scratch.file("broken.map", "no pair\n");
    const auto seen = described(scratch, "[model.a]\ninput = in.csv\n" + std::string{key} +
                                             " = broken.map\n[model.b]\ninput = in.csv\n" + key +
                                             " = absent.map\n");
    CAPTURE(key, seen.faults);
    REQUIRE(seen.faults.size() == 2);
    CHECK_THAT(seen.faults[0], Catch::StartsWith("c.ini:3: model 'a': "));
    CHECK_THAT(seen.faults[1], Catch::StartsWith("c.ini:6: model 'b': "));
  }
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
