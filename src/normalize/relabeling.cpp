#include "normalize/relabeling.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "normalize/inputs.hpp"

namespace errata::normalize {

namespace {

using model::Annotation;

constexpr std::size_t named_changes = 20;
constexpr std::size_t named_unknowns = 5;

struct Item {
  Annotation annotation;
  model::LabelId was;

  auto place() const { return std::tuple{annotation.begin, annotation.end, annotation.label}; }
};

using Items = std::vector<Item>;

// Of one place and label: as many as one of the old labels had there, the best scores first.
void keep_copies(Items::iterator begin, Items::iterator end, std::vector<Annotation>& to) {
  std::ptrdiff_t most = 0;
  for (auto at = begin; at != end;) {
    const auto next = std::find_if(at, end, [&](const Item& i) { return i.was != at->was; });
    most = std::max(most, next - at);
    at = next;
  }
  if (most < end - begin)
    std::sort(begin, end, [](const Item& a, const Item& b) {
      return model::is_surer(a.annotation.score, b.annotation.score);
    });
  for (auto at = begin; at != begin + most; ++at)
    to.push_back(at->annotation);
}

void put_without_copies(Items& items, std::vector<Annotation>& to) {
  std::ranges::sort(items, [](const Item& a, const Item& b) {
    return std::tuple{a.place(), a.was} < std::tuple{b.place(), b.was};
  });
  to.clear();
  for (auto at = items.begin(); at != items.end();) {
    const auto next = std::find_if(
        at, items.end(), [place = at->place()](const Item& i) { return i.place() != place; });
    keep_copies(at, next, to);
    at = next;
  }
}

std::string count_said(const LabelUse& use) {
  return fmt::format("{} labelled, {} predicted", use.gold, use.predicted);
}

// "what: 'PER' -> 'Person' (12 labelled, 9 predicted); …", nothing where nothing was changed.
void say(const std::string& what, const std::vector<std::string>& changes,
         std::vector<std::string>& remarks) {
  if (changes.empty())
    return;
  std::string remark = what;
  const auto named = std::min(changes.size(), named_changes);
  for (std::size_t i = 0; i < named; ++i)
    remark += (i == 0 ? ": " : "; ") + changes[i];
  if (named < changes.size())
    remark += "; and " + count_of(changes.size() - named, "more label");
  remarks.push_back(remark);
}

}  // namespace

Relabeling::Relabeling(const Options& options, const model::LabelSet& labels)
    : from_{labels}, ignores_case_{options.ignore_case} {
  if (!options.label_map)
    return;
  map_file_ =
      describe({.path = *options.label_map, .name = options.label_map->filename().string()});
  for (const auto& [from, to] : read_label_map(*options.label_map, options.encoding)) {
    const auto [known, is_new] = map_.emplace(key_of(from), to);
    const auto& first = map_names_.emplace(key_of(from), from).first->second;
    if (!is_new && known->second != to)
      throw UsageError{printable(options.label_map->string()) + ": labels " + in_quotes(first, 60) +
                       " and " + in_quotes(from, 60) + " are one where case does not count"};
  }
}

std::string Relabeling::key_of(std::string_view name) const {
  return ignores_case_ ? case_folded(name) : std::string{name};
}

// What the map says of a label, if anything.
const std::string* Relabeling::mapped(std::string_view name) const {
  const auto found = map_.find(key_of(name));
  return found == map_.end() ? nullptr : &found->second;
}

void Relabeling::settle_case(const LabelUses& uses) {
  struct Claim {
    bool is_of_map = false;
    LabelUse use;
    auto rank() const { return std::tuple{is_of_map, use.gold, use.predicted}; }
  };
  std::map<std::string, std::map<std::string, Claim>> groups;
  for (const auto& [name, use] : uses) {
    const auto* to = mapped(name);
    const auto& now = to == nullptr ? name : *to;
    auto& claim = groups[key_of(now)][now];
    claim.is_of_map |= to != nullptr;
    claim.use.gold += use.gold;
    claim.use.predicted += use.predicted;
  }
  for (const auto& [key, claims] : groups)
    spellings_[key] =
        std::max_element(claims.begin(), claims.end(), [](const auto& a, const auto& b) {
          return a.second.rank() < b.second.rank();
        })->first;
}

Relabeling::Fate Relabeling::fate_of(const std::string& name) {
  Fate fate;
  const auto* to = mapped(name);
  auto now = to == nullptr ? name : *to;
  fate.is_mapped = now != name;
  if (now.empty() && fate.is_mapped)
    return fate;
  if (const auto found = spellings_.find(key_of(now));
      ignores_case_ && found != spellings_.end() && found->second != now) {
    fate.is_respelt = true;
    now = found->second;
  }
  fate.to = to_.id(now);
  return fate;
}

Relabeling::Fate& Relabeling::fate(model::LabelId id) {
  if (id >= fates_.size())
    fates_.resize(from_.size());
  auto& known = fates_[id];
  if (!known)
    known = fate_of(from_.name(id));
  return *known;
}

void Relabeling::relabel(std::vector<Annotation>& side, std::uint64_t LabelUse::*count) {
  Items items;
  for (auto annotation : side) {
    const auto was = annotation.label;
    const auto& becomes = fate(was);
    met_.emplace_back(was, count);
    if (!becomes.to)
      continue;
    annotation.label = *becomes.to;
    items.push_back({annotation, was});
  }
  put_without_copies(items, side);
}

bool Relabeling::drops_labels() const {
  return std::ranges::any_of(map_, [](const auto& row) { return row.second.empty(); });
}

bool Relabeling::apply(model::Document& document) {
  if (!is_asked())
    return true;
  met_.clear();
  const bool had_class = !document.gold.empty() && document.gold.front().end == 0;
  relabel(document.gold, &LabelUse::gold);
  relabel(document.predicted, &LabelUse::predicted);
  return !had_class || !document.gold.empty();
}

void Relabeling::keep() {
  for (const auto& [label, side] : met_)
    fates_[label]->count.*side += 1;
}

void Relabeling::say_changes(model::TestSet& test_set) const {
  std::map<std::string, const Fate*> by_name;
  for (model::LabelId id = 0; id < fates_.size(); ++id)
    if (fates_[id])
      by_name[from_.name(id)] = &*fates_[id];
  std::vector<std::string> mapped_labels;
  std::vector<std::string> respelt;
  for (const auto& [name, fate] : by_name) {
    if (!fate->is_mapped && !fate->is_respelt)
      continue;
    const auto to = fate->to ? "-> " + in_quotes(to_.name(*fate->to), 60) : "is dropped";
    (fate->is_mapped ? mapped_labels : respelt)
        .push_back(fmt::format("{} {} ({})", in_quotes(name, 60), to, count_said(fate->count)));
  }
  say("label map", mapped_labels, test_set.remarks);
  say("case ignored", respelt, test_set.remarks);
  if (mapped_labels.empty() && respelt.empty())
    return;
  if (test_set.service)
    test_set.remarks.emplace_back(
        "the service's own figures are of the labels as they were: they are not compared");
  test_set.service.reset();
}

void Relabeling::say_unknown(model::TestSet& test_set) const {
  std::set<std::string> known;
  std::vector<std::string_view> names;
  for (const auto& name : from_.names()) {
    known.insert(key_of(name));
    names.push_back(name);
  }
  if (test_set.training)
    for (const auto& [name, count] : test_set.training->labels)
      known.insert(key_of(name));
  std::vector<std::string> unknown;
  for (const auto& [key, name] : map_names_)
    if (!known.contains(key))
      unknown.push_back(in_quotes(name, 60) + did_you_mean(name, names));
  const auto named = std::min(unknown.size(), named_unknowns);
  for (std::size_t i = 0; i < named; ++i)
    test_set.remarks.push_back("label map: nothing is labelled or predicted " + unknown[i]);
  if (named < unknown.size())
    test_set.remarks.push_back("label map: nor " + count_of(unknown.size() - named, "other label") +
                               " of the map");
}

void Relabeling::relabel(model::TrainingSet& training) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& [name, count] : training.labels)
    if (const auto becomes = fate_of(name); becomes.to)
      counts[to_.name(*becomes.to)] += count;
  training.labels = std::move(counts);
}

void Relabeling::finish(model::TestSet& test_set) {
  if (!is_asked())
    return;
  auto& facts = test_set.source.facts;
  if (map_file_) {
    facts["label map"] = map_file_->name;
    auto& inputs = test_set.source.inputs;
    if (std::ranges::find(inputs, *map_file_) == inputs.end())
      inputs.push_back(*map_file_);
  }
  if (ignores_case_)
    facts["case of labels"] = "ignored";
  std::set<std::string> labels;
  for (model::LabelId id = 0; id < from_.size(); ++id)
    if (const auto& becomes = fate(id); becomes.to)
      labels.insert(to_.name(*becomes.to));
  test_set.labels.assign(labels.begin(), labels.end());
  say_changes(test_set);
  say_unknown(test_set);
  if (test_set.training)
    relabel(*test_set.training);
}

}  // namespace errata::normalize
