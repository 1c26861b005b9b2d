#include "app/config.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

const std::string source =
    "[source.contoso]\n"
    "kind = azure-language\n"
    "endpoint = https://contoso.cognitiveservices.azure.com\n"
    "key_env = AZURE_LANGUAGE_KEY\n";

std::string fault_of(const std::string& text) {
  const test::Scratch scratch;
  const auto path = scratch.file("c.ini", text);
  try {
    app::read_config(path);
  } catch (const UsageError& e) {
    return std::string{e.what()}.substr(scratch.path().string().size() + 1);
  }
  return "no fault";
}

}  // namespace

TEST_CASE("a config says what is reported, from where and to where") {
  const test::Scratch scratch;
  const auto config = app::read_config(scratch.file(
      "c.ini", "; nightly\n[errata]\noutput = out\n\n" + source +
                   "\n[model.tickets]\nsource = contoso\nproject = support-tickets\n"
                   "texts = ./texts\nticket = NLP-42\n"
                   "[model.contracts]\ninput = saved/contracts-*.json\nlabel-separator = ;\n"
                   "max_issues = 5%\nlabel_map = names.map\nignore_case = yes\nthreshold = 0.5\n"));
  CHECK(config.output == scratch.path() / "out");
  REQUIRE(config.models.size() == 2);
  const auto& tickets = config.models[0];
  CHECK(config.source_of(tickets).endpoint == "https://contoso.cognitiveservices.azure.com");
  CHECK(config.source_of(tickets).key.environment == "AZURE_LANGUAGE_KEY");
  CHECK(tickets.model == "latest");
  CHECK(tickets.input.name == "tickets");
  CHECK(tickets.input.texts == scratch.path() / "./texts");
  CHECK(tickets.ticket == "NLP-42");
  const auto& contracts = config.models[1];
  CHECK(contracts.inputs == std::vector{(scratch.path() / "saved/contracts-*.json").string()});
  CHECK(contracts.input.label_separator == ";");
  CHECK(contracts.input.max_issues == 0.05);
  CHECK(contracts.input.label_map == scratch.path() / "names.map");
  CHECK(contracts.input.ignore_case);
  CHECK(contracts.input.threshold == 0.5);
}

TEST_CASE("a model's language wins over the config's, and the command line's over both") {
  const test::Scratch scratch;
  auto config = app::read_config(scratch.file("c.ini",
                                              "[errata]\nlang = de\n[model.a]\ninput = a.csv\n"
                                              "[model.b]\ninput = b.csv\nlang = en\n"));
  CHECK(config.language_of(config.models[0]) == "de");
  CHECK(config.language_of(config.models[1]) == "en");
  config.forced_language = "de";
  CHECK(config.language_of(config.models[1]) == "de");
  CHECK(fault_of("[errata]\nlang = fr\n[model.a]\ninput = a.csv\n") ==
        "c.ini:2: 'lang': unknown language 'fr', there are de, en");
}

TEST_CASE("texts in a container are told from texts in a folder") {
  const test::Scratch scratch;
  const auto config = app::read_config(
      scratch.file("c.ini", source + "[model.a]\nsource = contoso\nproject = p\n"
                                     "texts = https://acct.blob.core.windows.net/c\n"
                                     "texts_sas_env = SAS\n"));
  CHECK(config.models[0].texts_url == "https://acct.blob.core.windows.net/c");
  CHECK_FALSE(config.models[0].input.texts);
}

