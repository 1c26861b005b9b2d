#include "analyze/tally.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "analyze/real.hpp"
#include "analyze/surface.hpp"
#include "analyze/thresholds.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::Annotation;
using model::Document;
using model::ErrorClass;
using model::LabelId;

namespace {

std::size_t index(ErrorClass kind) {
  return static_cast<std::size_t>(kind);
}

void add_all(ByClass& to, const ByClass& from) {
  for (std::size_t i = 0; i < to.size(); ++i)
    to[i] += from[i];
}

bool is_copy(const Annotation& a, const Annotation& b) {
  return a.same_span(b) && a.label == b.label;
}

bool is_confusion(ErrorClass kind) {
  return kind == ErrorClass::type || kind == ErrorClass::type_and_boundary;
}

// Spans of both lists that stand at the same place as the first of what is left, taken off the
// lists.
std::pair<std::span<const Annotation>, std::span<const Annotation>> take_place(
    std::span<const Annotation>& gold, std::span<const Annotation>& predicted) {
  const auto place = [](const Annotation& a) { return std::tuple{a.begin, a.end}; };
  const bool gold_first =
      predicted.empty() || (!gold.empty() && place(gold.front()) <= place(predicted.front()));
  const auto& first = gold_first ? gold.front() : predicted.front();
  const auto take = [&first](std::span<const Annotation>& from) {
    const auto same = std::ranges::find_if_not(
        from, [&first](const Annotation& a) { return a.same_span(first); });
    const auto count = static_cast<std::size_t>(same - from.begin());
    const auto taken = from.first(count);
    from = from.subspan(count);
    return taken;
  };
  const auto golds = take(gold);
  return {golds, take(predicted)};
}

}  // namespace

// A code point has at least a byte.
void NearLimit::add(std::string_view text, std::uint64_t limit, double share) {
  const auto from = share * static_cast<double>(limit);
  if (static_cast<double>(text.size()) < from)
    return;
  const auto length = length_in(OffsetUnit::codepoints, text);
  near += static_cast<double>(length) >= from;
  over += length > limit;
}

void NearLimit::merge(const NearLimit& other) {
  near += other.near;
  over += other.over;
}

void PairTally::merge(const PairTally& other) {
  parts.merge(other.parts);
  same_span += other.same_span;
  for (const auto& [extras, count] : other.by_extras)
    by_extras[extras] += count;
}

Tally::Tally(model::Task t, std::size_t label_count, const Thresholds& limits)
    : task{t}, thresholds{limits}, labels(label_count), matcher_{t}, in_document_(label_count) {
}

void Tally::add(const Document& document) {
  matches_ = &matcher_.match(document);
  gold_reach_.over(document.gold);
  predicted_reach_.over(document.predicted);
  documents += 1;
  unlabelled_documents += document.gold.empty();
  mark(document);
  count_lengths(document);
  count_items(document);
  count_scores(document);
  if (task == model::Task::single_label)
    unsure.add(document);
  if (task == model::Task::multi_label)
    count_label_pairs(document);
  else
    count_pairs(document);
  count_merges(document);
  if (task == model::Task::entities) {
    count_surfaces(document);
    edges.add(document, *matches_);
  }
  for (const auto label : touched_)
    in_document_[label] = {};
  touched_.clear();
}

void Tally::count_lengths(const Document& document) {
  if (!document.has_text)
    return;
  const std::string_view text = document.text;
  text_lengths.add(text, thresholds.service_text, thresholds.near_limit);
  for (const auto& span : document.gold)
    span_lengths.add(text.substr(span.begin, span.end - span.begin), thresholds.service_span,
                     thresholds.near_limit);
}

void Tally::mark(const Document& document) {
  const auto mark = mark_of(document);
  ids.add(mark.id);
  if (!document.has_text)
    return;
  reader_.read(document.text, words_);
  if (words_.empty())
    return;
  with_text += 1;
  texts.add(mark.text);
  sketches.add(mark, sketch_of(words_));
  if (task == model::Task::entities)
    gold_edges.add(document, words_);
}

Tally::InDocument& Tally::in_document(LabelId label) {
  auto& in = in_document_[label];
  if (in.gold + in.predicted == 0)
    touched_.push_back(label);
  return in;
}

void Tally::count_match(const Document& document, const Match& match) {
  const auto kind = match.kind;
  if (match.gold != no_item) {
    const auto& gold = document.gold[match.gold];
    auto& in = in_document(gold.label);
    in.gold += 1;
    in.of_gold[index(kind)] += 1;
    in.tp += kind == ErrorClass::correct;
    in.boundary += kind == ErrorClass::boundary;
    in.unfound += is_unfound(kind);
    labels[gold.label].unfound_partly +=
        is_unfound(kind) && predicted_reach_.touches(gold.begin, gold.end);
  }
  if (match.predicted != no_item) {
    const auto& predicted = document.predicted[match.predicted];
    auto& in = in_document(predicted.label);
    in.predicted += 1;
    in.of_predicted[index(kind)] += 1;
    labels[predicted.label].untouching +=
        kind == ErrorClass::spurious && !gold_reach_.touches(predicted.begin, predicted.end);
  }
}

