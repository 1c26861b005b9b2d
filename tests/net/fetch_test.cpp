// The whole stage: worker process, TLS, sample server.
#include "fetch/fetch.hpp"

#include <algorithm>

#include <stdlib.h>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "fetch/worker_transport.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/sample_server.hpp"
#include "support/scratch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

constexpr const char* key = "CANARYKEY0123456789abcdef";
constexpr const char* sas = "sv=2023-11-03&sr=c&sp=rl&sig=CANARY%2BSIG%3D%2F0123456789";

test::SampleOptions sample(test::Damage damage = test::Damage::none) {
  test::SampleOptions options;
  options.root = test::test_data() / "projects";
  options.key = key;
  options.sas = sas;
  options.page_size = 2;
  options.damage = damage;
  return options;
}

// One run of the stage against a server, with time that passes by itself only in the worker.
struct Run {
  test::Scratch scratch;
  test::FakeClock clock;
  fetch::WorkerTransport transport{{.path = FETCH_TOOL}};
  fetch::Traffic traffic{clock};
  fetch::Source source;
  fetch::Job job;
  std::vector<std::string> log;

  explicit Run(const test::SampleServer& server, const std::string& project = "orders") {
    source.name = "test";
    source.endpoint = server.origin();
    source.ca_file = scratch.file("ca.pem", server.ca_pem());
    source.credential.kind = fetch::Credential::Kind::header;
    source.credential.secret = fetch::Secret{key, "test"};
    job.project = project;
  }

  void want_texts(const test::SampleServer& server) {
    auto& texts = job.texts.emplace();
    texts.url = server.origin() + "/devstoreaccount1/" + job.project;
    texts.ca_file = source.ca_file;
    texts.credential.kind = fetch::Credential::Kind::sas;
    texts.credential.secret = fetch::Secret{sas, "test"};
    texts.missing_share = 0.25;
  }

  fs::path raw() const { return scratch.path() / "raw"; }

  fetch::Fetched go() {
    return fetch_azure_language(source, job, {transport, traffic}, raw(),
                                [this](std::string_view line) { log.emplace_back(line); });
  }

  std::string fault() {
    try {
      go();
    } catch (const Error& e) {
      CHECK_FALSE(fs::exists(raw() / "index.json"));
      return e.what();
    }
    return "no fault";
  }
};

std::vector<std::string> locations_in(const fs::path& raw) {
  std::vector<std::string> locations;
  for (const auto& file : list_files(raw)) {
    if (!file.filename().string().starts_with("result-"))
      continue;
    json::Parser parser;
    const auto text = read_file(file);
    for (const auto item : json::array{json::object{parser.parse(text, "page")}["value"]})
      locations.emplace_back(json::text_or(item, "location", ""));
  }
  return locations;
}

}  // namespace

TEST_CASE("an evaluation of each kind arrives whole, page by page, with its texts and its export") {
  struct Row {
    const char* project;
    std::size_t documents, texts, pages;
  };
  const Row row =
      GENERATE(values<Row>({{"orders", 2, 2, 1}, {"tickets", 6, 6, 3}, {"movies", 4, 3, 2}}));
  CAPTURE(row.project);
  const test::SampleServer server{sample()};
  Run run{server, row.project};
  run.want_texts(server);
  const auto fetched = run.go();
  CHECK(fetched.model == "v2");
  CHECK(fetched.documents == row.documents);
  CHECK(fetched.texts == row.texts);
  CHECK(fetched.remarks.size() == row.documents - row.texts);
  CHECK(locations_in(run.raw()).size() == row.documents);
  CHECK(fs::exists(run.raw() / ("result-000" + std::to_string(row.pages) + ".json")));
  CHECK_FALSE(fs::exists(run.raw() / ("result-000" + std::to_string(row.pages + 1) + ".json")));

  const auto folder = test::test_data() / "projects" / row.project;
  CHECK(read_file(run.raw() / "summary.json") == read_file(folder / "models/v2/summary.json"));
  CHECK(read_file(run.raw() / "export.json") == read_file(folder / "export.json"));
  CHECK(read_file(run.raw() / "texts/000001.txt") ==
        read_file(folder / "texts" / locations_in(run.raw()).front()));
}

TEST_CASE("a text that may be missing is said and does not stop the report") {
  const test::SampleServer server{sample()};
  Run run{server, "movies"};
  run.want_texts(server);
  CHECK(run.go().remarks == std::vector<std::string>{"text of 'm3.txt' was not found (404)"});
}