TEST_CASE("a config that is wrong is refused with line, thing and nearest name") {
  struct Row {
    std::string text;
    const char* fault;
  };
  const std::string model = "[model.a]\ninput = x\n";
  const Row row = GENERATE_REF(values<Row>({
      {"", "c.ini: no [model.NAME] section: nothing to report"},
      {source + "endpiont = https://x\n" + model,
       "c.ini:5: unknown key 'endpiont', did you mean 'endpoint'?"},
      {"[source.contoso]\nkey-env = K\nkind = https\nurl = https://h/x\n" + model,
       "c.ini:2: unknown key 'key-env', did you mean 'key_env'?"},
      {model + "fromat = csv\n", "c.ini:3: unknown key 'fromat', did you mean 'format'?"},
      {"[modle.a]\n" + model,
       "c.ini:1: unknown section 'modle.a', did you mean 'model'?; sections are [errata], "
       "[source.NAME], [model.NAME] and [thresholds]"},
      {"output = x\n" + model, "c.ini:1: key 'output' stands before any section"},
      {model + "input = y\n", "c.ini:3: duplicate key name 'input'"},
      {model + "nonsense\n", "c.ini:3: '=' character not found in line"},
      {model + "task = ner\n",
       "c.ini:3: 'task': 'ner' is no task: single_label, multi_label or entities"},
      {model + "max_issues = 200%\n",
       "c.ini:3: 'max_issues': '200%' is no share (a count is not meant): write 10% or 0.1"},
      {model + "max_issues = 20\n",
       "c.ini:3: 'max_issues': '20' is no share (a count is not meant): write 10% or 0.1"},
      {model + "max_issues = 1\n",
       "c.ini:3: 'max_issues': '1' may mean a hundredth or all: write 1% or 100%"},
      {model + "name = \"a\"\n",
       "c.ini:3: 'name': quotes would be part of the value; leave them out"},
      {model + "name = a ; b\n",
       "c.ini:3: 'name': a comment behind a value would be part of it; give it a line of "
       "its own"},
      {"[model.a]\nticket = x\n",
       "c.ini:1: model 'a' needs exactly one of: source, input, gold with predicted"},
      {"[model.a/b]\ninput = x\n",
       "c.ini:1: 'a/b' cannot name a folder: use at most 64 of A-Z a-z 0-9 _ . -"},
      {"[model.latest]\ninput = x\n",
       "c.ini:1: 'latest' cannot name a folder: use at most 64 of A-Z a-z 0-9 _ . -"},
      {model + "[model.A]\ninput = y\n",
       "c.ini:3: models 'a' and 'A' would share a folder where case does not count"},
      {source + "[model.a]\nsource = contso\nproject = p\n",
       "c.ini:6: model 'a': unknown source 'contso', did you mean 'contoso'?"},
      {source + "[model.a]\nsource = contoso\n", "c.ini:5: model 'a' has no project"},
      {"[source.s]\nkind = azure-langauge\nendpoint = e\nkey_env = K\n" + model,
       "c.ini:2: source 's': unknown kind 'azure-langauge', did you mean 'azure-language'?"},
      {"[source.s]\nkind = azure-language\nendpoint = e\n" + model,
       "c.ini:2: source 's' has no credential; it needs key_env, key_file, key_credential, "
       "token_env, token_file, token_credential or auth = entra"},
      {source + "url = https://y\n" + model,
       "c.ini:5: source 'contoso': 'endpoint' and 'url' are two names of one key; one of them"},
      {"[source.s]\nkind = https\nurl = https://h/x\nkey_env = K\nendpoint = https://h/x\n" + model,
       "c.ini:5: source 's': 'endpoint' and 'url' are two names of one key; one of them"},
      {source + "[model.a]\nsource = contoso\nproject = p\ntexts = https://a.example/c\n",
       "c.ini:8: model 'a': texts in a container need texts_sas_env, texts_sas_file or "
       "texts_sas_credential"},
      {"[source.s]\nkind = azure-clu\nendpoint = e\nauth = entra\nkey_env = K\n" + model,
       "c.ini:4: source 's' has more than one of key, token and auth; one of them"},
      {"[source.s]\nkind = files\n" + model, "c.ini:1: source 's' has no path"},
      {"[source.s]\nendpoint = e\nkey_env = K\n[model.a]\nsource = s\nproject = p\n",
       "c.ini:1: source 's' has no kind (azure-language, azure-clu, https, files)"},
      {source + "key_file = k\n" + model,
       "c.ini:5: 'key_file': a secret has one place, a variable, a file or a credential; one of "
       "them"},
      {source + "proxy = ftp://h:1\n" + model,
       "c.ini:5: 'proxy': the proxy must begin with http://; proxies of other kinds are not "
       "supported"},
  }));
  CAPTURE(row.text);
  CHECK(fault_of(row.text) == row.fault);
}

