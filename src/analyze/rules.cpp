#include "analyze/rules.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "analyze/facts.hpp"
#include "analyze/thresholds.hpp"
#include "core/digest.hpp"

namespace errata::analyze {

using model::Finding;
using model::Grade;
using model::LabelId;
using model::Measure;
using Kind = Topic::Kind;

namespace {

std::string id_of(const std::string& rule, const std::vector<std::string>& labels) {
  std::string content = rule;
  for (const auto& label : labels) {
    content += '\0';
    content += label;
  }
  return std::string{"E-"}.append(sha256(content), 0, 10);
}

// A multi-label document has a topic's items once, so the counts are the documents. Only so can the
// findings be known before pass 2.
std::uint64_t documents_of(const Grounds& on, const Topic& topic) {
  if (on.tally.task != model::Task::multi_label)
    return on.topics.of(topic).documents;
  const auto pair = [&](LabelId gold, LabelId predicted) {
    const auto found = on.tally.pairs.find({gold, predicted});
    return found == on.tally.pairs.end() ? 0 : found->second.parts.documents;
  };
  const auto& sums = on.tally.labels[topic.gold].sums;
  switch (topic.kind) {
    case Kind::pair:
      return pair(topic.gold, topic.predicted);
    case Kind::either_way:
      return pair(topic.gold, topic.predicted) + pair(topic.predicted, topic.gold);
    case Kind::false_negative:
      return sums.gold - sums.tp;
    case Kind::false_positive:
      return sums.predicted - sums.tp;
    default:
      return on.topics.of(topic).documents;
  }
}

Candidate candidate(const Grounds& on, std::string rule, const std::vector<LabelId>& labels,
                    Grade evidence, const Topic& topic, Repair repair) {
  Candidate c;
  std::vector<std::string> names;
  for (const auto label : labels)
    names.push_back(on.labels.name(label));
  c.finding.id = id_of(rule, names);
  c.finding.rule = std::move(rule);
  c.finding.evidence = evidence;
  c.finding.outcome = evidence == Grade::weak ? model::Outcome::needs_review : model::Outcome::fail;
  c.finding.effort = documents_of(on, topic);
  c.finding.documents = on.topics.of(topic).first.list();
  c.finding.examples = on.topics.of(topic).examples.list();
  c.repair = std::move(repair);
  c.topics = {topic};
  return c;
}

// Strong where the interval leaves no doubt that the rate is above `limit`, moderate where there is
// an interval at all, weak where the documents are too few.
Grade grade_above(const Measure& rate, double limit) {
  if (!rate.interval)
    return Grade::weak;
  return rate.interval->low > limit ? Grade::strong : Grade::moderate;
}

Grade grade_below(const Measure& score, double limit) {
  if (!score.interval)
    return Grade::weak;
  return score.interval->high < limit ? Grade::strong : Grade::moderate;
}

bool is_enough(std::uint64_t items, std::uint64_t documents) {
  return items >= thresholds::least_items && documents >= thresholds::least_documents;
}

std::string joined(const std::vector<model::Cue>& cues) {
  std::string words;
  for (const auto& cue : cues) {
    words += words.empty() ? "" : ", ";
    words += cue.word;
  }
  return words;
}

const ConfusionCount* reverse_of(const Grounds& on, const ConfusionCount& pair) {
  const auto found = std::ranges::find_if(on.confusions, [&pair](const ConfusionCount& c) {
    return c.gold == pair.predicted && c.predicted == pair.gold;
  });
  return found == on.confusions.end() ? nullptr : &*found;
}

std::vector<model::Fact> pair_facts(const Grounds& on, const ConfusionCount& pair,
                                    std::uint64_t documents) {
  const auto merged = merged_scores(on.tally, pair.gold, pair.predicted);
  return {text_fact("gold", on.labels.name(pair.gold)),
          text_fact("predicted", on.labels.name(pair.predicted)),
          count_fact("count", pair.counts->parts.items),
          count_fact("documents", documents),
          count_fact("support", on.tally.labels[pair.gold].sums.gold),
          share_fact("rate", pair.rate.value),
          score_fact("merged_micro_f1", merged.micro_f1),
          score_fact("merged_macro_f1", merged.macro_f1),
          text_fact("cues", joined(on.cues.of(pair.gold, pair.predicted)))};
}

Candidate two_ways(const Grounds& on, const ConfusionCount& pair, const ConfusionCount& reverse,
                   Grade evidence) {
  const auto labels = std::minmax(pair.gold, pair.predicted);
  std::vector<LabelId> by_name{pair.gold, pair.predicted};
  std::ranges::sort(by_name, {}, [&on](LabelId id) { return on.labels.name(id); });
  auto repair = repair_of_pair(pair);
  repair.join(repair_of_pair(reverse));
  auto c = candidate(on, "separate-or-merge", by_name, evidence,
                     {Kind::either_way, labels.first, labels.second}, std::move(repair));
  c.finding.facts = pair_facts(on, pair, c.finding.effort);
  c.finding.facts.push_back(count_fact("reverse_count", reverse.counts->parts.items));
  c.finding.facts.push_back(share_fact("reverse_rate", reverse.rate.value));
  return c;
}

Candidate one_way(const Grounds& on, const ConfusionCount& pair, Grade evidence) {
  auto c = candidate(on, "one-way-confusion", {pair.gold, pair.predicted}, evidence,
                     {Kind::pair, pair.gold, pair.predicted}, repair_of_pair(pair));
  c.finding.facts = pair_facts(on, pair, c.finding.effort);
  return c;
}

// A proved pair is a finding whatever its reverse; two suspicions about one pair are one finding.
void find_confusions(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto& pair : on.confusions) {
    if (!pair.constant && !pair.suspected)
      continue;
    const auto* reverse = reverse_of(on, pair);
    const bool both =
        reverse != nullptr &&
        (pair.constant ? reverse->constant : reverse->suspected && !reverse->constant);
    const auto evidence = pair.constant ? Grade::strong : Grade::weak;
    if (!both)
      found.push_back(one_way(on, pair, evidence));
    else if (&pair < reverse)
      found.push_back(two_ways(on, pair, *reverse, evidence));
  }
}

std::string joined(const std::vector<model::ProposalPart>& parts) {
  std::string names;
  for (const auto& part : parts) {
    names += names.empty() ? "" : ", ";
    names += part.name;
  }
  return names;
}

std::vector<model::Fact> missed_facts(const model::Missed& m, std::uint64_t documents) {
  return {text_fact("label", m.label),        count_fact("count", m.missed),
          count_fact("documents", documents), count_fact("support", m.gold),
          share_fact("rate", m.rate.value),   count_fact("partly", m.partly)};
}

Candidate break_down(const Grounds& on, const model::Missed& m, LabelId label) {
  const bool proved = on.complexity_proved.at(label);
  const auto evidence = proved ? Grade::strong : m.rate.interval ? Grade::moderate : Grade::weak;
  auto c = candidate(on, "break-down", {label}, evidence, {Kind::unfound, label, label},
                     repair_of_unfound(on.tally, label));
  c.finding.facts = missed_facts(m, c.finding.effort);
  const auto covered =
      m.proposal && m.proposal->spans > 0
          ? static_cast<double>(m.proposal->covered) / static_cast<double>(m.proposal->spans)
          : 0;
  for (auto& fact :
       std::vector<model::Fact>{share_fact("simple_rate", m.simple_rate.value),
                                share_fact("complex_rate", m.bands.back().rate.value),
                                count_fact("all_labels", m.simple_of_all_labels ? 1 : 0),
                                number_fact("ratio", m.ratio.value_or(0)),
                                text_fact("parts", m.proposal ? joined(m.proposal->parts) : ""),
                                share_fact("covered", covered)})
    c.finding.facts.push_back(std::move(fact));
  return c;
}

// Spans that are nearly all missed are broken down only if they are not simple ones.
bool is_for_breaking_down(const Grounds& on, const model::Missed& m, LabelId label) {
  return m.reported && (on.complexity_proved.at(label) || 2 * m.bands.front().missed < m.missed);
}

void find_missed(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto& m : on.missed) {
    const auto label = *on.labels.find(m.label);
    if (is_for_breaking_down(on, m, label)) {
      found.push_back(break_down(on, m, label));
    } else if (is_enough(m.missed, m.documents) && m.rate.value >= thresholds::many_missed) {
      auto c = candidate(on, "label-more", {label}, grade_above(m.rate, thresholds::many_missed),
                         {Kind::unfound, label, label}, repair_of_unfound(on.tally, label));
      c.finding.facts = missed_facts(m, c.finding.effort);
      found.push_back(std::move(c));
    }
  }
}

