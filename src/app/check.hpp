// `errata check`: what a run of a config would do.
#pragma once

#include <string>

#include "app/config.hpp"

namespace errata::app {

// A few lines a model: where it is fetched from, with which credential (never its value), where its
// texts are, where its reports go. Reads files and variables that are named, touches no network.
// Throws UsageError for a secret that is not there and for input files that are not.
std::string describe(const Config& config, const std::string& only);

}  // namespace errata::app