TEST_CASE("a secret in the config is refused and not repeated") {
  for (const auto* line :
       {"key = CANARY0123456789", "token = CANARY0123456789", "sas = CANARY0123456789"}) {
    const auto fault = fault_of(source + line + "\n");
    CAPTURE(fault);
    CHECK(fault.find("a secret never stands in the config") != std::string::npos);
    CHECK(fault.find("CANARY") == std::string::npos);
  }
  const auto fault = fault_of(source +
                              "[model.a]\nsource = contoso\nproject = p\n"
                              "texts = https://a.blob.core.windows.net/c?sv=1&sig=CANARY\n");
  CHECK(fault.find("holds a signature") != std::string::npos);
  CHECK(fault.find("CANARY") == std::string::npos);
}

TEST_CASE("a secret in the place of its name, or in a proxy, is refused and not repeated") {
  for (const auto* line :
       {"token_env = CANARY0KEY7d1f4c2e9b8a6d5f3c1b0a9e8d7c6b5a",
        "token_file = eyJCANARY.eyJCANARY.CANARY", "proxy = http://user:CANARYpassword@h:1"}) {
    const auto fault = fault_of(source + line + "\n");
    CAPTURE(fault);
    CHECK(fault.starts_with("c.ini:5: "));
    CHECK(fault.find("CANARY") == std::string::npos);
  }
}

TEST_CASE("a secret that was pasted as a key of the config is not repeated") {
  const std::string secret = "CANARY0KEY7d1f4c2e9b8a6d5f3c1b0a9e8d7c6b5a";
  for (const auto& text :
       {source + secret + " = \n", source + secret + " = \"x\"\n", source + secret + " = x ; y\n",
        secret + " = x\n" + source, secret + "==\n" + source}) {
    const auto fault = fault_of(text + "[model.a]\nsource = contoso\nproject = p\n");
    CAPTURE(text, fault);
    CHECK_THAT(fault, Catch::Contains("(not shown: it looks like a secret)"));
    CHECK_THAT(fault, !Catch::Contains("CANARY"));
  }
}

TEST_CASE("files that a source names are the input of its models") {
  const test::Scratch scratch;
  const auto config = app::read_config(scratch.file(
      "c.ini",
      "[source.s]\nkind = files\npath = saved/*.json other.json\n[model.a]\nsource = s\n"));
  CHECK_FALSE(config.is_fetched(config.models[0]));
  CHECK(config.models[0].inputs == std::vector{(scratch.path() / "saved/*.json").string(),
                                               (scratch.path() / "other.json").string()});
}

