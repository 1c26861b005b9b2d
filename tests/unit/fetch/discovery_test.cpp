// Which projects and models a pattern means, and what a first word with a source tells.
#include "core/error.hpp"
#include "fetch/azure_discovery.hpp"
#include "fetch/probe.hpp"
#include "support/catch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using namespace errata::fetch;
using test::answer;

namespace {

const std::string base = "/language/authoring/analyze-text/projects";
const std::string version = "?api-version=2023-04-01";

const std::string projects = R"({"value":[
  {"projectName":"tickets-us","projectKind":"CustomSingleLabelClassification","lastTrainedDateTime":"x"},
  {"projectName":"tickets-eu","projectKind":"customEntityRecognition","lastTrainedDateTime":"x"},
  {"projectName":"tickets-new","projectKind":"CustomEntityRecognition"},
  {"projectName":"tickets-sum","projectKind":"CustomAbstractiveSummarization","lastTrainedDateTime":"x"},
  {"projectName":"orders","projectKind":"CustomEntityRecognition","lastTrainedDateTime":"x"}]})";

const std::string models = R"({"value":[
  {"label":"b","lastTrainedDateTime":"2026-01-02T00:00:00Z"},
  {"label":"a","lastTrainedDateTime":"2026-01-01T00:00:00Z"},
  {"label":"test","lastTrainedDateTime":"2026-01-03T00:00:00Z"}]})";

struct World {
  test::ScriptedTransport transport;
  test::FakeClock clock;
  Traffic traffic{clock};
  Source source;
  std::vector<std::string> log;
  ModelLists lists;
  Probed probed{lists};

  World() {
    source.name = "s";
    source.endpoint = "https://x.cognitiveservices.azure.com/";
    transport.on(base + version, answer(200, projects));
    for (const auto* project : {"tickets-us", "tickets-eu"})
      transport.on(base + "/" + project + "/models" + version, answer(200, models));
    transport.on(base + "/tickets-new/models" + version, answer(200, R"({"value":[]})"));
  }

  std::vector<std::string> find(const Job& job) {
    std::vector<std::string> names;
    for (const auto& found : find_models(
             source, job, {transport, traffic},
             [this](std::string_view line) { log.emplace_back(line); }, lists))
      names.push_back(found.project + "/" + found.model);
    return names;
  }

  std::vector<std::string> probe(const Job& job) {
    return probe_azure_language(source, job, {transport, traffic}, probed);
  }
};

}  // namespace

TEST_CASE("a pattern of projects means those that were trained and can be read, by name") {
  World world;
  CHECK(world.find({"tickets-*", "latest", std::nullopt}) ==
        std::vector<std::string>{"tickets-eu/latest", "tickets-us/latest"});
  REQUIRE(world.log.size() == 2);
  CHECK_THAT(world.log[0], Catch::Contains("'tickets-new': left out, as it was never trained"));
  CHECK_THAT(world.log[1], Catch::Contains("'tickets-sum': left out, as its kind"));
}

TEST_CASE("a project whose entry has no date of training is asked for its models") {
  World world;
  test::ScriptedTransport transport;
  transport.on(base + version, answer(200, R"({"value":[
      {"projectName":"a-1","projectKind":"CustomEntityRecognition"},
      {"projectName":"a-2","projectKind":"CustomEntityRecognition"},
      {"projectName":"b-1","projectKind":"CustomEntityRecognition"}]})"));
  transport.on(base + "/a-1/models" + version, answer(200, models));
  transport.on(base + "/a-2/models" + version, answer(200, R"({"value":[]})"));
  const auto found = find_models(world.source, {"a-*", "latest", std::nullopt},
                                 {transport, world.traffic}, {}, world.lists);
  REQUIRE(found.size() == 1);
  CHECK(found[0].project == "a-1");
  CHECK(transport.asked.size() == 3);
}

TEST_CASE("all models are those of the project, the oldest first") {
  World world;
  CHECK(world.find({"tickets-eu", "all", std::nullopt}) ==
        std::vector<std::string>{"tickets-eu/a", "tickets-eu/b", "tickets-eu/test"});
  CHECK(world.find({"tickets-eu", "?", std::nullopt}) ==
        std::vector<std::string>{"tickets-eu/a", "tickets-eu/b"});
}

TEST_CASE("a pattern that means nothing says what there is") {
  World world;
  CHECK_THROWS_WITH(
      world.find({"nothing-*", "latest", std::nullopt}),
      Catch::StartsWith(
          "project 'nothing-*': matches no trained project; there are: 'tickets-us'"));
  CHECK_THROWS_WITH(world.find({"tickets-eu", "v*", std::nullopt}),
                    Catch::Contains("has no model 'v*'; there are: 'a', 'b', 'test'"));
}

TEST_CASE("only patterns and all ask the service what they mean") {
  CHECK(names_several({"p*", "latest", std::nullopt}));
  CHECK(names_several({"p", "all", std::nullopt}));
  CHECK(names_several({"p", "v?", std::nullopt}));
  CHECK_FALSE(names_several({"p", "latest", std::nullopt}));
  CHECK_FALSE(names_several({"all", "v1", std::nullopt}));
}

