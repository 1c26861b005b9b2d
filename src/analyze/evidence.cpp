// Pass 2: one part after the other looks at each document; finish() writes the Analysis down.
#include <algorithm>
#include <string>
#include <utility>

#include "analyze/analyze.hpp"
#include "analyze/audit.hpp"
#include "analyze/boundaries.hpp"
#include "analyze/caps.hpp"
#include "analyze/confusions.hpp"
#include "analyze/cues.hpp"
#include "analyze/duplicates.hpp"
#include "analyze/explained_spans.hpp"
#include "analyze/fallback.hpp"
#include "analyze/fingerprint.hpp"
#include "analyze/groups.hpp"
#include "analyze/habits.hpp"
#include "analyze/health.hpp"
#include "analyze/joint.hpp"
#include "analyze/label_edges.hpp"
#include "analyze/label_errors.hpp"
#include "analyze/match.hpp"
#include "analyze/matrix.hpp"
#include "analyze/method.hpp"
#include "analyze/missed.hpp"
#include "analyze/near_texts.hpp"
#include "analyze/occurrences.hpp"
#include "analyze/reconcile.hpp"
#include "analyze/rules.hpp"
#include "analyze/scores.hpp"
#include "analyze/shown.hpp"
#include "analyze/tally.hpp"
#include "analyze/thresholds.hpp"
#include "analyze/topics.hpp"
#include "analyze/unlabeled.hpp"

namespace errata::analyze {

using model::Analysis;
using model::LabelId;

namespace {

constexpr std::size_t pairs_with_cues = 50;

// The first ones, which are described, and behind them all that a rule may speak of.
std::vector<ConfusionCount> telling_confusions(const Tally& tally, const model::LabelSet& labels) {
  auto pairs = rank_confusions(tally, labels);
  const auto kept = std::min(pairs.size(), caps::kept_confusions);
  const auto behind = pairs.begin() + static_cast<std::ptrdiff_t>(kept);
  pairs.erase(std::remove_if(behind, pairs.end(),
                             [](const ConfusionCount& c) { return !c.constant && !c.suspected; }),
              pairs.end());
  return pairs;
}

std::vector<Tally::Pair> pairs_for_cues(const std::vector<ConfusionCount>& confusions,
                                        const Tally& tally) {
  std::vector<Tally::Pair> pairs;
  for (const auto& c : confusions)
    if (c.counts->parts.documents >= tally.thresholds.cue_documents &&
        pairs.size() < pairs_with_cues)
      pairs.emplace_back(c.gold, c.predicted);
  return pairs;
}

std::vector<Topic> topics_for(const std::vector<ConfusionCount>& confusions, std::size_t labels,
                              const std::optional<Fallback>& fallback) {
  using Kind = Topic::Kind;
  std::vector<Topic> topics;
  for (const auto& c : confusions) {
    const auto [first, second] = std::minmax(c.gold, c.predicted);
    topics.push_back({Kind::pair, c.gold, c.predicted});
    topics.push_back({Kind::either_way, first, second});
  }
  for (LabelId id = 0; id < labels; ++id)
    for (const auto kind : {Kind::unfound, Kind::explained, Kind::boundary, Kind::spurious,
                            Kind::false_negative, Kind::false_positive})
      topics.push_back({kind, id, id});
  if (fallback)
    topics.push_back({Kind::unsure, fallback->label, fallback->label});
  return topics;
}

}  // namespace

struct Evidence::State {
  State(const Tally& t, const model::TestSet& set, const model::LabelSet& names,
        std::optional<std::chrono::sys_days> day)
      : tally{t},
        test_set{set},
        labels{names},
        date{day},
        matcher{t.task},
        confusions{telling_confusions(t, names)},
        cues{pairs_for_cues(confusions, t), t.thresholds},
        fallback{find_fallback(t, names)},
        explained{t},
        topics{topics_for(confusions, names.size(), fallback), fallback ? fallback->threshold : 0,
               explained},
        habits{t, names},
        groups{t, names},
        missed{t, explained},
        occurrences{t},
        unlabeled{t, names, occurrences},
        audit{t, names, occurrences},
        label_edges{t, names},
        duplicates{t},
        near_texts{t, names},
        reconciler{t, set, names},
        label_errors{t, names} {}

