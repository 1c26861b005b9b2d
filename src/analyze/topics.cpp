#include "analyze/topics.hpp"

#include <algorithm>
#include <utility>

#include "analyze/tally.hpp"
#include "analyze/unsure_counts.hpp"

namespace errata::analyze {

using model::ErrorClass;
using model::LabelId;
using Kind = Topic::Kind;

Topics::Topics(const std::vector<Topic>& wanted, double unsure_below, ExplainedSpans explained)
    : unsure_below_{unsure_below}, explained_{std::move(explained)} {
  for (const auto& topic : wanted)
    evidence_.try_emplace(topic);
}

const TopicEvidence& Topics::of(const Topic& topic) const {
  static const TopicEvidence none;
  const auto found = evidence_.find(topic);
  return found != evidence_.end() ? found->second : none;
}

void Topics::note(const Topic& topic, const Match& match) {
  if (evidence_.contains(topic))
    hits_.push_back({topic, match.gold, match.predicted});
}

void Topics::note_pair(LabelId gold, LabelId predicted, const Match& match) {
  note({Kind::pair, gold, predicted}, match);
  note({Kind::either_way, std::min(gold, predicted), std::max(gold, predicted)}, match);
}

void Topics::note_match(const model::Document& document, const Match& match) {
  if (match.gold != no_item) {
    const auto& gold = document.gold[match.gold];
    const auto label = gold.label;
    note({Kind::false_negative, label, label}, match);
    if (is_unfound(match.kind)) {
      note({Kind::unfound, label, label}, match);
      if (explained_.explains(document, gold))
        note({Kind::explained, label, label}, match);
    }
    if (match.kind == ErrorClass::boundary)
      note({Kind::boundary, label, label}, match);
    if (match.predicted != no_item &&
        is_unsure(document.predicted[match.predicted].score, unsure_below_))
      note({Kind::unsure, label, label}, match);
  }
  if (match.predicted != no_item) {
    const auto& [label, begin, end, score] = document.predicted[match.predicted];
    note({Kind::false_positive, label, label}, match);
    if (match.kind == ErrorClass::spurious && !gold_reach_.touches(begin, end))
      note({Kind::spurious, label, label}, match);
  }
}

void Topics::note_label_pairs(const model::Document& document, const std::vector<Match>& matches) {
  if (document.gold.size() + document.predicted.size() > Tally::most_labels)
    return;
  for (const auto& missing : matches)
    for (const auto& extra : matches)
      if (missing.kind == ErrorClass::type && extra.kind == ErrorClass::type &&
          missing.gold != no_item && extra.predicted != no_item)
        note_pair(document.gold[missing.gold].label, document.predicted[extra.predicted].label,
                  {ErrorClass::type, missing.gold, extra.predicted});
}

void Topics::keep(const Place& place, const Hit& hit, TopicEvidence& evidence) {
  const auto& document = place.document();
  evidence.documents += 1;
  if (evidence.first.wants(document.id))
    evidence.first.add(document.id);
  if (!evidence.examples.wants(document.id))
    return;
  const bool is_gold = hit.gold != no_item;
  const auto& span = is_gold ? document.gold[hit.gold] : document.predicted[hit.predicted];
  if (span.begin == 0 && span.end == 0) {
    evidence.examples.add(place.example(span, place.gold_names(), place.predicted_names()));
    return;
  }
  const auto label_of = [&](const auto& list, std::uint32_t item) {
    return item == no_item ? std::string{} : place.name(list[item].label);
  };
  auto example = place.example(span, label_of(document.gold, hit.gold),
                               label_of(document.predicted, hit.predicted));
  if (is_gold && hit.predicted != no_item && !span.same_span(document.predicted[hit.predicted]))
    example.predicted_surface = place.surface(document.predicted[hit.predicted]);
  evidence.examples.add(std::move(example));
}

void Topics::add(const Place& place, const std::vector<Match>& matches, model::Task task) {
  const auto& document = place.document();
  hits_.clear();
  gold_reach_.over(document.gold);
  for (const auto& match : matches) {
    if (match.kind == ErrorClass::correct)
      continue;
    note_match(document, match);
    if (task != model::Task::multi_label && match.gold != no_item && match.predicted != no_item &&
        match.kind != ErrorClass::boundary)
      note_pair(document.gold[match.gold].label, document.predicted[match.predicted].label, match);
  }
  if (task == model::Task::multi_label)
    note_label_pairs(document, matches);
  // The first hit of each topic stands for the document: hits are in the order of its items.
  std::ranges::stable_sort(hits_, {}, &Hit::topic);
  for (std::size_t i = 0; i < hits_.size(); ++i)
    if (i == 0 || hits_[i].topic != hits_[i - 1].topic)
      keep(place, hits_[i], evidence_.at(hits_[i].topic));
}

}  // namespace errata::analyze
