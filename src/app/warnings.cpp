#include "app/warnings.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "app/ticket_choice.hpp"
#include "core/text.hpp"
#include "fetch/sas.hpp"

namespace errata::app {

namespace {

struct Variable {
  const char* name;
  std::string_view what;  // that it takes the place of
};

constexpr auto variables = std::to_array<Variable>({
    {"SSL_CERT_FILE", "file"},
    {"SSL_CERT_DIR", "folder"},
});

bool trusts_the_system(const Config& config, const ModelConfig& model) {
  return config.is_fetched(model) && !config.source_of(model).ca_file;
}

}  // namespace

std::vector<std::string> warnings_of_authorities(const Config& config,
                                                 const std::vector<const ModelConfig*>& models) {
  std::vector<std::string> warnings;
  if (std::ranges::none_of(
          models, [&config](const auto* model) { return trusts_the_system(config, *model); }))
    return warnings;
  for (const auto& [name, what] : variables)
    if (const char* path = std::getenv(name); path != nullptr && *path != '\0')
      warnings.push_back(std::string{name} + " is set: for sources without ca_file, " +
                         printable(path) + " takes the place of the system's " + std::string{what} +
                         " of certificate authorities");
  return warnings;
}

std::vector<std::string> warnings_of_budgets(const Config& config,
                                             const std::vector<const ModelConfig*>& models) {
  std::vector<std::string> warnings;
  for (const auto* model : models)
    if (const auto warning = warning_of_budget(config.ticket_choice_for(*model)); !warning.empty())
      warnings.push_back("model " + in_quotes(model->name) + ": " + warning);
  return warnings;
}

Signature signature_of(fetch::Secret secret, const SecretPlace& place) {
  const auto name = name_of(place);
  Signature signature{fetch::read_sas(std::move(secret), name), {}};
  signature.warnings =
      fetch::check_sas(signature.value.reveal(), std::chrono::system_clock::now(), name);
  return signature;
}

}  // namespace errata::app
