// One section of the config that means several models.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/config.hpp"
#include "fetch/azure_discovery.hpp"

namespace errata::app {

// `name` as a part of a folder's name: A-Z a-z 0-9 _ -, at most 40, and where that changed it "-"
// and 8 hex digits of its SHA-256 behind.
std::string reduced_name(std::string_view name);

// A model for each that was found, called SECTION.PROJECT, SECTION.MODEL or SECTION.PROJECT.MODEL
// by what the section leaves open. Two that would share a folder where case does not count get the
// hash as well.
std::vector<ModelConfig> expand_model(const ModelConfig& section,
                                      const std::vector<fetch::FoundModel>& found);

// What `found` is called where its usual name would share a folder.
std::string name_among_equals(const ModelConfig& section, const fetch::FoundModel& found);

}  // namespace errata::app
