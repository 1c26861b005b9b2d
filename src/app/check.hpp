// `errata check`: what a run of a config would do, and all that is wrong with it.
#pragma once

#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/faults.hpp"

namespace errata::app {

struct Described {
  std::string text;
  std::vector<std::string> warnings;  // that a run would say as well
};

// Everything that a run would use, a block a model: where it is fetched from, with which credential
// (never its value), its files and options, where its reports go; then the limits of fetching.
// Reads files and variables that are named, touches no network. What is wrong goes to `faults`.
Described describe(const Config& config, const std::vector<const ModelConfig*>& models,
                   Faults& faults);

// Throws UsageError "templates FOLDER: why" where those of the config cannot be used.
void check_templates(const Config& config);

}  // namespace errata::app
