#include "model/label_set.hpp"

namespace errata::model {

LabelId LabelSet::id(std::string_view name) {
  if (const auto* known = find(name))
    return *known;
  const auto id = static_cast<LabelId>(names_.size());
  names_.emplace_back(name);
  ids_.emplace(names_.back(), id);
  return id;
}

const LabelId* LabelSet::find(std::string_view name) const {
  const auto at = ids_.find(name);
  return at == ids_.end() ? nullptr : &at->second;
}

}  // namespace errata::model
