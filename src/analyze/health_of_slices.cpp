#include "analyze/health_of_slices.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "analyze/facts.hpp"
#include "analyze/health_parts.hpp"
#include "analyze/interval.hpp"
#include "core/text.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

HealthCheck about_slices(const HealthGrounds& on, const char* rule, model::Slice::By by,
                         const char* because) {
  Names weak;
  const model::Slice* worst = nullptr;
  std::uint64_t compared = 0;
  for (const auto& slice : on.slices) {
    if (slice.by != by || slice.name.empty() || !slice.difference)
      continue;  // documents of no stated language are no language
    compared += 1;
    if (!slice.weak)
      continue;
    weak.push_back(slice.name);
    if (worst == nullptr || slice.scores.f1.value < worst->scores.f1.value)
      worst = &slice;
  }
  if (compared == 0)
    return not_assessable(rule, because);
  HealthCheck check{rule,
                    weak.empty() ? Outcome::pass : Outcome::needs_review,
                    {count_fact("count", weak.size()), count_fact("of_slices", compared)},
                    {}};
  add_names(check, "slices", weak);
  if (worst == nullptr)
    return check;
  const auto& f1 = worst->scores.f1;
  const auto all = on.tally.all.f1();
  check.facts.push_back(score_fact("worst_f1", f1.value));
  check.facts.push_back(score_fact(
      "others_f1", (all.a - f1.numerator.value_or(0)) / (all.d - f1.denominator.value_or(0))));
  check.facts.push_back(count_fact("main", 2 * worst->documents > on.tally.documents));
  return check;
}

// A region makes no other language: by their first subtags (RFC 5646).
std::uint64_t languages_of(const std::vector<model::Slice>& slices) {
  std::set<std::string> languages;
  for (const auto& slice : slices)
    if (slice.by == model::Slice::By::language && !slice.name.empty())
      languages.insert(lowered(slice.name.substr(0, slice.name.find_first_of("-_"))));
  return languages.size();
}

}  // namespace

HealthCheck check_languages(const HealthGrounds& on) {
  return about_slices(on, "weak-languages", model::Slice::By::language, "few_languages");
}

HealthCheck check_lengths(const HealthGrounds& on) {
  return about_slices(on, "weak-lengths", model::Slice::By::length, "few_lengths");
}

HealthCheck check_multilingual(const HealthGrounds& on) {
  const auto languages = languages_of(on.slices);
  const auto& facts = on.test_set.source.facts;
  const auto option = facts.find("multilingual");
  if (option == facts.end())
    return not_assessable("multilingual-option", "option_unknown");
  return {"multilingual-option",
          languages > 1 && option->second == "no" ? Outcome::fail : Outcome::pass,
          {count_fact("count", languages)},
          {}};
}

}  // namespace errata::analyze
