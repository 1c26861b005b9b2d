#include "app/expansion.hpp"

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "support/catch.hpp"

using namespace errata;
using app::expand_model;
using app::reduced_name;

namespace {

std::vector<std::string> names(const app::ModelConfig& section,
                               const std::vector<fetch::FoundModel>& found) {
  std::vector<std::string> names;
  for (const auto& model : expand_model(section, found)) {
    CHECK(model.section == section.name);
    CHECK(model.input.name == model.name);
    names.push_back(model.name);
  }
  return names;
}

app::ModelConfig section(const std::string& project, const std::string& model) {
  app::ModelConfig config;
  config.name = "tickets";
  config.project = project;
  config.model = model;
  return config;
}

}  // namespace

TEST_CASE("a name that can name a folder stays as it is") {
  CHECK(reduced_name("support-tickets_2") == "support-tickets_2");
  CHECK(reduced_name(std::string(40, 'a')) == std::string(40, 'a'));
}

TEST_CASE("a name that had to be changed is told from others by a hash") {
  CHECK(reduced_name("v1.2").starts_with("v1_2-"));
  CHECK(reduced_name("v1.2") != reduced_name("v1:2"));
  CHECK(reduced_name(std::string(41, 'a')).size() == 40 + 1 + 8);
  CHECK(reduced_name("../../etc").find('/') == std::string::npos);
}

TEST_CASE("a section's models are called by what it leaves open") {
  CHECK(names(section("p", "all"), {{"p", "v1"}, {"p", "v2"}}) ==
        std::vector<std::string>{"tickets.v1", "tickets.v2"});
  CHECK(names(section("p-*", "latest"), {{"p-eu", "latest"}, {"p-us", "latest"}}) ==
        std::vector<std::string>{"tickets.p-eu", "tickets.p-us"});
  CHECK(names(section("p-*", "all"), {{"p-eu", "v1"}, {"p-us", "v1"}}) ==
        std::vector<std::string>{"tickets.p-eu.v1", "tickets.p-us.v1"});
}

TEST_CASE("two models never share a folder, not even where case does not count") {
  const auto taken = names(section("p*", "all"), {{"p", "V1"}, {"p", "v1"}, {"p", "v2"}});
  CHECK(taken[2] == "tickets.p.v2");
  std::set<std::string> folders;
  for (const auto& name : taken)
    folders.insert(lowered(name));
  CHECK(folders.size() == 3);
}
