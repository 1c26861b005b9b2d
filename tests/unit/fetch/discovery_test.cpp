// Which projects and models a pattern means, and what a first word with a source tells.
#include "core/error.hpp"
#include "fetch/azure_discovery.hpp"
#include "fetch/probe.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"
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
  world.transport.on(evaluation + "result" + version + "&stringIndexType=Utf16CodeUnit&top=5",
                     answer(200, R"({"value":[{"location":"../a.txt"}]})"));
  Job job{"tickets-eu", "test", std::nullopt};
  job.texts.emplace().url = "https://acct.blob.core.windows.net/box";
  CHECK_THROWS_WITH(
      world.probe(job),
      "text of '../a.txt' would not be asked for: its name has a '.' or '..' part; no "
      "text may be missing (missing_texts) [E-TEXT-MISSING]");
  CHECK(world.transport.asked.size() == 3);
}

TEST_CASE("a first word with a container reads the first text") {
  World world;
  const auto evaluation = base + "/tickets-eu/models/test/evaluation/";
  world.transport.on(evaluation + "summary-result" + version, answer(200, "{}"));
  world.transport.on(evaluation + "result" + version + "&stringIndexType=Utf16CodeUnit&top=5",
                     answer(200, R"({"value":[{"location":"a.txt"}]})"));
  world.transport.on("/box/a.txt", answer(200, "text"));
  Job job{"tickets-eu", "test", std::nullopt};
  job.texts.emplace().url = "https://acct.blob.core.windows.net/box";
  CHECK(world.probe(job).back() == "text of 'a.txt' can be read");
}

TEST_CASE("where texts may be missing a first word tries a few, and fails where none is there") {
  struct Row {
    double missing_share;
    std::vector<int> statuses;  // of the texts; 404 behind them
    const char* said;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>(
      {{0.05, {404, 200}, "text of 'b' can be read; 1 text before it could not, where 5 %", ""},
       {0.05, {200}, "text of 'a' can be read", ""},
       {0.05, {403, 403, 200}, "text of 'c' can be read; 2 texts before it", ""},
       {0.05, {}, "", "no more than 5 % (missing_texts) may be missing [E-TEXT-MISSING]"},
       {0.05, {403, 403, 403}, "", "[E-AUTH]"},
       {0, {404, 200}, "", "[E-TEXT-MISSING]"},
       {0, {403, 200}, "", "[E-AUTH]"}}));
  CAPTURE(row.missing_share, row.said, row.fault);
  World world;
  const auto evaluation = base + "/tickets-eu/models/test/evaluation/";
  world.transport.on(evaluation + "summary-result" + version, answer(200, "{}"));
  world.transport.on(evaluation + "result" + version + "&stringIndexType=Utf16CodeUnit&top=5",
                     answer(200, R"({"value":[{"location":"a"},{"location":"b"},{"location":"c"},
                                              {"location":"d"},{"location":"e"},{"location":"f"}]})"));
  for (std::size_t i = 0; i < row.statuses.size(); ++i)
    world.transport.on(std::string{"/box/"} + static_cast<char>('a' + i),
                       answer(row.statuses[i], "text"));
  Job job{"tickets-eu", "test", std::nullopt};
  job.texts.emplace().url = "https://acct.blob.core.windows.net/box";
  job.texts->missing_share = row.missing_share;
  if (*row.fault != '\0') {
    CHECK_THROWS_WITH(world.probe(job), Catch::EndsWith(row.fault));
    return;
  }
  const auto lines = world.probe(job);
  CHECK(lines.size() == 2);
  CHECK_THAT(lines.back(), Catch::Contains(row.said));
}

TEST_CASE("a first word that meets a refusal fails with the words of a run") {
  World world;
  CHECK_THROWS_WITH(
      world.probe({"gone", "latest", std::nullopt}),
      Catch::StartsWith("page 1 of the models of project 'gone'") &&
          Catch::EndsWith("; there are the projects: 'tickets-us', 'tickets-eu', 'tickets-new', "
                          "'tickets-sum', 'orders' [E-NOTFOUND]"));
  CHECK_THROWS_WITH(world.probe({"tickets-eu", "a", std::nullopt}),
                    Catch::StartsWith("the summary of project 'tickets-eu', model 'a'") &&
                        Catch::EndsWith("; there are the models: 'a', 'b', 'test' [E-NOTFOUND]"));
}

