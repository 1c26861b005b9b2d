#include "analyze/missed.hpp"

#include <algorithm>
#include <tuple>

#include "analyze/gain.hpp"
#include "analyze/real.hpp"
#include "analyze/thresholds.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t simple = 0;
constexpr std::size_t complex = 2;

// As the item would be repaired; nothing where it was found.
std::optional<Cell> unfound_cell(const model::Document& document, const Match& match) {
  if (!is_unfound(match.kind))
    return {};
  const auto label = document.gold[match.gold].label;
  if (match.kind == model::ErrorClass::missed)
    return Cell{Cell::Kind::missed, label, label};
  if (match.kind == model::ErrorClass::boundary)
    return Cell{Cell::Kind::boundary, label, label};
  return Cell{Cell::Kind::type_and_boundary, label, document.predicted[match.predicted].label};
}

// The same span with the same label stands beside it: no other one overlaps.
bool is_repeated(const std::vector<model::Annotation>& sorted, std::size_t at) {
  const auto is_same = [&](std::size_t other) {
    return other < sorted.size() && sorted[other].same_span(sorted[at]) &&
           sorted[other].label == sorted[at].label;
  };
  return is_same(at - 1) || is_same(at + 1);
}

}  // namespace

MissedEvidence::MissedEvidence(const Tally& tally, const ExplainedSpans& explained)
    : tally_{tally} {
  for (model::LabelId id = 0; id < tally.labels.size(); ++id)
    if (tally.labels[id].unfound.items > 0)
      labels_.try_emplace(id, explained.kept(id));
}

void MissedEvidence::add(const model::Document& document, const std::vector<Match>& matches) {
  const auto overlapped = overlapped_items(document.gold);
  std::map<model::LabelId, InDocument> counts;
  Count all_simple;
  for (const auto& match : matches) {
    if (match.gold == no_item)
      continue;
    const auto& gold = document.gold[match.gold];
    auto complexity = complexity_of(document, match.gold, tally_);
    complexity.overlapped = overlapped[match.gold];
    const auto band = band_of(complexity);
    auto& in = counts[gold.label];
    in.gold[band] += 1;
    in.unfound[band] += is_unfound(match.kind);
    const bool is_within = overlapped[match.gold] && !is_repeated(document.gold, match.gold);
    (is_within ? in.overlapped : in.apart).add(is_unfound(match.kind));
    if (is_claim(tally_.labels[gold.label], tally_.thresholds))
      labels_.at(gold.label).proposal.add(document, gold, unfound_cell(document, match));
  }
  for (const auto& [id, in] : counts) {
    all_simple.gold += in.gold[simple];
    all_simple.unfound += in.unfound[simple];
  }
  all_simple_.add(all_simple.unfound, all_simple.gold, 0);
  for (const auto& [id, in] : counts)
    if (const auto label = labels_.find(id); label != labels_.end())
      close(in, all_simple, label->second);
}

void MissedEvidence::Cross::add(const Count& of_harder, const Count& of_easier) {
  aa += of_harder.unfound * of_easier.unfound;
  ad += of_harder.unfound * of_easier.gold;
  da += of_harder.gold * of_easier.unfound;
  dd += of_harder.gold * of_easier.gold;
}

CrossSums MissedEvidence::Cross::sums() const {
  return {.aa = real(aa), .ad = real(ad), .da = real(da), .dd = real(dd)};
}

void MissedEvidence::close(const InDocument& in, const Count& all_simple, LabelBands& label) {
  for (std::size_t band = 0; band < bands; ++band)
    label.sums[band].add(in.unfound[band], in.gold[band], 0);
  const Count complex_ones{in.unfound[complex], in.gold[complex]};
  label.own.add(complex_ones, {in.unfound[simple], in.gold[simple]});
  label.all.add(complex_ones, all_simple);
  label.overlapped.add(in.overlapped.unfound, in.overlapped.gold, 0);
  label.apart.add(in.apart.unfound, in.apart.gold, 0);
  label.of_overlapped.add(in.overlapped, in.apart);
}

