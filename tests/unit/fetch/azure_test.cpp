// The Azure source against a script: which requests, in which order, and what when one fails.
#include <algorithm>

#include "core/error.hpp"
#include "core/files.hpp"
#include "fetch/azure_models.hpp"
#include "fetch/blob_texts.hpp"
#include "fetch/fetch.hpp"
#include "fetch/journal.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using namespace errata::fetch;
using test::answer;

namespace {

const std::string base = "/language/authoring/analyze-text/projects/my%20p";
const std::string version = "?api-version=2023-04-01";
const std::string summary = base + "/models/m/evaluation/summary-result" + version;
const std::string results =
    base + "/models/m/evaluation/result" + version + "&stringIndexType=Utf16CodeUnit";
const std::string start_export = base + "/:export" + version + "&stringIndexType=Utf16CodeUnit";
const std::string job = base + "/export/jobs/1" + version;

const std::string models =
    R"({"value":[{"label":"m","lastTrainedDateTime":"2026-01-01T00:00:00Z"}]})";

// A project that has everything; tests change what they are about.
struct World {
  test::ScriptedTransport transport;
  test::FakeClock clock;
  Traffic traffic{clock};
  test::Scratch scratch;
  Source source;
  Job what{"my p", "latest", std::nullopt};

  explicit World(bool with_export = true) {
    source.name = "s";
    source.endpoint = "https://x.cognitiveservices.azure.com/";
    transport.on(base + version, answer(200, "{}"))
        .on(base + "/models" + version, answer(200, models));
    transport.on(results, answer(200, R"({"value":[{"location":"a.txt"},{"location":"../b"}]})"));
    if (!with_export)
      return;
    transport.on(start_export, answer(202, "", {{"operation-location", job}}));
    transport.on(job, answer(200, R"({"status":"notStarted"})"));
    transport.on(job, answer(200, R"({"status":"someNewWord"})"));
    transport.on(job, answer(200, R"({"status":"succeeded","resultUrl":"/export-result"})"));
    transport.on("/export-result", answer(200, R"({"assets":{}})"));
  }

  // The summary of the evaluation and a container of texts, of which so many may be missing.
  void want_texts(double missing_share) {
    transport.on(summary, answer(200, "{}"));
    auto& texts = what.texts.emplace();
    texts.url = "https://acct.blob.core.windows.net/box/";
    texts.missing_share = missing_share;
  }

  Fetched go() {
    return fetch_azure_language(source, what, {transport, traffic}, scratch.path() / "raw", {});
  }
};

}  // namespace

TEST_CASE("an evaluation is read between two equal summaries, then the export") {
  World world;
  world.transport.on(summary, answer(200, R"({"a":1,"b":2})"))
      .on(summary, answer(200, R"({"b":2,"a":1})"));
  const auto fetched = world.go();
  CHECK(fetched.model == "m");
  CHECK(fetched.documents == 2);
  CHECK(fetched.remarks.empty());
  CHECK(world.transport.asked ==
        std::vector<std::string>{"GET " + base + version, "GET " + base + "/models" + version,
                                 "GET " + summary, "GET " + results, "GET " + summary,
                                 "POST " + start_export, "GET " + job, "GET " + job, "GET " + job,
                                 "GET /export-result"});
}

TEST_CASE("an evaluation that changes while it is read is read once more, then given up") {
  World once;
  once.transport.on(summary, answer(200, R"({"a":1})")).on(summary, answer(200, R"({"a":2})"));
  CHECK(once.go().documents == 2);
  World always;
  for (const auto* body : {R"({"a":1})", R"({"a":2})", R"({"a":3})", R"({"a":4})"})
    always.transport.on(summary, answer(200, body));
  CHECK_THROWS_WITH(always.go(), Catch::EndsWith("[E-CHANGED]"));
  CHECK_FALSE(std::filesystem::exists(always.scratch.path() / "raw" / "index.json"));
}