TEST_CASE("a key that means nothing for the kind of a source is refused where it stands") {
  struct Row {
    std::string text;
    const char* fault;
  };
  const std::string files = "[source.s]\nkind = files\npath = x\n";
  const std::string https = "[source.s]\nkind = https\nurl = https://h/x\n";
  const std::string clu = "[source.s]\nkind = azure-clu\nendpoint = e\nkey_env = K\n";
  const std::string model = "[model.a]\nsource = s\n";
  const Row row = GENERATE_REF(values<Row>({
      {files + "key_env = K\n" + model,
       "c.ini:4: source 's': 'key_env' means nothing for kind = files; it is for azure-language, "
       "azure-clu, https"},
      {files + "requests_per_minute = 5\n" + model,
       "c.ini:4: source 's': 'requests_per_minute' means nothing for kind = files; it is for "
       "azure-language, azure-clu, https"},
      {files + "endpoint = https://h\n" + model,
       "c.ini:4: source 's': 'endpoint' means nothing for kind = files; it is for azure-language, "
       "azure-clu, https"},
      {files + model + "project = p\n",
       "c.ini:6: model 'a': 'project' means nothing for kind = files; it is for azure-language, "
       "azure-clu"},
      {https + model + "model = all\n",
       "c.ini:6: model 'a': 'model' means nothing for kind = https; it is for azure-language, "
       "azure-clu"},
      {https + "path = x\n" + model,
       "c.ini:4: source 's': 'path' means nothing for kind = https; it is for files"},
      {https + "api_version = 1\n" + model,
       "c.ini:4: source 's': 'api_version' means nothing for kind = https; it is for "
       "azure-language, azure-clu"},
      {https + model + "texts = https://a.example/c\n",
       "c.ini:6: model 'a': texts in a container are for kind = azure-language"},
      {clu + model +
           "project = p\ntexts = https://a.example/c\ntexts_sas_env = S\nmissing_texts = 1%\n",
       "c.ini:8: model 'a': texts in a container are for kind = azure-language"},
      {"[model.a]\ninput = x\ntexts = https://a.example/c?sig=x\n",
       "c.ini:3: model 'a': texts in a container are for kind = azure-language; a signature never "
       "stands in the config"},
      {clu + model + "project = p\ntexts_sas_env = S\n",
       "c.ini:8: model 'a': 'texts_sas_env' means nothing for kind = azure-clu; it is for "
       "azure-language"},
      {"[model.a]\ninput = x\nproject = p\n",
       "c.ini:3: model 'a': 'project' means nothing without a source; it is for azure-language, "
       "azure-clu"},
      {"[model.a]\ninput = x\nmissing_texts = 0.1\n",
       "c.ini:3: model 'a': 'missing_texts' means nothing without a source; it is for "
       "azure-language"},
      {files + model + "columns = gold=g\nmax_issues = 5%\ntexts = t\nticket = T\n", "no fault"},
      {https + "key_env = K\nheader = H\nallow_host = yes\nproxy = none\nca_file = c\n" + model,
       "no fault"},
  }));
  CAPTURE(row.text);
  CHECK(fault_of(row.text) == row.fault);
}

TEST_CASE("a key in the wrong section is said to be of another one") {
  struct Row {
    std::string text;
    const char* fault;
  };
  const std::string model = "[model.a]\nsource = contoso\nproject = p\n";
  const Row row = GENERATE_REF(values<Row>({
      {source + model + "endpoint = https://h\n", "c.ini:8: 'endpoint' is a key of [source.NAME]"},
      {source + model + "output = x\n", "c.ini:8: 'output' is a key of [errata]"},
      {source + model + "proxy = none\n", "c.ini:8: 'proxy' is a key of [errata] or [source.NAME]"},
      {source + "label_separator = x\n" + model,
       "c.ini:5: 'label_separator' is a key of [model.NAME]"},
      {"[errata]\nkind = https\n" + source + model, "c.ini:2: 'kind' is a key of [source.NAME]"},
      {source + "dialects = jira\n" + model,
       "c.ini:5: unknown key 'dialects', did you mean 'dialect' of [errata] or [model.NAME]?"},
      {source + "[model.a]\nrequests_per_minut = 9\n",
       "c.ini:6: unknown key 'requests_per_minut', did you mean 'requests_per_minute' of "
       "[source.NAME]?"},
  }));
  CAPTURE(row.text);
  CHECK(fault_of(row.text) == row.fault);
}

TEST_CASE("a fault that follows from another one is not said") {
  struct Row {
    std::string text;
    const char* fault;
  };
  const std::string model = "[model.a]\nsource = contoso\nproject = p\n";
  const std::string bare =
      "[source.contoso]\nkind = azure-language\nendpoint = https://contoso.example\n";
  const Row row = GENERATE_REF(values<Row>({
      {source + "[modle.x]\n",
       "c.ini:5: unknown section 'modle.x', did you mean 'model'?; sections are [errata], "
       "[source.NAME], [model.NAME] and [thresholds]"},
      {source + "[mdl.x]\nsource = contoso\n",
       "c.ini:5: unknown section 'mdl.x'; sections are [errata], [source.NAME], [model.NAME] and "
       "[thresholds]"},
      {"[src.contoso]\n" + model,
       "c.ini:1: unknown section 'src.contoso'; sections are [errata], [source.NAME], "
       "[model.NAME] and [thresholds]"},
      {bare + "kyenv = K\n" + model, "c.ini:4: unknown key 'kyenv'"},
      {bare + "apikey_env = K\n" + model, "c.ini:4: unknown key 'apikey_env'"},
      {bare + "auth = key\n" + model,
       "c.ini:4: source 'contoso': unknown auth 'key'; there is only entra"},
      {bare + "auth = key\nkey_env = K\n" + model,
       "c.ini:4: source 'contoso': unknown auth 'key'; there is only entra"},
      {bare + model + "key_env = K\n", "c.ini:7: 'key_env' is a key of [source.NAME]"},
      {source + "project = p\n[model.a]\nsource = contoso\n",
       "c.ini:5: 'project' is a key of [model.NAME]"},
      {"[source.contoso]\nkind = https\n[model.a]\nsource = contoso\nurl = https://h/x\n",
       "c.ini:5: 'url' is a key of [source.NAME]"},
      {source + model + "texts = https://a.example/c\ntexts_sas_env = not=a name\n",
       "c.ini:9: 'texts_sas_env' is the name of an environment variable (A-Z a-z 0-9 _), never its "
       "value"},
      {source + "[model.a]\nfrom = x\n", "c.ini:6: unknown key 'from'"},
  }));
  CAPTURE(row.text);
  CHECK(fault_of(row.text) == row.fault);
}