bool MissedEvidence::has_own_baseline(const LabelBands& label) const {
  return label.sums[simple].recall().documents >= documents_for_interval;
}

void MissedEvidence::compare(const LabelBands& label, model::Missed& with) const {
  const bool own = has_own_baseline(label);
  const auto of_complex = label.sums[complex].recall();
  const auto of_simple = own ? label.sums[simple].recall() : all_simple_.recall();
  const auto interval = difference(of_complex, of_simple, (own ? label.own : label.all).sums());
  with.complexity_compared = interval.has_value();
  with.complexity_proved = interval && interval->low > 0;
}

std::optional<model::MissedOverlapped> MissedEvidence::overlapped(const LabelBands& label) {
  const auto of_overlapped = label.overlapped.recall();
  const auto of_others = label.apart.recall();
  const auto interval = difference(of_overlapped, of_others, label.of_overlapped.sums());
  if (!interval || interval->low <= 0)
    return {};
  return model::MissedOverlapped{label.overlapped.gold, label.overlapped.tp, measure(of_overlapped),
                                 measure(of_others)};
}

model::Missed MissedEvidence::describe(model::LabelId id, const LabelBands& label) const {
  const auto& tally = tally_.labels[id];
  model::Missed m;
  m.gold = tally.sums.gold;
  m.missed = tally.unfound.items;
  m.partly = tally.unfound_partly;
  m.documents = tally.unfound.documents;
  m.rate = measure(tally.unfound.rate(tally.sums));
  for (std::size_t band = 0; band < bands; ++band) {
    const auto& sums = label.sums[band];
    m.bands.push_back({std::string{band_names[band]}, sums.gold, sums.tp, measure(sums.recall())});
  }
  m.simple_of_all_labels = !has_own_baseline(label);
  m.simple_rate = m.simple_of_all_labels ? measure(all_simple_.recall()) : m.bands[simple].rate;
  if (m.simple_rate.value > 0 && m.simple_rate.interval && m.bands[complex].rate.interval)
    m.ratio = m.bands[complex].rate.value / m.simple_rate.value;
  compare(label, m);
  m.overlapped = overlapped(label);
  m.reported = is_claim(tally, tally_.thresholds) &&
               (m.complexity_proved || m.rate.value >= tally_.thresholds.nearly_all_missed);
  m.gain = gain_of(counts_of(tally_), repair_of_unfound(tally_, id));
  if (m.reported)
    m.proposal = propose(label, m.missed);
  return m;
}

// Where the parts explain but a few of the misses, they are not what makes the label hard: what
// repeats in a few numbered titles says nothing of a label of names.
std::optional<model::Proposal> MissedEvidence::propose(const LabelBands& label,
                                                       std::uint64_t missed) const {
  const auto& thresholds = tally_.thresholds;
  auto proposal = label.proposal.finish();
  if (!proposal || proposal->covered_missed < thresholds.least_items ||
      real(proposal->covered_missed) < thresholds.breakable_share * real(missed))
    return {};
  proposal->gain = gain_of(counts_of(tally_), label.proposal.repair());
  return proposal;
}

std::map<model::LabelId, Repair> MissedEvidence::breakdowns() const {
  std::map<model::LabelId, Repair> repairs;
  for (const auto& [id, label] : labels_)
    repairs[id] = label.proposal.repair();
  return repairs;
}

std::vector<model::Missed> MissedEvidence::finish(const model::LabelSet& labels,
                                                  const Topics& topics) const {
  std::vector<model::Missed> list;
  for (const auto& [id, label] : labels_) {
    auto missed = describe(id, label);
    missed.label = labels.name(id);
    missed.examples = topics.of({Topic::Kind::unfound, id, id}).examples.list();
    list.push_back(std::move(missed));
  }
  std::ranges::sort(list, [](const model::Missed& a, const model::Missed& b) {
    return std::tie(b.missed, a.label) < std::tie(a.missed, b.label);
  });
  return list;
}

}  // namespace errata::analyze