TEST_CASE("a page that says the list has changed means that it all is read once more") {
  const auto changed = answer(412, "");
  World once;
  once.transport.on(summary, answer(200, "{}"));
  test::ScriptedTransport transport;
  transport.on(base + version, answer(200, "{}"))
      .on(base + "/models" + version, answer(200, models));
  transport.on(summary, answer(200, "{}")).on(results, changed);
  const auto go = [&] {
    return fetch_azure_language(once.source, once.what, {transport, once.traffic},
                                once.scratch.path() / "raw", {});
  };
  SECTION("always") {
    CHECK_THROWS_WITH(go(), Catch::EndsWith("[E-CHANGED]"));
    CHECK(std::ranges::count(transport.asked, "GET " + results) == 2);
  }
  SECTION("once") {
    transport.on(results, answer(200, R"({"value":[{"location":"a.txt"}]})"));
    CHECK(go().documents == 1);
  }
}

TEST_CASE("pages with fewer labels than the summary counts are an error, more are not") {
  struct Row {
    const char* summary;
    bool is_taken;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"x":{"entities":{"A":{"truePositiveCount":1,"falseNegativeCount":1},"B":{}}}})", true},
      {R"({"x":{"entities":{"A":{"truePositiveCount":1,"falseNegativeCount":0}}}})", true},
      {R"({"x":{"entities":{"A":{"truePositivesCount":2,"falseNegativesCount":1}}}})", false},
      {R"({"x":{"classes":{"A":{"truePositiveCount":2},"B":{"falseNegativeCount":1}}}})", false},
      {R"({"x":{"classes":{"A":{"truePositiveCount":"2"}}}})", true},
      {"{}", true},
  }));
  const auto* const item = GENERATE(
      R"({"location":"a","r":{"entities":[{"expectedEntities":[{},{}],"predictedEntities":[{}]}]}})",
      R"({"location":"a","r":{"expectedClasses":[{},{}],"predictedClasses":[{},{},{}]}})",
      R"({"location":"a","r":{"expectedClass":"A"}},{"location":"b","r":{"expectedClass":"B"}})");
  CAPTURE(row.summary, item);
  World world;
  test::ScriptedTransport transport;
  transport.on(base + version, answer(200, "{}"))
      .on(base + "/models" + version, answer(200, models));
  transport.on(summary, answer(200, row.summary));
  transport.on(results, answer(200, std::string{"{\"value\":["} + item + "]}"));
  const auto go = [&] {
    fetch_azure_language(world.source, world.what, {transport, world.traffic},
                         world.scratch.path() / "raw", {});
  };
  if (row.is_taken)
    CHECK_NOTHROW(go());
  else
    CHECK_THROWS_WITH(go(), Catch::Contains("hold 2 labels") && Catch::EndsWith("[E-COUNT]"));
}

TEST_CASE("details of another project are not taken for those that were asked for") {
  World world;
  test::ScriptedTransport transport;
  transport.on(base + version, answer(200, R"({"projectName":"other"})"));
  CHECK_THROWS_WITH(fetch_azure_language(world.source, world.what, {transport, world.traffic},
                                         world.scratch.path() / "raw", {}),
                    Catch::Contains("about project 'other'"));
}

TEST_CASE("a summary of another kind than its project is refused, another spelling is not") {
  const auto* const kind =
      GENERATE("customNamedEntityRecognition", "CustomMultiLabelClassification");
  World world;
  test::ScriptedTransport transport;
  const std::string details = R"({"projectKind":"CustomEntityRecognition"})";
  transport.on(base + version, answer(200, details))
      .on(base + "/models" + version, answer(200, models));
  transport.on(summary, answer(200, std::string{R"({"projectKind":")"} + kind + "\"}"));
  transport.on(results, answer(200, R"({"value":[]})"));
  const auto go = [&] {
    fetch_azure_language(world.source, world.what, {transport, world.traffic},
                         world.scratch.path() / "raw", {});
  };
  if (std::string_view{kind}.find("Multi") == std::string_view::npos)
    CHECK_NOTHROW(go());
  else
    CHECK_THROWS_WITH(go(), Catch::Contains("is of kind"));
}

