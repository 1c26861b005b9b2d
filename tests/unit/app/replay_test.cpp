// Which models a config means, and which of their runs are gone through again.
#include "app/replay.hpp"

#include <map>

#include "app/expansion.hpp"
#include "app/meant_models.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

const std::string source =
    "[source.s]\nkind = azure-language\nendpoint = https://x.cognitiveservices.azure.com\n"
    "key_env = K\n";

app::Config config_of(const test::Scratch& scratch, const std::string& models) {
  return app::read_config(scratch.file("c.ini", source + models));
}

fs::path fetched(const test::Scratch& scratch, const std::string& run, const std::string& project,
                 const std::string& model, const std::string& kind = "azure-language") {
  return scratch
      .file("reports/" + run + "/raw/index.json",
            R"({"schema":"errata/raw/1","source":{"kind":")" + kind + R"(","project":")" + project +
                R"(","model":")" + model + R"(","facts":{}},"files":[],"remarks":[]})")
      .parent_path()
      .parent_path();
}

std::vector<std::string> names(const std::vector<app::ModelConfig>& models) {
  std::vector<std::string> names;
  for (const auto& model : models)
    names.push_back(model.name + "=" + model.project + "/" + model.model);
  return names;
}

std::vector<std::string> chosen(const app::Config& config, const std::string& only) {
  std::vector<std::string> names;
  for (const auto* section : app::chosen_models(config, only))
    names.push_back(section->name);
  return names;
}

using Names = std::vector<std::string>;

// What is said against each model where the sections mean these; "" where nothing is.
std::vector<std::string> faults(
    const app::Config& config,
    const std::map<std::string, std::vector<fetch::FoundModel>>& found_by_section) {
  const app::MeantModels meant{
      config, app::chosen_models(config, ""), "", [&](const app::ModelConfig& section) {
        const auto found = found_by_section.find(section.name);
        return found == found_by_section.end() ? std::vector{section}
                                               : app::expand_model(section, found->second);
      }};
  std::vector<std::string> faults;
  for (const auto* model : meant.models())
    try {
      meant.check(*model);
      faults.emplace_back();
    } catch (const FetchError& e) {
      faults.emplace_back(e.what());
    }
  return faults;
}

}  // namespace

TEST_CASE("a replay of a pattern takes the folders that the section made, by what they hold") {
  const test::Scratch scratch;
  const auto config = config_of(scratch,
                                "[model.t]\nsource = s\nproject = x*\n"
                                "[model.all]\nsource = s\nproject = y\nmodel = all\n"
                                "[model.t.plain]\nsource = s\nproject = x-plain\n");
  fetched(scratch, "t.x-eu/1", "x-eu", "v7");
  fetched(scratch, "t.x-us/1", "x-us", "v8");
  fetched(scratch, "t.x-us/2", "x-us", "v8");
  fetched(scratch, "t.plain/1", "x-plain", "v1");
  fetched(scratch, "all.v2/1", "y", "v2");
  CHECK(names(find_replayed(config, config.models[0], "1")) ==
        Names{"t.x-eu=x-eu/latest", "t.x-us=x-us/latest"});
  CHECK(names(find_replayed(config, config.models[0], "2")) == Names{"t.x-us=x-us/latest"});
  CHECK(names(find_replayed(config, config.models[1], "1")) == Names{"all.v2=y/v2"});
  CHECK(names(find_replayed(config, config.models[2], "1")) == Names{"t.plain=x-plain/latest"});
  CHECK_THROWS_WITH(find_replayed(config, config.models[1], "2"),
                    Catch::Contains("reports/all.*/2: is no run with fetched files in raw/"));
}

TEST_CASE("a run folder by its path is replayed under the name that it has") {
  const test::Scratch scratch;
  const auto config = config_of(scratch, "[model.t]\nsource = s\nproject = y\nmodel = v*\n");
  const auto& section = config.models[0];
  const auto run = fetched(scratch, "t.v2/1", "y", "v2");
  CHECK(names(find_replayed(config, section, run.string())) == Names{"t.v2=y/v2"});
  const auto moved = fetched(scratch, "elsewhere/1", "y", "v2");
  CHECK(names(find_replayed(config, section, moved.string())) == Names{"t.v2=y/v2"});
  const auto twin = fetched(scratch, "t.v2-88a1ddff/1", "y", "v2");
  CHECK(names(find_replayed(config, section, twin.string())) == Names{"t.v2-88a1ddff=y/v2"});
  const auto other = fetched(scratch, "t.w2/1", "y", "w2");
  CHECK_THROWS_WITH(find_replayed(config, section, other.string()),
                    Catch::EndsWith("/t.w2/1: was fetched for project 'y', model 'w2' of "
                                    "azure-language, which is not what this model means"));
}

