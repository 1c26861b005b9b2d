#include "analyze/unlabeled.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyze/surface.hpp"
#include "analyze/thresholds.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::ErrorClass;
using model::Grade;
using model::LabelId;

namespace {

constexpr double prior_places = 2;
constexpr std::size_t kept_groups = 10'000;

struct GradeRule {
  Grade grade;
  std::uint64_t labelled;  // at least
  double share;            // at least, smoothed
};
constexpr GradeRule grade_rules[] = {
    {Grade::strong, 3, 0.8},
    {Grade::moderate, 2, 0.6},
};
constexpr std::uint64_t ambiguous_places = 2;

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

std::uint64_t sum_of(const std::map<LabelId, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [label, count] : counts)
    sum += count;
  return sum;
}

SurfaceEvidence labels_of(const SurfaceTally& surface, LabelId label) {
  const auto found = surface.gold.find(label);
  SurfaceEvidence evidence;
  evidence.labelled = found == surface.gold.end() ? 0 : found->second;
  evidence.otherwise = sum_of(surface.gold) - evidence.labelled;
  return evidence;
}

}  // namespace

double smoothed_share(const SurfaceEvidence& e, double label_rate) {
  return (real(e.labelled) + prior_places * label_rate) /
         (real(e.labelled + e.otherwise + e.unlabelled) + prior_places);
}

Grade grade_of(const SurfaceEvidence& evidence, double label_rate) {
  const double share = smoothed_share(evidence, label_rate);
  for (const auto& rule : grade_rules)
    if (evidence.labelled >= rule.labelled && share >= rule.share)
      return rule.grade;
  return evidence.labelled + evidence.otherwise >= ambiguous_places ? Grade::ambiguous
                                                                    : Grade::weak;
}

UnlabeledEvidence::UnlabeledEvidence(const Tally& tally, const model::LabelSet& labels)
    : tally_{tally}, labels_{labels} {
  for (const auto& [surface, counts] : tally.surfaces)
    if (!surface.empty())
      surfaces_.emplace_back(surface);
  unlabelled_.resize(surfaces_.size());
  if (!surfaces_.empty())
    search_.emplace(surfaces_);
  choose_groups();
}

// All groups count; those with the most evidence for a label are shown.
void UnlabeledEvidence::choose_groups() {
  std::vector<Group> groups;
  for (const auto& [surface, counts] : tally_.surfaces)
    for (const auto& [label, spurious] : counts.spurious) {
      auto& group = groups.emplace_back();
      group.label = label;
      group.surface = surface;
      // White space says nothing; documents without text have no other surface.
      if (!surface.empty())
        group.evidence = labels_of(counts, label);
      group.count = spurious.count;
      group.findable = spurious.findable > 0;
    }
  std::ranges::sort(groups, [this](const Group& a, const Group& b) {
    return std::tie(b.evidence.labelled, a.evidence.otherwise, b.count, labels_.name(a.label),
                    a.surface) < std::tie(a.evidence.labelled, b.evidence.otherwise, a.count,
                                          labels_.name(b.label), b.surface);
  });
  groups.resize(std::min(groups.size(), kept_groups));
  for (auto& group : groups)
    groups_.emplace(Key{group.label, group.surface}, std::move(group));
}

void UnlabeledEvidence::add(const Place& place, const std::vector<Match>& matches) {
  const auto& document = place.document();
  ++document_;
  gold_reach_.over(document.gold);
  if (document.has_text && search_)
    count_occurrences(document);
  for (const auto& match : matches)
    if (match.kind == ErrorClass::spurious) {
      const auto& span = document.predicted[match.predicted];
      if (!gold_reach_.touches(span.begin, span.end))
        add_candidate(place, span);
    }
}

void UnlabeledEvidence::collapse(std::string_view text) {
  text_.clear();
  origins_.clear();
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    if (is_space(c)) {
      blank = !text_.empty();
    } else {
      if (blank) {
        text_ += ' ';
        origins_.push_back(static_cast<std::uint32_t>(at - 1));
      }
      blank = false;
      text_ += text.substr(at, bytes);
      for (std::size_t i = 0; i < bytes; ++i)
        origins_.push_back(static_cast<std::uint32_t>(at + i));
    }
    at += bytes;
  }
}

void UnlabeledEvidence::count_occurrences(const model::Document& document) {
  collapse(document.text);
  search_->in(text_,
              [&](std::uint32_t surface, std::size_t end) { count_occurrence(surface, end); });
}

void UnlabeledEvidence::count_occurrence(std::uint32_t surface, std::size_t end) {
  const auto begin = end - surfaces_[surface].size();
  if (is_word_boundary(text_, begin) && is_word_boundary(text_, end) &&
      !gold_reach_.touches(origins_[begin], origins_[end - 1] + 1))
    unlabelled_[surface] += 1;
}

