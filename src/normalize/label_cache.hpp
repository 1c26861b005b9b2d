// Label ids for names that repeat, without a walk through the ordered map each time.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/label_set.hpp"

namespace errata::normalize {

// A table of fixed size over a LabelSet: names chosen to collide miss it, and cost what the map
// costs.
class LabelCache {
 public:
  explicit LabelCache(model::LabelSet& labels) : labels_{labels} {}

  model::LabelId id(std::string_view name);                       // added when new
  std::optional<model::LabelId> known_id(std::string_view name);  // nothing when new

 private:
  std::uint32_t& slot_of(std::string_view name);
  bool holds(std::uint32_t slot, std::string_view name) const;

  model::LabelSet& labels_;
  std::array<std::uint32_t, 1024> slots_{};  // id + 1, 0 where empty
};

}  // namespace errata::normalize