TEST_CASE("a first word with the service names what a run would take, in three requests") {
  World world;
  const auto evaluation = base + "/tickets-eu/models/test/evaluation/";
  world.transport.on(evaluation + "summary-result" + version, answer(200, "{}"));
  CHECK(
      world.probe({"tickets-eu", "latest", std::nullopt}) ==
      std::vector<std::string>{"project 'tickets-eu', model 'test', trained 2026-01-03T00:00:00Z"});
  CHECK(world.transport.asked.size() == 2);
}

TEST_CASE("first words ask for the models of a project once, and for one summary of a source") {
  World world;
  const auto evaluations = base + "/tickets-eu/models/";
  for (const auto* model : {"a", "b"})
    world.transport.on(evaluations + model + "/evaluation/summary-result" + version,
                       answer(200, "{}"));
  CHECK(world.find({"tickets-eu", "all", std::nullopt}).size() == 3);
  for (const auto* model : {"a", "b", "test"})
    CHECK(world.probe({"tickets-eu", model, std::nullopt}).size() == 1);
  CHECK(world.transport.asked.size() == 2);
}

TEST_CASE("where the time of a check is up a project was not asked, which is no refusal") {
  World world;
  Traffic traffic{world.clock, probe_limits.run};
  const auto wanted = [](int number) { return "p" + std::to_string(number); };
  std::size_t asked = 0;
  std::size_t not_asked = 0;
  world.transport.on(base + "/p0/models/test/evaluation/summary-result" + version,
                     answer(200, "{}"));
  for (int number = 0; number < 100; ++number) {
    world.transport.on(base + "/" + wanted(number) + "/models" + version, answer(200, models));
    try {
      probe_azure_language(world.source, {wanted(number), "latest", std::nullopt},
                           {world.transport, traffic}, world.probed);
      ++asked;
    } catch (const TimeUp&) {
      ++not_asked;
    }
  }
  CHECK(asked == gets_per_minute - 1);  // and one summary
  CHECK(not_asked == 100 - asked);
}

TEST_CASE("a text that a run would not ask for is not asked for by a first word") {
  World world;
  const auto evaluation = base + "/tickets-eu/models/test/evaluation/";
  world.transport.on(evaluation + "summary-result" + version, answer(200, "{}"));
  world.transport.on(evaluation + "result" + version + "&stringIndexType=Utf16CodeUnit&top=1",
                     answer(200, R"({"value":[{"location":"../a.txt"}]})"));
  Job job{"tickets-eu", "test", std::nullopt};
  job.texts.emplace().url = "https://acct.blob.core.windows.net/box";
  CHECK(world.probe(job).back() ==
        "text of '../a.txt' would not be asked for: its name has a '.' or '..' part");
  CHECK(world.transport.asked.size() == 3);
}

TEST_CASE("a first word with a container reads the first text") {
  World world;
  const auto evaluation = base + "/tickets-eu/models/test/evaluation/";
  world.transport.on(evaluation + "summary-result" + version, answer(200, "{}"));
  world.transport.on(evaluation + "result" + version + "&stringIndexType=Utf16CodeUnit&top=1",
                     answer(200, R"({"value":[{"location":"a.txt"}]})"));
  world.transport.on("/box/a.txt", answer(200, "text"));
  Job job{"tickets-eu", "test", std::nullopt};
  job.texts.emplace().url = "https://acct.blob.core.windows.net/box";
  CHECK(world.probe(job).back() == "text of 'a.txt' can be read");
}

TEST_CASE("a first word that meets a refusal fails with the words of a run") {
  World world;
  CHECK_THROWS_WITH(
      world.probe({"gone", "latest", std::nullopt}),
      Catch::Contains("the models of project 'gone'") && Catch::EndsWith("[E-NOTFOUND]"));
}

TEST_CASE("a file by URL is there even where it is larger than a first word reads") {
  World world;
  world.source.endpoint = "https://files.example/a.csv";
  SECTION("small") {
    world.transport.on("/a.csv", answer(200, "id,gold\n"));
  }
  SECTION("large") {
    world.transport.on("/a.csv", Fault::too_large);
  }
  CHECK(probe_file(world.source, {world.transport, world.traffic}) ==
        std::vector<std::string>{"https://files.example/a.csv is there"});
}

TEST_CASE("a file by URL that is not there, or not to be reached, says so") {
  World world;
  world.source.endpoint = "https://files.example/a.csv";
  world.transport.on("/b.csv", Fault::connect);
  CHECK_THROWS_WITH(probe_file(world.source, {world.transport, world.traffic}),
                    Catch::EndsWith("[E-NOTFOUND]"));
  world.source.endpoint = "https://files.example/b.csv";
  CHECK_THROWS_WITH(probe_file(world.source, {world.transport, world.traffic}),
                    Catch::EndsWith("[E-NET-CONNECT]"));
}
