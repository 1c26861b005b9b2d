#include "analyze/evidence_kinds.hpp"

#include <algorithm>
#include <cmath>

#include "analyze/real.hpp"
#include "analyze/thresholds.hpp"

namespace errata::analyze {

using model::EvidenceKind;
using model::Grade;

namespace {

double surface(const Clues& c) {
  if (c.labelled + c.otherwise + c.unlabelled == 0)
    return 0;
  return std::clamp(std::log((real(c.labelled) + 0.25) / (real(c.otherwise + c.unlabelled) + 0.5)),
                    -4.0, 4.0);
}

double repeated(const Clues& c) {
  return std::log1p(real(c.labelled));
}

double labelled(const Clues& c) {
  return c.labelled > 0 ? 1 : 0;
}

double nowhere(const Clues& c) {
  return c.labelled + c.otherwise + c.unlabelled == 0 ? 1 : 0;
}

double parts(const Clues& c) {
  return c.labelled == 0 ? std::clamp(c.words, -4.0, 4.0) : 0;
}

double inflected(const Clues& c) {
  return std::clamp(c.stems, -4.0, 4.0);
}

double context(const Clues& c) {
  return std::clamp(c.before, -3.0, 3.0) + std::clamp(c.after, -3.0, 3.0);
}

double in_document(const Clues& c) {
  return c.in_document ? 1 : 0;
}

double length(const Clues& c) {
  return std::log(std::max(1.0, c.length));
}

double lower_case(const Clues& c) {
  return c.lower_case ? 1 : 0;
}

double label(const Clues& c) {
  const auto others = c.untouching - std::min<std::uint64_t>(c.untouching, 1);
  return std::clamp(std::log((real(c.right) + 0.5) / (real(others) + 0.5)), -5.0, 5.0);
}

constexpr double intercept = -2.658;
struct Kind {
  EvidenceKind kind;
  double weight;
  double (*value)(const Clues&);
};
constexpr Kind kinds[] = {
    {EvidenceKind::surface, 0.912, surface},   {EvidenceKind::repeated, 0.332, repeated},
    {EvidenceKind::labelled, 0.907, labelled}, {EvidenceKind::nowhere, -0.125, nowhere},
    {EvidenceKind::parts, 0.547, parts},       {EvidenceKind::inflected, 0.277, inflected},
    {EvidenceKind::context, 0.225, context},   {EvidenceKind::in_document, 0.611, in_document},
    {EvidenceKind::length, 1.749, length},     {EvidenceKind::lower_case, -1.376, lower_case},
    {EvidenceKind::label, 0.811, label},
};

constexpr std::uint64_t ambiguous_places = 2;

double chance_of(double log_odds) {
  return 1 / (1 + std::exp(-log_odds));
}

}  // namespace

Weighing weigh(const Clues& clues) {
  Weighing weighing{intercept, {}};
  for (const auto& kind : kinds) {
    const auto value = kind.value(clues);
    weighing.items.push_back({kind.kind, value, kind.weight * value});
    weighing.log_odds += kind.weight * value;
  }
  return weighing;
}

Grade grade_of(const Clues& clues, double log_odds, const Thresholds& thresholds) {
  const auto chance = chance_of(log_odds);
  if (clues.otherwise > 0 && clues.otherwise >= clues.labelled)
    return Grade::ambiguous;
  if (chance >= thresholds.strong_chance)
    return Grade::strong;
  if (chance >= thresholds.moderate_chance)
    return Grade::moderate;
  return clues.labelled + clues.otherwise >= ambiguous_places ? Grade::ambiguous : Grade::weak;
}

}  // namespace errata::analyze