void Tally::count_items(const Document& document) {
  for (const auto& match : *matches_)
    count_match(document, match);
  std::uint64_t right = 0;
  for (const auto id : touched_) {
    const auto& in = in_document_[id];
    auto& label = labels[id];
    right += in.tp;
    label.sums.add(in.tp, in.gold, in.predicted);
    add_all(label.gold, in.of_gold);
    add_all(label.predicted, in.of_predicted);
    for (std::size_t i = 0; i < model::error_classes; ++i)
      label.documents[i] += in.of_gold[i] + in.of_predicted[i] > 0;
    if (in.unfound > 0)
      label.unfound.add(in.unfound, in.gold);
    if (in.boundary > 0)
      label.boundary.add(in.boundary, in.gold);
  }
  count_products();
  all.add(right, document.gold.size(), document.predicted.size());
  slices.add(document, right);
  with_errors += right != document.gold.size() || right != document.predicted.size();
}

void Tally::count_products() {
  if (touched_.size() > most_labels) {
    with_many_labels += 1;
    return;
  }
  std::ranges::sort(touched_);
  for (std::size_t i = 0; i < touched_.size(); ++i)
    for (std::size_t j = i + 1; j < touched_.size(); ++j) {
      const auto& first = in_document_[touched_[i]];
      const auto& second = in_document_[touched_[j]];
      const auto first_items = first.gold + first.predicted;
      const auto second_items = second.gold + second.predicted;
      products[{touched_[i], touched_[j]}].merge({.aa = 4 * first.tp * second.tp,
                                                  .ad = 2 * first.tp * second_items,
                                                  .da = first_items * 2 * second.tp,
                                                  .dd = first_items * second_items});
    }
}

// Where a prediction stands there several times, the surest ones are the right ones.
void Tally::count_scores(const Document& document) {
  const auto& predicted = document.predicted;
  right_.assign(predicted.size(), false);
  for (const auto& match : *matches_)
    if (match.kind == ErrorClass::correct)
      right_[match.predicted] = true;
  for (std::size_t i = 0; i < predicted.size();) {
    const auto begin = i;
    std::size_t right = 0;
    scores_.clear();
    for (; i < predicted.size() && is_copy(predicted[begin], predicted[i]); ++i) {
      scores_.push_back(predicted[i].score);
      right += right_[i];
    }
    std::ranges::sort(scores_, model::is_surer);
    for (std::size_t rank = 0; rank < scores_.size(); ++rank) {
      sweep.add(scores_[rank], rank < right);
      calibration.add(predicted[begin].label, scores_[rank], rank < right);
    }
  }
}

void Tally::count_pairs(const Document& document) {
  struct Count {
    std::uint64_t items = 0, same_span = 0;
  };
  std::map<Pair, Count> counts;
  for (const auto& match : *matches_) {
    if (!is_confusion(match.kind) || match.gold == no_item || match.predicted == no_item)
      continue;
    const Pair pair{document.gold[match.gold].label, document.predicted[match.predicted].label};
    auto& count = counts[pair];
    count.items += 1;
    count.same_span += match.kind == ErrorClass::type;
  }
  for (const auto& [pair, count] : counts) {
    auto& tally = pairs[pair];
    tally.parts.add(count.items, in_document_[pair.first].gold);
    tally.same_span += count.same_span;
  }
}

void Tally::count_label_pairs(const Document& document) {
  if (document.gold.size() + document.predicted.size() > most_labels)
    return;
  std::vector<LabelId> missing;
  std::vector<LabelId> extra;
  for (const auto& match : *matches_) {
    if (match.kind != ErrorClass::type)
      continue;
    if (match.gold != no_item)
      missing.push_back(document.gold[match.gold].label);
    if (match.predicted != no_item)
      extra.push_back(document.predicted[match.predicted].label);
  }
  for (const auto gold : missing)
    for (const auto predicted : extra) {
      auto& tally = pairs[{gold, predicted}];
      tally.parts.add(1, 1);
      tally.same_span += 1;
      tally.by_extras[static_cast<std::uint32_t>(extra.size())] += 1;
    }
}

void Tally::count_merges(const Document& document) {
  std::span<const Annotation> gold{document.gold};
  std::span<const Annotation> predicted{document.predicted};
  while (!gold.empty() || !predicted.empty()) {
    const auto [golds, predictions] = take_place(gold, predicted);
    if (golds.size() + predictions.size() > most_labels)
      crowded += 1;
    else if (golds.size() + predictions.size() > 1)
      count_merges_at(golds, predictions);
  }
}

