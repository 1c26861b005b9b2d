// One utterance of an evaluation of conversational language understanding. Only .cpp files include
// this.
#pragma once

#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/label_cache.hpp"

namespace errata::normalize {

class CluItem {
 public:
  explicit CluItem(model::LabelSet& labels) : labels_{labels} {}

  // Into all of `into` but its id, spans in UTF-16 units. False: unusable, and reason() says why.
  bool read(json::object item, bool entities, model::Document& into);

  std::string_view reason() const { return reason_; }

 private:
  bool fail(std::string_view reason);
  bool read_intent(json::object result, std::string_view key, std::vector<model::Annotation>& into);
  bool read_entities(json::object result, std::string_view key,
                     std::vector<model::Annotation>& into);

  LabelCache labels_;
  std::string_view reason_;
};

}  // namespace errata::normalize