void UnlabeledEvidence::add_candidate(const Place& place, const model::Annotation& span) {
  const auto& document = place.document();
  Key key{span.label, normalized_surface(text_of(document, span))};
  auto found = groups_.find(key);
  if (found == groups_.end()) {
    // Without text every candidate of a label is in one group, which pass 1 does not know.
    if (document.has_text)
      return;
    found = groups_.try_emplace(key).first;
    found->second.label = span.label;
  }
  auto& group = found->second;
  group.count += !document.has_text;
  if (group.documents.empty() || group.documents.back() != document_)
    group.documents.push_back(document_);
  if (group.first.wants(document.id))
    group.first.add(document.id);
  if (group.places.wants(document.id))
    group.places.add(place.example(span, "", place.name(span.label)));
}

std::uint64_t UnlabeledEvidence::unlabelled(const std::string& surface) const {
  const auto at = std::ranges::lower_bound(surfaces_, std::string_view{surface});
  if (at == surfaces_.end() || *at != surface)
    return 0;
  return unlabelled_[static_cast<std::size_t>(at - surfaces_.begin())];
}

SurfaceEvidence UnlabeledEvidence::evidence_of(const Group& group) const {
  auto evidence = group.evidence;
  const auto found = unlabelled(group.surface);
  evidence.unlabelled = found - std::min<std::uint64_t>(found, group.findable);
  return evidence;
}

Grade UnlabeledEvidence::grade(const Group& group) const {
  return grade_of(evidence_of(group), rates_[group.label]);
}

void UnlabeledEvidence::close() {
  struct Places {
    std::uint64_t labelled = 0, all = 0;
  };
  std::vector<Places> places(tally_.labels.size());
  for (const auto& [surface, counts] : tally_.surfaces)
    for (const auto& [label, labelled] : counts.gold) {
      places[label].labelled += labelled;
      places[label].all += sum_of(counts.gold) + unlabelled(surface);
    }
  for (const auto& p : places)
    rates_.push_back((real(p.labelled) + 0.5) / (real(p.all) + 1));
}

std::uint64_t UnlabeledEvidence::total() const {
  std::uint64_t total = 0;
  for (const auto& label : tally_.labels)
    total += label.untouching;
  return total;
}

std::vector<model::Unlabeled> UnlabeledEvidence::list() const {
  std::vector<model::Unlabeled> list;
  for (const auto& [key, group] : groups_)
    for (const auto& place : group.places.values()) {
      const auto evidence = evidence_of(group);
      model::Unlabeled u{place.document, place.begin,  place.end,  labels_.name(group.label),
                         place.surface,  place.before, place.after};
      u.grade = grade(group);
      u.labelled = evidence.labelled;
      u.otherwise = evidence.otherwise;
      u.unlabelled = evidence.unlabelled;
      list.push_back(std::move(u));
    }
  std::ranges::sort(list, [](const model::Unlabeled& a, const model::Unlabeled& b) {
    return std::tie(a.grade, b.labelled, a.label, a.document, a.begin, a.end) <
           std::tie(b.grade, a.labelled, b.label, b.document, b.begin, b.end);
  });
  list.resize(std::min(list.size(), thresholds::kept_unlabeled));
  return list;
}

ForgottenLabels UnlabeledEvidence::forgotten(LabelId label) const {
  ForgottenLabels forgotten;
  std::set<std::uint64_t> documents;
  Smallest<std::string> first{model::Finding::kept_documents};
  Examples examples{thresholds::kept_examples};
  for (auto at = groups_.lower_bound({label, ""}); at != groups_.end() && at->first.first == label;
       ++at) {
    const auto& group = at->second;
    const auto found = grade(group);
    if (found != Grade::strong && found != Grade::moderate)
      continue;
    (found == Grade::strong ? forgotten.strong : forgotten.moderate) += group.count;
    documents.insert(group.documents.begin(), group.documents.end());
    for (const auto& id : group.first.values())
      first.add(id);
    for (const auto& example : group.places.values())
      examples.add(example);
  }
  forgotten.documents = documents.size();
  forgotten.first = first.list();
  forgotten.examples = examples.list();
  return forgotten;
}

model::AcceptedRange UnlabeledEvidence::accepted() const {
  const auto counts = counts_of(tally_);
  Repair repair;
  model::AcceptedRange range;
  for (LabelId label = 0; label < tally_.labels.size(); ++label) {
    const auto strong = forgotten(label).strong;
    repair.add({Cell::Kind::unlabelled, label, label}, strong);
    range.accepted += strong;
  }
  range.micro_f1_measured = micro_f1(counts);
  range.micro_f1_accepted = range.micro_f1_measured + gain_of(counts, repair).micro_f1;
  return range;
}

}  // namespace errata::analyze