TEST_CASE("a first word takes the shorter of its own limits and of those that are set") {
  const auto usual = limits_of_probe({});
  CHECK(usual.attempt.whole == probe_limits.attempt.whole);
  CHECK(usual.retry.attempts == probe_limits.retry.attempts);
  Limits set;
  set.attempt.connect = milliseconds{1};
  set.attempt.read_silence = set.attempt.rate_window = milliseconds{2};
  set.attempt.rate_bytes = 2;
  set.attempt.whole = milliseconds{3};
  set.retry.attempts = 1;
  set.retry.first_wait = milliseconds{4};
  set.run.deadline = milliseconds{5};
  const auto made = limits_of_probe(set);
  CHECK(made.attempt.connect == milliseconds{1});
  CHECK(made.attempt.read_silence == milliseconds{2});
  CHECK(made.attempt.rate_window == milliseconds{2});
  CHECK(made.attempt.rate_bytes == 2);
  CHECK(made.attempt.whole == milliseconds{3});
  CHECK(made.retry.attempts == 1);
  CHECK(made.retry.first_wait == milliseconds{4});
  CHECK(made.run.deadline == milliseconds{5});
}

TEST_CASE("a file by URL is judged by a first word as by a fetch, with the same code") {
  struct Row {
    Response answer;
    const char* code;
  };
  const auto of_type = [](const char* type) {
    auto made = answer(200, "<html>log in</html>");
    made.headers.front().value = type;
    return made;
  };
  auto endless = answer(200, "id,gold\n");
  endless.headers.back().value = std::to_string(file_bytes + 1);
  endless.is_cut = true;
  const Row row = GENERATE_COPY(
      values<Row>({{of_type("text/html"), "[E-HTTP-TYPE]"},
                   {answer(200, "x", {{"content-encoding", "gzip"}}), "[E-HTTP-ENCODING]"},
                   {answer(200, ""), "[E-HTTP-EMPTY]"},
                   {answer(204, ""), "[E-HTTP-EMPTY]"},
                   {answer(302, "", {{"location", "https://login.example/?q"}}), "[E-REDIRECT]"},
                   {answer(401, ""), "[E-AUTH]"},
                   {answer(404, ""), "[E-NOTFOUND]"},
                   {answer(429, "", {{"retry-after", "600"}}), "[E-THROTTLED]"},
                   {answer(503, ""), "[E-HTTP-BUSY]"}}));
  CAPTURE(row.code);
  World world;
  world.source.endpoint = "https://files.example/a.csv?sig=CANARY";
  world.transport.on("/a.csv?sig=CANARY", row.answer);
  const Network network{world.transport, world.traffic};
  const test::Scratch scratch;
  const auto begin = Catch::StartsWith("source 's': https://files.example/a.csv: ");
  const auto end = Catch::EndsWith(row.code);
  CHECK_THROWS_WITH(probe_file(world.source, network), begin && end);
  Traffic another{world.clock};
  CHECK_THROWS_WITH(
      fetch_file(world.source, {world.transport, another}, scratch.path() / "raw", {}),
      begin && end);
  test::ScriptedTransport large;
  large.on("/a.csv?sig=CANARY", endless);
  Traffic third{world.clock};
  CHECK_THROWS_WITH(probe_file(world.source, {large, third}), Catch::EndsWith("[E-HTTP-LIMIT]"));
}

TEST_CASE("a file by URL is there even where it is larger than a first word reads") {
  World world;
  world.source.endpoint = "https://files.example/a.csv";
  SECTION("small") {
    world.transport.on("/a.csv", answer(200, "id,gold\n"));
  }
  SECTION("large") {
    auto beginning = answer(200, "id,gold\n");
    beginning.headers.back().value = "100000";
    beginning.is_cut = true;
    world.transport.on("/a.csv", beginning);
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