std::vector<LabelId> all_labels(const Grounds& on) {
  std::vector<LabelId> ids(on.tally.labels.size());
  for (LabelId id = 0; id < ids.size(); ++id)
    ids[id] = id;
  return ids;
}

// With evidence that labels were forgotten, the repair is to add them; without, that the
// predictions go.
void find_unlabeled(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto& [label, forgotten] : on.forgotten) {
    const auto items = forgotten.strong + forgotten.moderate;
    const auto untouching = on.tally.labels[label].untouching;
    const Topic topic{Kind::spurious, label, label};
    if (items == 0 && !is_enough(untouching, on.topics.of(topic).documents))
      continue;
    Repair repair;
    repair.add({items > 0 ? Cell::Kind::unlabelled : Cell::Kind::spurious, label, label},
               items > 0 ? items : untouching);
    const auto evidence = forgotten.strong > 0 ? Grade::strong
                          : items > 0          ? Grade::moderate
                                               : Grade::weak;
    auto c = candidate(on, "review-labels", {label}, evidence, topic, std::move(repair));
    if (items > 0) {
      c.finding.effort = forgotten.documents.size();
      c.finding.documents = forgotten.documents;
      c.finding.examples = forgotten.examples;
    }
    c.finding.facts = {text_fact("label", on.labels.name(label)),
                       count_fact("count", items > 0 ? items : untouching),
                       count_fact("documents", c.finding.effort),
                       count_fact("strong", forgotten.strong),
                       count_fact("moderate", forgotten.moderate)};
    found.push_back(std::move(c));
  }
}