TEST_CASE("a run that was fetched for something else is refused") {
  const test::Scratch scratch;
  const auto config = config_of(scratch,
                                "[model.p]\nsource = s\nproject = p\nmodel = v1\n"
                                "[model.q]\nsource = s\nproject = q*\n");
  struct Row {
    const char *project, *model, *kind;
    bool is_right;
  };
  const Row rows[] = {{"p", "v1", "azure-language", true},
                      {"p", "v2", "azure-language", false},
                      {"o", "v1", "azure-language", false},
                      {"p", "v1", "azure-clu", false},
                      {"", "", "https", false}};
  for (const auto& row : rows) {
    CAPTURE(row.project, row.model, row.kind);
    fetched(scratch, "p/1", row.project, row.model, row.kind);
    if (row.is_right)
      CHECK_NOTHROW(find_run(config, config.models[0], "1"));
    else
      CHECK_THROWS_AS(find_run(config, config.models[0], "1"), InputError);
  }
  fetched(scratch, "q.q1/1", "q2", "v1");
  scratch.file("reports/q.q3/1/raw/index.json", "{");
  const auto found = find_replayed(config, config.models[1], "1");
  REQUIRE(found.size() == 2);
  CHECK_THROWS_WITH(find_run(config, found[0], "1"), Catch::Contains("q.q1/1: was fetched for "));
  CHECK_THROWS_WITH(find_run(config, found[1], "1"), Catch::Contains("q.q3/1/raw/index.json: "));
}

TEST_CASE("a shared raw folder is without the journal of the fetch") {
  const test::Scratch scratch;
  const auto run = fetched(scratch, "p/1", "p", "v1");
  scratch.file("reports/p/1/raw/index.jsonl", "{}\n");
  scratch.file("reports/p/1/raw/texts/000001.txt", "hello");
  app::share_raw(run, scratch.path() / "raw");
  CHECK(list_files(scratch.path() / "raw") == std::vector{scratch.path() / "raw/index.json"});
  CHECK(read_file(scratch.path() / "raw/texts/000001.txt") == "hello");
}

TEST_CASE("a model is chosen by the name of its section, or by that under which it is reported") {
  const test::Scratch scratch;
  const auto config = config_of(scratch,
                                "[model.t]\nsource = s\nproject = x*\n"
                                "[model.t.a]\nsource = s\nproject = a*\n"
                                "[model.t.b]\nsource = s\nproject = b\n");
  struct Row {
    const char* only;
    Names sections;
  };
  const Row rows[] = {{"", {"t", "t.a", "t.b"}},
                      {"t", {"t"}},
                      {"t.b", {"t.b"}},
                      {"t.x1", {"t"}},
                      {"t.a.v1", {"t", "t.a"}}};
  for (const auto& row : rows) {
    CAPTURE(row.only);
    CHECK(chosen(config, row.only) == row.sections);
  }
  CHECK_THROWS_AS(chosen(config, "u"), UsageError);
  const auto of_two = [&](const app::ModelConfig& section) {
    auto first = section;
    auto second = section;
    first.section = second.section = section.name;
    first.name += ".x1";
    second.name += ".x2";
    return std::vector{first, second};
  };
  const app::MeantModels one{config, {&config.models[0]}, "t.x2", of_two};
  REQUIRE(one.models().size() == 1);
  CHECK(one.models()[0]->name == "t.x2");
  CHECK(app::MeantModels{config, {&config.models[0]}, "t", of_two}.models().size() == 2);
  CHECK_THROWS_WITH((app::MeantModels{config, {&config.models[0]}, "t.x3", of_two}),
                    Catch::Contains("no model 't.x3'"));
  const app::MeantModels failed{
      config, {&config.models[0]}, "t.x2", [](const auto&) -> std::vector<app::ModelConfig> {
        throw FetchError{"no word"};
      }};
  CHECK_THROWS_WITH(failed.check(*failed.models().at(0)), "no word");
}

TEST_CASE("models of two patterns that would share a folder fail, and name each other") {
  const test::Scratch scratch;
  const auto config = config_of(scratch,
                                "[model.t]\nsource = s\nproject = x*\nmodel = v*\n"
                                "[model.t.X-eu]\nsource = s\nproject = other\nmodel = v*\n");
  CHECK(faults(config, {{"t", {{"x-eu", "v2"}, {"x-us", "v2"}}},
                        {"t.X-eu", {{"other", "v2"}, {"other", "v3"}}}}) ==
        Names{"it (project 'x-eu', model 'v2', section model.t) and model t.X-eu.v2 (project "
              "'other', model 'v2', section model.t.X-eu) would share a folder [E-NAME]",
              "",
              "it (project 'other', model 'v2', section model.t.X-eu) and model t.x-eu.v2 (project "
              "'x-eu', model 'v2', section model.t) would share a folder [E-NAME]",
              ""});
}

TEST_CASE("a section keeps its name before a model that a pattern found") {
  const test::Scratch scratch;
  const auto config = config_of(scratch,
                                "[model.t]\nsource = s\nproject = x\nmodel = v*\n"
                                "[model.t.v2]\ninput = c.csv\n");
  CHECK(faults(config, {{"t", {{"x", "v2"}, {"x", "v3"}}}}) ==
        Names{"it (project 'x', model 'v2', section model.t) and model t.v2 (section model.t.v2) "
              "would share a folder [E-NAME]",
              "", ""});
}
