#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "analyze/facts.hpp"
#include "analyze/health_of_project.hpp"
#include "analyze/health_parts.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

// What Azure does not allow in names of labels.
constexpr const char* not_in_names = ":$&%*()+~#/?";

bool is_azure(const HealthGrounds& on) {
  return on.test_set.source.kind.starts_with("azure-");
}

Names project_labels(const HealthGrounds& on) {
  std::set<std::string> names(on.labels.names().begin(), on.labels.names().end());
  if (on.test_set.training)
    for (const auto& [name, count] : on.test_set.training->labels)
      names.insert(name);
  return {names.begin(), names.end()};
}

std::uint64_t project_documents(const HealthGrounds& on) {
  const auto& training = on.test_set.training;
  return on.tally.documents + (training ? training->documents + training->unlabelled : 0);
}

Names odd_names(const Names& names, std::uint64_t longest) {
  Names odd;
  std::ranges::copy_if(names, std::back_inserter(odd), [longest](const std::string& name) {
    return length_in(OffsetUnit::codepoints, name) > longest ||
           name.find_first_of(not_in_names) != name.npos;
  });
  return odd;
}

// Facts of one limit, and what they make of the outcome. What is not near it is 0.
class Limits {
 public:
  explicit Limits(const HealthGrounds& on) : near_{on.tally.thresholds.near_limit} {
    check_.rule = "near-limits";
    check_.facts.push_back(share_fact("near", near_));
  }

  // Of what there is one number of.
  void total(const char* what, const char* limit, std::uint64_t count, std::uint64_t most) {
    const bool is_near = static_cast<double>(count) >= near_ * static_cast<double>(most);
    items(what, limit, most, is_near ? count : 0, is_near && count > most);
  }

  // Of what there are several: so many are near the limit, `over` of them beyond it.
  void items(const std::string& what, const char* limit, std::uint64_t most, std::uint64_t count,
             std::uint64_t over) {
    check_.facts.push_back(count_fact(what, count));
    check_.facts.push_back(count_fact(what + "_over", over));
    check_.facts.push_back(count_fact(limit, most));
    found(count > 0, over > 0);
  }

  void found(bool is_near, bool is_over) {
    if (is_over)
      check_.outcome = Outcome::fail;
    else if (is_near && check_.outcome == Outcome::pass)
      check_.outcome = Outcome::needs_review;
  }

  HealthCheck& check() { return check_; }

 private:
  double near_;
  HealthCheck check_;
};

// The whole project is known from its export only.
void add_least_documents(const HealthGrounds& on, Limits& limits) {
  const auto least = on.tally.thresholds.service_least_documents;
  const auto documents = project_documents(on);
  const bool is_below = on.test_set.training && documents < least;
  limits.check().facts.push_back(count_fact("few_documents", is_below ? documents : 0));
  limits.check().facts.push_back(count_fact("least_documents", least));
  limits.found(is_below, is_below);
}

}  // namespace

HealthCheck check_limits(const HealthGrounds& on) {
  if (!is_azure(on))
    return not_assessable("near-limits", "limits_of_others");
  const auto& thresholds = on.tally.thresholds;
  const auto& tally = on.tally;
  const auto names = project_labels(on);
  Limits limits{on};
  limits.total("project_labels", "most_labels", names.size(), thresholds.service_labels);
  limits.total("project_documents", "most_documents", project_documents(on),
               thresholds.service_documents);
  limits.items("long_texts", "longest_text", thresholds.service_text, tally.text_lengths.near,
               tally.text_lengths.over);
  limits.items("long_spans", "longest_span", thresholds.service_span, tally.span_lengths.near,
               tally.span_lengths.over);
  add_least_documents(on, limits);
  const auto odd = odd_names(names, thresholds.service_name);
  limits.found(!odd.empty(), false);  // the service took them
  add_names(limits.check(), "odd_names", odd);
  return limits.check();
}

}  // namespace errata::analyze
