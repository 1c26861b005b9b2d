// Labels as small numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace errata::model {

// Index into a LabelSet.
using LabelId = std::uint32_t;

// Distinct label names in the order in which they were first met. Names are opaque: no case
// folding, no trimming. An ordered map, so that chosen names cannot make it slow.
class LabelSet {
 public:
  LabelId id(std::string_view name);  // added when new
  const LabelId* find(std::string_view name) const;
  const std::string& name(LabelId id) const { return names_[id]; }
  const std::vector<std::string>& names() const { return names_; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  std::map<std::string, LabelId, std::less<>> ids_;
};

}  // namespace errata::model