void find_boundaries(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto label : all_labels(on)) {
    const auto& tally = on.tally.labels[label];
    const auto rate = measure(tally.boundary.rate(tally.sums));
    if (!is_enough(tally.boundary.items, tally.boundary.documents) ||
        rate.value < thresholds::boundary_rate)
      continue;
    Repair repair;
    repair.add({Cell::Kind::boundary, label, label}, tally.boundary.items);
    auto c = candidate(on, "fix-boundaries", {label}, grade_above(rate, thresholds::boundary_rate),
                       {Kind::boundary, label, label}, std::move(repair));
    const auto habits = on.boundaries.of(label);
    c.finding.facts = {text_fact("label", on.labels.name(label)),
                       count_fact("count", tally.boundary.items),
                       count_fact("documents", c.finding.effort),
                       count_fact("support", tally.sums.gold),
                       share_fact("rate", rate.value),
                       count_fact("begins_early", habits.begins_early),
                       count_fact("begins_late", habits.begins_late),
                       count_fact("ends_early", habits.ends_early),
                       count_fact("ends_late", habits.ends_late)};
    found.push_back(std::move(c));
  }
}

// Entities that are not found have their own rules.
bool is_mostly_unfound(const LabelTally& label) {
  return measure(label.unfound.rate(label.sums)).value >= thresholds::many_missed;
}

void find_low_recall(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto label : all_labels(on)) {
    const auto& tally = on.tally.labels[label];
    const auto recall = measure(tally.sums.recall());
    const bool has_own_rule = on.tally.task == model::Task::entities && is_mostly_unfound(tally);
    if (tally.sums.gold < thresholds::few_test_labels || recall.value >= thresholds::weak_score ||
        has_own_rule)
      continue;
    auto c =
        candidate(on, "add-examples", {label}, grade_below(recall, thresholds::weak_score),
                  {Kind::false_negative, label, label}, repair_of_false_negatives(on.tally, label));
    c.finding.facts = {text_fact("label", on.labels.name(label)),
                       count_fact("count", tally.sums.gold - tally.sums.tp),
                       count_fact("documents", c.finding.effort),
                       count_fact("support", tally.sums.gold),
                       score_fact("recall", recall.value),
                       score_fact("precision", measure(tally.sums.precision()).value)};
    found.push_back(std::move(c));
  }
}

void find_low_precision(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto label : all_labels(on)) {
    const auto& tally = on.tally.labels[label];
    const auto precision = measure(tally.sums.precision());
    if (tally.sums.predicted < thresholds::few_test_labels ||
        precision.value >= thresholds::weak_score)
      continue;
    auto c =
        candidate(on, "over-predicted", {label}, grade_below(precision, thresholds::weak_score),
                  {Kind::false_positive, label, label}, repair_of_false_positives(on.tally, label));
    c.finding.facts = {text_fact("label", on.labels.name(label)),
                       count_fact("count", tally.sums.predicted - tally.sums.tp),
                       count_fact("documents", c.finding.effort),
                       count_fact("predicted", tally.sums.predicted),
                       score_fact("precision", precision.value),
                       score_fact("recall", measure(tally.sums.recall()).value)};
    found.push_back(std::move(c));
  }
}

using Rule = void (*)(const Grounds&, std::vector<Candidate>&);
constexpr Rule rules[] = {find_confusions, find_missed,     find_unlabeled,
                          find_boundaries, find_low_recall, find_low_precision};

double gain_per_document(const Finding& finding) {
  return finding.gain.micro_f1 / static_cast<double>(std::max<std::uint64_t>(1, finding.effort));
}

bool ranks_before(const Finding& a, const Finding& b) {
  const double gain_a = gain_per_document(a);
  const double gain_b = gain_per_document(b);
  return std::tie(a.evidence, gain_b, a.id) < std::tie(b.evidence, gain_a, b.id);
}

}  // namespace

std::vector<Candidate> find_candidates(const Grounds& grounds) {
  std::vector<Candidate> found;
  for (const auto rule : rules)
    rule(grounds, found);
  const auto counts = counts_of(grounds.tally);
  for (auto& c : found)
    c.finding.gain = gain_of(counts, c.repair);
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return ranks_before(a.finding, b.finding);
  });
  found.resize(std::min(found.size(), thresholds::kept_findings));
  return found;
}

}  // namespace errata::analyze
