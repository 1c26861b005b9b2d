// What a config must say, and what it must not say together.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/faults.hpp"

namespace errata::app {

// What was not understood where it stands. What seems to be lacking elsewhere may be that.
struct Misread {
  std::vector<std::string> sections;        // "modle.tickets"
  std::set<std::string, std::less<>> keys;  // of another kind of section than that they stand in
};

// One section by itself.
void check_source(const SourceConfig& source, Faults& faults);
void check_model(const ModelConfig& model, Faults& faults);

// Whether a URL has a signature in it, which is refused.
bool holds_signature(const std::string& url);

// Whether the model's source is of a kind whose texts may stand in a container; an unknown one is.
bool may_have_container(const ModelConfig& model, const Config& config);

// The sections together: what is lacking, the sources that models name, models that would share a
// folder.
void check_whole(const Config& config, const Misread& misread, Faults& faults);

}  // namespace errata::app
