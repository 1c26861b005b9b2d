#include "analyze/common_labels.hpp"

#include <set>
#include <string>

namespace errata::analyze {

using model::Annotation;
using model::LabelId;

namespace {

model::LabelSet united(const model::LabelSet& a, const model::LabelSet& b) {
  std::set<std::string> names{a.names().begin(), a.names().end()};
  names.insert(b.names().begin(), b.names().end());
  model::LabelSet set;
  for (const auto& name : names)
    set.id(name);
  return set;
}

void translate(const std::vector<Annotation>& from, std::vector<Annotation>& to,
               const std::vector<LabelId>& ids) {
  to = from;
  for (auto& a : to)
    a.label = ids[a.label];
  model::sort_annotations(to);
}

}  // namespace

CommonLabels::CommonLabels(const model::LabelSet& before, const model::LabelSet& after)
    : set_{united(before, after)},
      of_before_{ids_of(before)},
      of_after_{ids_of(after)},
      is_of_after_(set_.size()) {
  for (const auto label : of_after_)
    is_of_after_[label] = true;
}

std::vector<LabelId> CommonLabels::ids_of(const model::LabelSet& labels) const {
  std::vector<LabelId> ids;
  ids.reserve(labels.size());
  for (const auto& name : labels.names())
    ids.push_back(*set_.find(name));
  return ids;
}

void CommonLabels::translate_before(const std::vector<Annotation>& from,
                                    std::vector<Annotation>& to) const {
  translate(from, to, of_before_);
}

void CommonLabels::translate_after(const std::vector<Annotation>& from,
                                   std::vector<Annotation>& to) const {
  translate(from, to, of_after_);
}

}  // namespace errata::analyze