TEST_CASE("what is wrong with the server, its certificate or our key is said in one line") {
  using test::Damage;
  using test::Flaw;
  struct Row {
    const char* what;
    Flaw flaw;
    Damage damage;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"other host", Flaw::other_name, Damage::none, "[E-TLS-NAME]"},
      {"self-signed", Flaw::self_signed, Damage::none, "[E-TLS-CA]"},
      {"expired", Flaw::expired, Damage::none, "[E-TLS-EXPIRED]"},
      {"cut short", Flaw::none, Damage::short_body, "[E-NET-CUT]"},
      {"half a page", Flaw::none, Damage::cut_json, "[E-JSON]"},
      {"noise", Flaw::none, Damage::random_bytes, "[E-JSON]"},
      {"loop", Flaw::none, Damage::looping_link, "[E-PAGE-STUCK]"},
  }));
  CAPTURE(row.what);
  const test::SampleServer server{sample(row.damage), row.flaw};
  Run run{server, "tickets"};
  const auto said = run.fault();
  CHECK_THAT(said, Catch::Contains(row.said));
  CHECK(said.find('\n') == std::string::npos);
  CHECK((row.flaw == Flaw::none || server.requests() == 0));
}

TEST_CASE("an authority that nobody named is not trusted") {
  const test::SampleServer server{sample()};
  const test::CertificateAuthority other;
  Run run{server};
  run.source.ca_file = run.scratch.file("other.pem", other.pem());
  CHECK_THAT(run.fault(), Catch::Contains("[E-TLS-CA]"));
  CHECK(server.requests() == 0);
}

TEST_CASE("a wrong key is called wrong, once, and not shown") {
  const test::SampleServer server{sample()};
  Run run{server};
  run.source.credential.secret = fetch::Secret{"WRONGKEY0123456789", "test"};
  const auto said = run.fault();
  CHECK_THAT(said, Catch::Contains("status 401") && Catch::EndsWith("[E-AUTH]"));
  CHECK(said.find("WRONGKEY") == std::string::npos);
  CHECK(server.requests() == 1);
}

TEST_CASE("a project or model that is not there is answered with those that are") {
  const test::SampleServer server{sample()};
  Run no_project{server, "ordres"};
  CHECK_THAT(
      no_project.fault(),
      Catch::Contains("ProjectNotFound") &&
          Catch::Contains("there are the projects: 'movies', 'orders', 'tickets' [E-NOTFOUND]"));
  Run no_model{server};
  no_model.job.model = "v9";
  CHECK_THAT(no_model.fault(), Catch::Contains("no model 'v9'; there are: 'v1', 'v2'"));
}

TEST_CASE("a link to another origin is not followed: that server is never asked") {
  const test::SampleServer elsewhere{sample()};
  auto options = sample(test::Damage::foreign_link);
  options.foreign_origin = elsewhere.origin();
  const test::SampleServer server{options};
  Run run{server, "tickets"};
  CHECK_THAT(run.fault(), Catch::Contains("another origin") && Catch::EndsWith("[E-LINK-ORIGIN]"));
  CHECK(elsewhere.requests() == 0);
}

TEST_CASE("a throttled read waits as long as it is asked to, then goes on") {
  auto options = sample();
  options.throttle = 2;
  const test::SampleServer server{options};
  Run run{server};
  CHECK(run.go().documents == 2);
  const auto waits = std::ranges::count_if(run.clock.naps, [](auto nap) {
    return nap >= std::chrono::seconds{1} && nap < std::chrono::seconds{2};
  });
  CHECK(waits == 2);
}

TEST_CASE("texts that a wrong SAS forbids end the fetch with the reason") {
  const test::SampleServer server{sample()};
  Run run{server, "tickets"};
  run.want_texts(server);
  run.job.texts->credential.secret = fetch::Secret{"sv=2023-11-03&sig=WRONGWRONG", "test"};
  const auto said = run.fault();
  CHECK_THAT(said, Catch::Contains("AuthenticationFailed"));
  CHECK(said.find("WRONGWRONG") == std::string::npos);
}

TEST_CASE("the key is in no file, no message and no argument") {
  const test::SampleServer server{sample()};
  const test::Scratch scratch;
  const auto ca = scratch.file("ca.pem", server.ca_pem());
  const auto out = scratch.path() / "out";
  // the second one has an authority of its own, so that a failing run is looked at as well
  const test::SampleServer untrusted{sample()};
  const bool is_trusted = GENERATE(true, false);
  const auto endpoint = is_trusted ? server.origin() : untrusted.origin();
  const auto command = std::string{"ERRATA_TEST_KEY="} + key + " ERRATA_TEST_SAS='" + sas + "' " +
                       FETCH_TOOL + " " + server.origin() + " orders latest " +
                       (scratch.path() / "raw").string() + " " + ca.string() + " " + endpoint +
                       "/devstoreaccount1/orders >" + out.string() + " 2>&1";
  CHECK((::system(command.c_str()) == 0) == is_trusted);
  CHECK_THAT(read_file(out), Catch::Contains(is_trusted ? "v2 2 2" : "[E-TLS-CA]"));
  for (const auto& entry : fs::recursive_directory_iterator{scratch.path()}) {
    if (!entry.is_regular_file())
      continue;
    CAPTURE(entry.path());
    const auto bytes = read_file(entry.path());
    for (const char* canary : {"CANARYKEY", "CANARY%2BSIG", "CANARY+SIG"})
      CHECK(bytes.find(canary) == std::string::npos);
  }
}