TEST_CASE("an export that fails is a remark, not the end") {
  World world{false};
  world.transport.on(summary, answer(200, "{}"));
  SECTION("forbidden") {
    world.transport.on(start_export, answer(403, ""));
    CHECK_THAT(world.go().remarks.at(0), Catch::EndsWith("[E-AUTH]"));
  }
  SECTION("the job fails") {
    world.transport.on(start_export, answer(202, "", {{"operation-location", job}}));
    world.transport.on(job, answer(200, R"({"status":"failed","errors":[{"message":"why"}]})"));
    CHECK_THAT(world.go().remarks.at(0), Catch::Contains("the job ended as 'failed': 'why'"));
  }
  SECTION("the job never ends") {
    world.transport.on(start_export, answer(202, "", {{"operation-location", job}}));
    world.transport.on(job, answer(200, R"({"status":"running"})"));
    CHECK_THAT(world.go().remarks.at(0), Catch::Contains("did not end within 300 s"));
  }
  SECTION("the result lies elsewhere") {
    world.transport.on(start_export, answer(202, "", {{"operation-location", job}}));
    world.transport.on(job,
                       answer(200, R"({"status":"succeeded","resultUrl":"https://e.example/"})"));
    CHECK_THAT(world.go().remarks.at(0), Catch::Contains("another origin"));
  }
}

TEST_CASE("an export that cannot be had tonight is a remark, but not where the key is refused") {
  World world{false};
  world.transport.on(summary, answer(200, "{}"));
  SECTION("the service is busy") {
    world.transport.on(start_export, answer(503, ""));
    CHECK_THAT(world.go().remarks.at(0), Catch::EndsWith("[E-HTTP-BUSY]"));
  }
  SECTION("the job is busy") {
    world.transport.on(start_export, answer(202, "", {{"operation-location", job}}));
    world.transport.on(job, answer(503, ""));
    CHECK_THAT(world.go().remarks.at(0), Catch::EndsWith("[E-HTTP-BUSY]"));
  }
  SECTION("the line is cut") {
    world.transport.on(start_export, answer(202, "", {{"operation-location", job}}));
    world.transport.on(job, answer(200, R"({"status":"succeeded","resultUrl":"/export-result"})"));
    world.transport.on("/export-result", Fault::cut);
    CHECK_THAT(world.go().remarks.at(0), Catch::EndsWith("[E-NET-CUT]"));
  }
  SECTION("the key is refused by now") {
    world.transport.on(start_export, answer(401, ""));
    CHECK_THROWS_WITH(world.go(), Catch::EndsWith("[E-AUTH]"));
  }
}

TEST_CASE("an export is not waited for longer than the run has time") {
  World world{false};
  world.transport.on(summary, answer(200, "{}"));
  world.transport.on(start_export, answer(202, "", {{"operation-location", job}}));
  world.transport.on(job, answer(200, R"({"status":"running"})"));
  Traffic short_run{world.clock, {.deadline = seconds{20}}};
  CHECK_THROWS_WITH(fetch_azure_language(world.source, world.what, {world.transport, short_run},
                                         world.scratch.path() / "raw", {}),
                    "the export of the project: the time of the run is up [E-DEADLINE]");
  CHECK(world.clock.now() - test::FakeClock::begin < seconds{20});
}

TEST_CASE("an export without a body that is refused is asked for again with the documented one") {
  World world{false};
  world.transport.on(summary, answer(200, "{}"));
  world.transport.on(start_export, answer(400, "")).on(start_export, answer(202, ""));
  world.go();
  CHECK(world.transport.bodies == std::vector<std::string>{"", R"({"assetsToExport":["*"]})"});
}

TEST_CASE("the export of a model with a snapshot is that of its training, not of today") {
  World world{false};
  test::ScriptedTransport transport;
  transport.on(base + version, answer(200, "{}")).on(summary, answer(200, "{}"));
  transport.on(base + "/models" + version,
               answer(200, R"({"value":[{"label":"m","hasSnapshot":true}]})"));
  transport.on(results, answer(200, R"({"value":[]})"));
  fetch_azure_language(world.source, world.what, {transport, world.traffic},
                       world.scratch.path() / "raw", {});
  CHECK(std::ranges::count(transport.asked, "POST " + start_export + "&trainedModelLabel=m") == 1);
}

TEST_CASE("a conversational project is asked under its own path, and its utterances need no name") {
  World world;
  test::ScriptedTransport transport;
  const std::string clu = "/language/authoring/analyze-conversations/projects/my%20p";
  transport.on(clu + version, answer(200, R"({"projectKind":"Conversation"})"))
      .on(clu + "/models" + version, answer(200, models))
      .on(clu + "/models/m/evaluation/summary-result" + version, answer(200, "{}"));
  const auto pages =
      clu + "/models/m/evaluation/result" + version + "&stringIndexType=Utf16CodeUnit";
  transport.on(pages,
               answer(200, R"({"value":[{"text":"hi"},{"text":"hi"}],"nextLink":"?skip=2"})"));
  transport.on(clu + "/models/m/evaluation/result?skip=2&stringIndexType=Utf16CodeUnit",
               answer(200, R"({"value":[{"text":"bye"}]})"));
  world.source.product = Product::conversations;
  const auto raw = world.scratch.path() / "raw";
  const auto fetched =
      fetch_azure_language(world.source, world.what, {transport, world.traffic}, raw, {});
  CHECK(fetched.documents == 3);
  CHECK(read_file(raw / "index.json").find(R"("kind": "azure-clu")") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(raw / "result-0003.json"));
}

TEST_CASE("the latest model is the one trained last, by time, then by name") {
  const auto latest = [](const std::string& items) {
    return choose_model(read_models("{\"value\":[" + items + "]}"), "latest", "p").label;
  };
  const auto model = [](const std::string& label, const std::string& time) {
    return R"({"label":")" + label + R"(","lastTrainedDateTime":")" + time + "\"}";
  };
  CHECK(latest(model("a", "2026-01-03T04:30:00+02:00") + "," +
               model("b", "2026-01-03T03:00:00Z")) == "b");
  CHECK(latest(model("b", "2026-01-03T03:00:00Z") + "," + model("a", "2026-01-03T03:00:00Z")) ==
        "b");
  CHECK(latest(model("z", "yesterday") + "," + model("a", "1999-01-01T00:00:00Z")) == "a");
  CHECK(latest(model("latest", "1999-01-01T00:00:00Z") + "," +
               model("x", "2026-01-01T00:00:00Z")) == "latest");
  CHECK_THROWS_WITH(latest(""), "p: has no trained model [E-NOTFOUND]");
}

TEST_CASE("a key goes to hosts of the service only, unless the user insists") {
  struct Row {
    const char* endpoint;
    bool is_taken;
  };
  const Row row = GENERATE(values<Row>({
      {"https://x.cognitiveservices.azure.com", true},
      {"https://westeurope.api.cognitive.microsoft.com/", true},
      {"https://x.cognitiveservices.azure.us", true},
      {"https://x.cognitiveservices.azure.cn", true},
      {"https://localhost:8443", true},
      {"https://[::1]:8443", true},
      {"https://cognitiveservices.azure.com.evil.example", false},
      {"https://xcognitiveservices.azure.com", false},
      {"https://x.cognitiveservices.azure.com:8443", false},
      {"https://10.0.0.1", false},
      {"http://x.cognitiveservices.azure.com", false},
      {"https://x.cognitiveservices.azure.com/path", false},
  }));
  CAPTURE(row.endpoint);
  World world;
  world.source.endpoint = row.endpoint;
  world.transport.on(summary, answer(200, "{}"));
  if (row.is_taken)
    CHECK_NOTHROW(world.go());
  else
    CHECK_THROWS_AS(world.go(), UsageError);
  CHECK(world.transport.asked.empty() != row.is_taken);
}

TEST_CASE("a document's name is a name under the container, whatever it looks like") {
  CHECK(blob_target("/c", "14_Going on 30%.txt") == "/c/14_Going%20on%2030%25.txt");
  CHECK(blob_target("/c", "a/b#c?.txt") == "/c/a/b%23c%3F.txt");
  CHECK(blob_target("/c", "https://evil.example/x") == "/c/https%3A//evil.example/x");
  CHECK(blob_target("/c", "/x") == "/c//x");
  CHECK(blob_target("/c", "../x").empty());
  CHECK(blob_target("/c", "a/./b").empty());
}

TEST_CASE("texts that may be missing are remarks, the others are kept") {
  World world;
  world.want_texts(0.5);
  world.transport.on("/box/a.txt", answer(200, "text"));
  const auto fetched = world.go();
  CHECK(fetched.texts == 1);
  CHECK(fetched.remarks ==
        std::vector<std::string>{
            "text of '../b' was not asked for: its name has a '.' or '..' part"});
  CHECK(read_file(world.scratch.path() / "raw/texts/000001.txt") == "text");
}

TEST_CASE("where a text is missing that may not, there is no result") {
  World world;
  world.want_texts(0.49);
  world.transport.on("/box/a.txt", answer(200, "text"));
  CHECK_THROWS_WITH(world.go(), Catch::Contains("no text of 2 may be missing") &&
                                    Catch::EndsWith("[E-TEXT-MISSING]"));
}

TEST_CASE("a container URL with a SAS in it is refused before anything is sent, and not repeated") {
  World world;
  world.what.texts.emplace().url = "https://acct.blob.core.windows.net/box?sig=CANARY";
  CHECK_THROWS_WITH(world.go(), Catch::Contains("has a query") && !Catch::Contains("CANARY"));
  CHECK(world.transport.asked.empty());
}

TEST_CASE("a file is fetched by its URL and named after it") {
  World world;
  world.source.endpoint = "https://files.example/a/predictions%20v2.csv?token=CANARY";
  world.transport.on("/a/predictions%20v2.csv?token=CANARY", answer(200, "id,gold\n"));
  const auto raw = world.scratch.path() / "raw";
  fetch_file(world.source, {world.transport, world.traffic}, raw, {});
  CHECK(read_file(raw / "predictions_v2.csv") == "id,gold\n");
  CHECK(read_file(raw / "index.json").find("CANARY") == std::string::npos);
}

TEST_CASE("a fetch that failed in the middle asks only for what is missing, or may have changed") {
  World world;
  world.want_texts(0.5);
  world.transport.on("/box/a.txt", Fault::cut);
  for (int i = 0; i < 5; ++i)
    world.transport.on("/box/a.txt", Fault::cut);
  world.transport.on("/box/a.txt", answer(200, "text"));
  CHECK_THROWS_AS(world.go(), FetchError);
  world.transport.asked.clear();
  const auto fetched = world.go();
  CHECK(fetched.texts == 1);
  CHECK(world.transport.asked ==
        std::vector<std::string>{"GET " + base + version, "GET " + base + "/models" + version,
                                 "GET " + summary, "GET " + summary, "POST " + start_export,
                                 "GET " + job, "GET /export-result", "GET /box/a.txt"});
}

TEST_CASE("a checkpoint of another evaluation is not used") {
  World world;
  world.transport.on(summary, answer(200, R"({"a":1})"));
  world.go();
  World later;
  later.transport.on(summary, answer(200, R"({"a":2})"));
  std::filesystem::copy(world.scratch.path() / "raw", later.scratch.path() / "raw",
                        std::filesystem::copy_options::recursive);
  later.go();
  CHECK(std::ranges::count(later.transport.asked, "GET " + results) == 1);
}

TEST_CASE("pages of a list that has no end are no checkpoint") {
  World world;
  test::ScriptedTransport endless;
  endless.on(base + version, answer(200, "{}")).on(base + "/models" + version, answer(200, models));
  endless.on(summary, answer(200, "{}"));
  endless.on(results, answer(200, R"({"value":[{"location":"a"}],"nextLink":")" + results + "\"}"));
  const auto raw = world.scratch.path() / "raw";
  CHECK_THROWS_WITH(
      fetch_azure_language(world.source, world.what, {endless, world.traffic}, raw, {}),
      Catch::EndsWith("[E-PAGE-CYCLE]"));
  CHECK_FALSE(is_worth_resuming(raw));
}

TEST_CASE("a credential that was refused is not shown to the same host again") {
  World world;
  world.source.credential.kind = Credential::Kind::header;
  world.source.credential.secret = Secret{"CANARYSECRET", "test"};
  test::ScriptedTransport refusing;
  refusing.on(base + version, answer(401, ""));
  const auto raw = world.scratch.path() / "raw";
  const auto go = [&] {
    fetch_azure_language(world.source, world.what, {refusing, world.traffic}, raw, {});
  };
  CHECK_THROWS_WITH(go(), Catch::EndsWith("[E-AUTH]"));
  CHECK_THROWS_WITH(go(), Catch::Contains("was refused") && Catch::EndsWith("[E-AUTH]"));
  CHECK(refusing.asked.size() == 1);
}