TEST_CASE("a secret behind a key that is nearly named as one of ours is not repeated") {
  const auto fault = fault_of(
      "[source.s]\nkeyenv = CANARY0KEY7d1f4c2e9b8a6d5f3c1b0a9e8d7c6b5a\n[model.a]\ninput = x\n");
  CAPTURE(fault);
  CHECK_THAT(fault, !Catch::Contains("CANARY"));
}

TEST_CASE("all faults of a config are collected, by line") {
  const test::Scratch scratch;
  const auto path = scratch.file("c.ini",
                                 "[errata]\n"
                                 "ouput = x\n"
                                 "nonsense\n"
                                 "[source.s]\n"
                                 "kind = azure-langauge\n"
                                 "key_env = not=a name\n"
                                 "[model.a]\n"
                                 "sorce = s2\n"
                                 "format = cvs\n"
                                 "task = ner\n"
                                 "[model.A]\n"
                                 "input = \"x\"\n"
                                 "[model.A]\n"
                                 "input = y\n");
  app::Faults faults{path};
  const auto config = app::read_config(path, faults);
  std::string all;
  for (const auto& message : faults.messages())
    all += message.substr(scratch.path().string().size() + 1) + "\n";
  CHECK(all ==
        "c.ini:2: unknown key 'ouput', did you mean 'output'?\n"
        "c.ini:3: '=' character not found in line\n"
        "c.ini:4: source 's' has no endpoint\n"
        "c.ini:5: source 's': unknown kind 'azure-langauge', did you mean 'azure-language'?\n"
        "c.ini:6: 'key_env' is the name of an environment variable (A-Z a-z 0-9 _), never its "
        "value\n"
        "c.ini:8: model 'a': unknown source 's2', did you mean 's'?\n"
        "c.ini:8: unknown key 'sorce', did you mean 'source'?\n"
        "c.ini:9: model 'a': unknown format 'cvs', did you mean 'csv'?\n"
        "c.ini:10: 'task': 'ner' is no task: single_label, multi_label or entities\n"
        "c.ini:11: models 'a' and 'A' would share a folder where case does not count\n"
        "c.ini:12: 'input': quotes would be part of the value; leave them out\n"
        "c.ini:13: duplicate section name '[model.A]'\n");
  CHECK(config.models.size() == 2);
  CHECK(config.output == scratch.path() / "x");
}

TEST_CASE("a run says the first fault of its config, and how many more there are") {
  CHECK(fault_of("[model.a]\ninput = x\nfromat = csv\ntask = ner\nx = y\n") ==
        "c.ini:3: unknown key 'fromat', did you mean 'format'? (and 2 more faults: errata check "
        "says all)");
}

TEST_CASE("a file that is no INI at all is not a list of a thousand faults") {
  std::string text;
  for (int line = 0; line < 1000; ++line)
    text += "a,b,c\n";
  CHECK(fault_of(text) ==
        "c.ini:1: '=' character not found in line; this file is no config: 20 of its lines are "
        "no INI");
}
