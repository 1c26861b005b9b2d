// The input options, which are options of `report` and `normalize` and keys of a model in the
// config.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "normalize/normalize.hpp"

namespace errata::app {

struct InputOption {
  std::string_view name;   // long name
  std::string_view value;  // what the value is, for --help; empty: none, the option itself says yes
  std::string_view help;
  // Sets the option from its text. `where` names the option or config line in a UsageError.
  void (*set)(normalize::Options& to, const std::string& text, const std::string& where);
  bool is_path;  // relative to the config file when it stands there
  // What it is set to, for people; empty where it is not set.
  std::string (*show)(const normalize::Options& from);
};

std::span<const InputOption> input_options();

// "10%" or "0.1": a share from 0 to 1; not a bare "1", which people write for one percent as well.
// Throws UsageError "WHERE: ...".
double parse_share(const std::string& text, const std::string& where);

}  // namespace errata::app