void Tally::count_merges_at(std::span<const Annotation> gold,
                            std::span<const Annotation> predicted) {
  struct Here {
    LabelId label;
    std::int64_t gold = 0, predicted = 0;
  };
  std::vector<Here> here;
  const auto at = [&here](LabelId label) -> Here& {
    const auto known = std::ranges::find(here, label, &Here::label);
    return known != here.end() ? *known : here.emplace_back(Here{label, 0, 0});
  };
  for (const auto& a : gold)
    at(a.label).gold += 1;
  for (const auto& a : predicted)
    at(a.label).predicted += 1;
  std::ranges::sort(here, {}, &Here::label);
  for (std::size_t i = 0; i < here.size(); ++i)
    for (std::size_t j = i + 1; j < here.size(); ++j) {
      const auto& a = here[i];
      const auto& b = here[j];
      auto& effect = merge_effects[{a.label, b.label}];
      const auto golds = std::max(a.gold, b.gold);
      const auto predictions = std::max(a.predicted, b.predicted);
      effect.gold -= std::min(a.gold, b.gold);
      effect.predicted -= std::min(a.predicted, b.predicted);
      effect.tp += std::min(golds, predictions) - std::min(a.gold, a.predicted) -
                   std::min(b.gold, b.predicted);
    }
}

void Tally::count_surfaces(const Document& document) {
  if (!document.has_text)
    return;
  for (const auto& span : document.gold)
    count_gold_surface(span, text_of(document, span));
  for (const auto& match : *matches_)
    if (match.kind == ErrorClass::spurious) {
      const auto& span = document.predicted[match.predicted];
      if (!gold_reach_.touches(span.begin, span.end))
        surfaces[normalized_surface(text_of(document, span))].spurious[span.label] += 1;
    }
}

// The same few texts make most spans of a set. Nodes of the maps stay where they are.
void Tally::count_gold_surface(const Annotation& span, std::string_view text) {
  const auto label = span.label;
  auto& recent = recent_texts_.at(std::hash<std::string_view>{}(text) + label);
  if (recent.surface == nullptr || recent.label != label || recent.text != text) {
    recent.label = label;
    recent.text = text;
    recent.surface = &surfaces[normalized_surface(text)];
    recent.labelled = &recent.surface->gold[label];
    recent.shape = &shapes[{label, shape_of(text)}];
    const auto segments = cut(text);
    recent.parts = is_cut(segments) ? &parts[{label, counts_of(segments)}] : nullptr;
  }
  *recent.labelled += 1;
  recent.surface->reached += predicted_reach_.touches(span.begin, span.end);
  *recent.shape += 1;
  if (recent.parts != nullptr)
    *recent.parts += 1;
}

std::size_t Tally::labels_in_gold() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(labels, [](const LabelTally& label) { return label.sums.gold > 0; }));
}

void Tally::merge(const Tally& other) {
  documents += other.documents;
  with_text += other.with_text;
  with_errors += other.with_errors;
  unlabelled_documents += other.unlabelled_documents;
  text_lengths.merge(other.text_lengths);
  span_lengths.merge(other.span_lengths);
  crowded += other.crowded;
  with_many_labels += other.with_many_labels;
  all.merge(other.all);
  sweep.merge(other.sweep);
  calibration.merge(other.calibration);
  unsure.merge(other.unsure);
  slices.merge(other.slices);
  for (std::size_t i = 0; i < labels.size(); ++i)
    labels[i].merge(other.labels[i]);
  for (const auto& [pair, tally] : other.pairs)
    pairs[pair].merge(tally);
  for (const auto& [pair, effect] : other.merge_effects)
    merge_effects[pair].merge(effect);
  for (const auto& [pair, sums] : other.products)
    products[pair].merge(sums);
  for (const auto& [surface, tally] : other.surfaces)
    surfaces[surface].merge(tally);
  for (const auto& [shape, count] : other.shapes)
    shapes[shape] += count;
  for (const auto& [of, count] : other.parts)
    parts[of] += count;
  edges.merge(other.edges);
  gold_edges.merge(other.gold_edges);
  ids.merge(other.ids);
  texts.merge(other.texts);
  sketches.merge(other.sketches);
}

void LabelTally::merge(const LabelTally& other) {
  sums.merge(other.sums);
  add_all(gold, other.gold);
  add_all(predicted, other.predicted);
  add_all(documents, other.documents);
  unfound.merge(other.unfound);
  boundary.merge(other.boundary);
  unfound_partly += other.unfound_partly;
  untouching += other.untouching;
}

void LabelProducts::merge(const LabelProducts& other) {
  aa += other.aa;
  ad += other.ad;
  da += other.da;
  dd += other.dd;
}

CrossSums LabelProducts::f1() const {
  return {.aa = real(aa), .ad = real(ad), .da = real(da), .dd = real(dd)};
}

void MergeEffect::merge(const MergeEffect& other) {
  tp += other.tp;
  gold += other.gold;
  predicted += other.predicted;
}

void SurfaceTally::merge(const SurfaceTally& other) {
  for (const auto& [label, count] : other.gold)
    gold[label] += count;
  for (const auto& [label, count] : other.spurious)
    spurious[label] += count;
  reached += other.reached;
}

}  // namespace errata::analyze
