#include "analyze/audit.hpp"

#include <algorithm>
#include <tuple>

#include "analyze/caps.hpp"
#include "analyze/surface.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

using Hits = std::vector<Occurrences::Hit>;

// Those that lie in no other.
Hits longest_of(Hits hits) {
  std::ranges::sort(hits, {}, [](const Occurrences::Hit& hit) {
    return std::pair{hit.first, ~hit.end};
  });
  std::uint32_t furthest = 0;
  std::erase_if(hits, [&furthest](const Occurrences::Hit& hit) {
    const bool is_within = hit.end <= furthest;
    furthest = std::max(furthest, hit.end);
    return is_within;
  });
  return hits;
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    if (is_word(c) && kind_of(c) != LetterKind::digit)
      return true;
    at += bytes;
  }
  return false;
}

// Whether the same span has that label as well.
bool has_too(const model::Document& document, const model::Annotation& span, model::LabelId label) {
  return std::ranges::any_of(document.gold, [&](const model::Annotation& other) {
    return other.same_span(span) && other.label == label;
  });
}

double share(std::uint64_t part, std::uint64_t other) {
  return part + other > 0 ? static_cast<double>(part) / static_cast<double>(part + other) : 0;
}

void keep_first(std::vector<model::AuditPlace>& places, std::size_t limit) {
  std::ranges::sort(places, [](const model::AuditPlace& a, const model::AuditPlace& b) {
    return std::tie(b.labelled, a.unlabelled, a.label, a.document, a.begin, a.end) <
           std::tie(a.labelled, b.unlabelled, b.label, b.document, b.begin, b.end);
  });
  places.resize(std::min(places.size(), limit));
}

}  // namespace

LabelAudit::LabelAudit(const Tally& tally, const model::LabelSet& labels,
                       const Occurrences& occurrences)
    : tally_{tally}, labels_{labels}, occurrences_{occurrences} {
}

void LabelAudit::add(const Place& place) {
  add_omissions(place);
  add_labelled(place);
}

// The one that is nearly all of its labels, often enough; of `judged` one is left out.
std::optional<model::LabelId> LabelAudit::usual_label(const Phrase& phrase, bool capital,
                                                      std::optional<model::LabelId> judged) const {
  const auto all = phrase.labelled_in(capital) - (judged ? 1 : 0);
  for (const auto& [label, by_case] : phrase.gold)
    if (const auto so = by_case[capital] - (label == judged ? 1 : 0);
        2 * so > all && so >= tally_.thresholds.audit_items &&
        share(so, all - so) >= tally_.thresholds.audit_agreement)
      return label;
  return {};
}

// The label that the place may lack.
std::optional<model::LabelId> LabelAudit::label_of(const Occurrences::Hit& hit) const {
  return usual_label(occurrences_.phrases()[hit.phrase], hit.capital, {});
}

std::optional<model::LabelId> LabelAudit::label_elsewhere(Key key) const {
  const auto label = usual_label(occurrences_.phrases()[key.phrase], key.capital, key.label);
  return label != key.label ? label : std::nullopt;
}

void LabelAudit::add_omissions(const Place& place) {
  Hits hits;
  for (const auto& hit : occurrences_.unlabelled())
    if (occurrences_.phrases()[hit.phrase].labelled > 0)
      hits.push_back(hit);
  const auto& words = occurrences_.words();
  for (const auto& hit : longest_of(std::move(hits)))
    if (const auto label = label_of(hit))
      add(unlabelled_, {hit.phrase, hit.capital, *label}, place,
          {.begin = words[hit.first].begin, .end = words[hit.end - 1].end});
}

// Only what pass 1 leaves possible.
void LabelAudit::add_labelled(const Place& place) {
  const auto& document = place.document();
  for (const auto& span : document.gold) {
    const auto known = occurrences_.find(text_of(document, span));
    if (!known)
      continue;
    const Key key{known->phrase, known->capital, span.label};
    if (const auto usual = label_elsewhere(key); usual && !has_too(document, span, *usual))
      add(minorities_, key, place, span);
    if (!is_predicted(key.phrase) || may_be_a_part(key, text_of(document, span)))
      add(labelled_, key, place, span);
  }
}

// Numbers are parts of anything.
bool LabelAudit::may_be_a_part(Key key, std::string_view surface) const {
  return labelled(key) <= tally_.thresholds.over_labelled_rare && has_letter(surface);
}