  bool is_entities() const { return tally.task == model::Task::entities; }
  void add(const model::Document& document);
  void add_occurrences(const Place& place, const std::vector<Match>& matches);
  Analysis finish();

  void describe_entities(Analysis& analysis);
  void describe_classes(Analysis& analysis);
  std::vector<Candidate> candidates(const std::vector<model::Missed>& of_missed,
                                    const std::map<LabelId, ForgottenLabels>& forgotten,
                                    const WrongLabels& wrong) const;
  FindingCounts describe_findings(Analysis& analysis) const;
  void describe_confusions(Analysis& analysis) const;
  void unmark_others(Analysis& analysis) const;

  const Tally& tally;
  const model::TestSet& test_set;
  const model::LabelSet& labels;
  std::optional<std::chrono::sys_days> date;
  Matcher matcher;
  std::vector<ConfusionCount> confusions;
  Cues cues;
  std::optional<Fallback> fallback;
  ExplainedSpans explained;  // by the break-down of their label
  Topics topics;
  Boundaries boundaries;
  Habits habits;
  Groups groups;
  MissedEvidence missed;
  Occurrences occurrences;
  UnlabeledEvidence unlabeled;
  LabelAudit audit;
  LabelEdges label_edges;
  Reach gold_reach;
  Duplicates duplicates;
  NearTexts near_texts;
  Reconciler reconciler;
  Shown shown;
  Fingerprint fingerprint;
  LabelErrors label_errors;
  JointRepair joint;
};

void Evidence::State::add(const model::Document& document) {
  const Place place{document, labels};
  const auto& matches = matcher.match(document);
  topics.add(place, matches, tally.task);
  cues.add(place, matches, tally.task);
  shown.add(place, matches, explained);
  fingerprint.add(document, labels);
  const auto mark = mark_of(document);
  duplicates.add(document, mark);
  near_texts.add(place, mark);
  reconciler.add(document);
  groups.add(document);
  if (is_entities()) {
    boundaries.add(document, matches);
    habits.add(place, matches);
    missed.add(document, matches);
    add_occurrences(place, matches);
  } else {
    label_errors.add(place);
    if (tally.task == model::Task::multi_label)
      joint.add(document, matches);
  }
}

void Evidence::State::add_occurrences(const Place& place, const std::vector<Match>& matches) {
  gold_reach.over(place.document().gold);
  if (place.document().has_text) {
    occurrences.add(place.document(), gold_reach);
    audit.add(place);
    label_edges.add(place, occurrences.words());
  }
  unlabeled.add(place, matches, gold_reach);
}

void Evidence::State::describe_entities(Analysis& analysis) {
  unlabeled.close();
  analysis.missed = missed.finish(labels, topics);
  analysis.unlabeled = unlabeled.list();
  analysis.unlabeled_total = unlabeled.total();
  analysis.accepted = unlabeled.accepted();
  audit.finish(analysis);
  label_edges.finish(analysis);
}

void Evidence::State::describe_classes(Analysis& analysis) {
  label_errors.close();
  analysis.labels_judged = label_errors.judged();
  if (!label_errors.judged())
    return;
  analysis.label_errors = label_errors.list();
  analysis.label_errors_among = label_errors.among();
  analysis.label_errors_of = label_errors.of();
  analysis.label_errors_total = label_errors.total();
  analysis.label_errors_likely = label_errors.likely();
  analysis.label_errors_strong = label_errors.likely(model::Grade::strong);
  analysis.label_errors_moderate = label_errors.likely(model::Grade::moderate);
  analysis.accepted = label_errors.accepted();
}

std::vector<Candidate> Evidence::State::candidates(
    const std::vector<model::Missed>& of_missed,
    const std::map<LabelId, ForgottenLabels>& forgotten, const WrongLabels& wrong) const {
  return find_candidates({tally, labels, confusions, topics, boundaries, cues, of_missed,
                          missed.breakdowns(), forgotten, wrong, habits.finish(), groups.finish(),
                          fallback, test_set.training});
}

FindingCounts Evidence::State::describe_findings(Analysis& analysis) const {
  FindingCounts counts;
  const auto wrong = is_entities() ? WrongLabels{} : label_errors.wrong();
  auto found = candidates(
      analysis.missed, is_entities() ? unlabeled.forgotten() : std::map<LabelId, ForgottenLabels>{},
      wrong);
  if (test_set.precision_only)  // a person has said that no label was forgotten there
    std::erase_if(found, [](const Candidate& candidate) {
      return candidate.finding.rule == "review-labels";
    });
  analysis.joint_gain = tally.task == model::Task::multi_label
                            ? joint.finish(tally, found, wrong.items)
                            : joint_gain(tally, found);
  analysis.findings_total = found.size();
  for (const auto& candidate : found) {
    counts.by_rule[candidate.finding.rule].add(candidate.finding.outcome);
    counts.of_complexity += candidate.tells_of_complexity;
    if (candidate.tells_of_silence)
      counts.of_silence.add(candidate.finding.outcome);
  }
  found.resize(std::min(found.size(), caps::kept_findings));
  for (auto& candidate : found)
    analysis.findings.push_back(std::move(candidate.finding));
  return counts;
}

void Evidence::State::describe_confusions(Analysis& analysis) const {
  analysis.confusion_pairs = tally.pairs.size();
  analysis.constant_pairs =
      static_cast<std::uint64_t>(std::ranges::count(confusions, true, &ConfusionCount::constant));
  const auto kept = std::min(confusions.size(), caps::kept_confusions);
  for (std::size_t i = 0; i < kept; ++i)
    analysis.confusions.push_back(describe(confusions[i], tally, labels, topics, cues));
}

// Which labels are told to break down is known at the end.
void Evidence::State::unmark_others(Analysis& analysis) const {
  const ExplainedSpans told{analysis, labels};
  for (auto& document : analysis.shown)
    for (auto& span : document.gold)
      span.explained = span.explained && told.has(*labels.find(span.label));
}

Analysis Evidence::State::finish() {
  Analysis analysis;
  analysis.test_set = test_set;
  fill_scores(tally, labels, analysis);
  analysis.matrix = confusion_matrix(tally, labels);
  describe_confusions(analysis);
  analysis.groups = groups.finish();
  analysis.boundaries = habits.finish();
  analysis.slices = tally.slices.finish(tally.thresholds.slice_documents);
  analysis.calibration = tally.calibration.finish(tally.thresholds, labels);
  if (is_entities())
    describe_entities(analysis);
  else
    describe_classes(analysis);
  const auto counts = describe_findings(analysis);
  near_texts.finish(analysis);
  analysis.reconciliation = reconciler.finish(analysis.matrix);
  analysis.health = check_health(
      {tally,
       labels,
       test_set,
       duplicates,
       analysis.reconciliation,
       analysis.slices,
       counts,
       {analysis.audit_total, analysis.over_labelled_total, analysis.minority_labels_total,
        analysis.label_edges_total, analysis.conflict_pairs, analysis.conflicts_cut},
       date});
  if (test_set.precision_only)
    leave_precision(analysis);
  analysis.shown = shown.finish();
  unmark_others(analysis);
  analysis.fingerprint = fingerprint.finish();
  analysis.method = method_of(tally);
  analysis.thresholds = thresholds_used(tally.thresholds);
  return analysis;
}

Evidence::Evidence(const Tally& tally, const model::TestSet& test_set,
                   const model::LabelSet& labels, std::optional<std::chrono::sys_days> date)
    : state_{std::make_unique<State>(tally, test_set, labels, date)} {
}

Evidence::~Evidence() = default;
Evidence::Evidence(Evidence&&) noexcept = default;

void Evidence::add(const model::Document& document) {
  state_->add(document);
}

Analysis Evidence::finish() {
  return state_->finish();
}

}  // namespace errata::analyze
