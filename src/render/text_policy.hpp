// What a report may show of the documents' texts.
#pragma once

#include <string>

#include "model/text_mode.hpp"

namespace errata::render {

struct TextPolicy {
  model::TextMode mode = model::TextMode::full;
  // Masked names and ids of errors are digests with this key: equal ones are equal in all reports
  // with the same key. Must not be empty where `mode` is not full.
  std::string key;
};

}  // namespace errata::render