bool LabelAudit::is_predicted(PhraseId id) const {
  const auto& phrase = occurrences_.phrases()[id];
  return tally_.all.predicted == 0 || phrase.spurious + phrase.reached > 0;
}

std::uint64_t LabelAudit::labelled(Key key) const {
  return occurrences_.phrases()[key.phrase].labelled_in(key.capital);
}

std::uint64_t LabelAudit::labelled_so(Key key) const {
  return occurrences_.phrases()[key.phrase].gold.at(key.label)[key.capital];
}

std::uint64_t LabelAudit::within_others(Key key) const {
  std::uint64_t within = 0;
  for (const auto& [label, count] : occurrences_.phrases()[key.phrase].within_by_case[key.capital])
    within += label == key.label ? 0 : count;
  return within;
}

void LabelAudit::add(Found& to, Key key, const Place& place, const model::Annotation& span) {
  auto& spots = to.try_emplace(key, Spots{0, Smallest<Spot>{most_spots(key)}}).first->second;
  spots.count += 1;
  Spot spot{place.document().id, 0, 0, {}};
  if (!spots.first.wants(spot))
    return;
  spot.begin = place.offset(span.begin);
  spot.end = place.offset(span.end);
  spot.surface = place.surface(span);
  spots.first.add(std::move(spot));
}

// More than this would be too many to be reported, so memory grows with the labels only.
std::size_t LabelAudit::most_spots(Key key) const {
  return std::min<std::size_t>(caps::kept_places, labelled(key) + 1);
}

// The place under judgement is left out.
bool LabelAudit::is_forgotten(Key key) const {
  const auto unlabelled = occurrences_.phrases()[key.phrase].unlabelled_by_case[key.capital];
  return unlabelled > 0 && share(labelled_so(key), unlabelled - 1) >= tally_.thresholds.audit_share;
}

bool LabelAudit::is_over_labelled(Key key, std::string_view surface) const {
  const auto is_rare_among = [&](std::uint64_t others) {
    return others >= tally_.thresholds.over_labelled_items &&
           share(others, labelled(key)) >= tally_.thresholds.over_labelled_share;
  };
  const auto unlabelled = occurrences_.phrases()[key.phrase].unlabelled_by_case[key.capital];
  const auto within = within_others(key);
  return (!is_predicted(key.phrase) && is_rare_among(unlabelled)) ||
         (may_be_a_part(key, surface) && within >= unlabelled &&
          is_rare_among(unlabelled + within));
}

void LabelAudit::describe(Key key, std::uint64_t labelled, const Spots& spots,
                          std::vector<model::AuditPlace>& to) const {
  const auto unlabelled = occurrences_.phrases()[key.phrase].unlabelled_by_case[key.capital];
  for (const auto& spot : spots.first.values())
    to.push_back({spot.document, spot.begin, spot.end, labels_.name(key.label), spot.surface,
                  labelled, unlabelled, within_others(key)});
}

void LabelAudit::describe_minorities(model::Analysis& analysis) const {
  auto& minorities = analysis.minority_labels;
  for (const auto& [key, spots] : minorities_) {
    analysis.minority_labels_total += spots.count;
    const auto usual = *label_elsewhere(key);
    const Key elsewhere{key.phrase, key.capital, usual};
    for (const auto& spot : spots.first.values())
      minorities.push_back({spot.document, spot.begin, spot.end, labels_.name(key.label),
                            spot.surface, labelled_so(key), labels_.name(usual),
                            labelled_so(elsewhere)});
  }
  std::ranges::sort(minorities, [](const auto& a, const auto& b) {
    return std::tie(b.usually, a.labelled, a.label, a.document, a.begin, a.end) <
           std::tie(a.usually, b.labelled, b.label, b.document, b.begin, b.end);
  });
  minorities.resize(std::min(minorities.size(), caps::kept_minority_labels));
}

void LabelAudit::finish(model::Analysis& analysis) const {
  for (const auto& [key, spots] : unlabelled_)
    if (is_forgotten(key)) {
      describe(key, labelled_so(key), spots, analysis.audit);
      analysis.audit_total += spots.count;
    }
  for (const auto& [key, spots] : labelled_)
    if (is_over_labelled(key, spots.first.values().begin()->surface)) {
      describe(key, labelled(key), spots, analysis.over_labelled);
      analysis.over_labelled_total += spots.count;
    }
  keep_first(analysis.audit, caps::kept_audit);
  keep_first(analysis.over_labelled, caps::kept_over_labelled);
  describe_minorities(analysis);
}

}  // namespace errata::analyze
