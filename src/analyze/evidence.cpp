// Pass 2: one part after the other looks at each document; finish() writes the Analysis down.
#include <algorithm>
#include <utility>

#include "analyze/analyze.hpp"
#include "analyze/confusions.hpp"
#include "analyze/cues.hpp"
#include "analyze/fingerprint.hpp"
#include "analyze/match.hpp"
#include "analyze/matrix.hpp"
#include "analyze/scores.hpp"
#include "analyze/shown.hpp"
#include "analyze/tally.hpp"
#include "analyze/thresholds.hpp"
#include "analyze/topics.hpp"

namespace errata::analyze {

using model::Analysis;

namespace {

constexpr std::size_t pairs_with_cues = 50;

std::vector<ConfusionCount> kept_confusions(const Tally& tally, const model::LabelSet& labels) {
  auto pairs = rank_confusions(tally, labels);
  pairs.resize(std::min(pairs.size(), thresholds::kept_confusions));
  return pairs;
}

std::vector<Tally::Pair> pairs_for_cues(const std::vector<ConfusionCount>& confusions) {
  std::vector<Tally::Pair> pairs;
  for (const auto& c : confusions)
    if (c.counts->parts.documents >= thresholds::cue_documents && pairs.size() < pairs_with_cues)
      pairs.emplace_back(c.gold, c.predicted);
  return pairs;
}

std::vector<Topic> topics_for(const std::vector<ConfusionCount>& confusions, std::size_t labels) {
  using Kind = Topic::Kind;
  std::vector<Topic> topics;
  for (const auto& c : confusions) {
    topics.push_back({Kind::pair, c.gold, c.predicted});
    topics.push_back(
        {Kind::either_way, std::min(c.gold, c.predicted), std::max(c.gold, c.predicted)});
  }
  for (model::LabelId id = 0; id < labels; ++id)
    for (const auto kind : {Kind::unfound, Kind::boundary, Kind::spurious, Kind::false_negative,
                            Kind::false_positive})
      topics.push_back({kind, id, id});
  return topics;
}

}  // namespace

struct Evidence::State {
  State(const Tally& t, const model::TestSet& set, const model::LabelSet& names)
      : tally{t},
        test_set{set},
        labels{names},
        matcher{t.task},
        confusions{kept_confusions(t, names)},
        cues{pairs_for_cues(confusions)},
        topics{topics_for(confusions, names.size())} {}

  void describe_confusions(Analysis& analysis) const;

  const Tally& tally;
  const model::TestSet& test_set;
  const model::LabelSet& labels;
  Matcher matcher;
  std::vector<ConfusionCount> confusions;
  Cues cues;
  Topics topics;
  Shown shown;
  Fingerprint fingerprint;
};

Evidence::Evidence(const Tally& tally, const model::TestSet& test_set,
                   const model::LabelSet& labels)
    : state_{std::make_unique<State>(tally, test_set, labels)} {
}

Evidence::~Evidence() = default;
Evidence::Evidence(Evidence&&) noexcept = default;

void Evidence::add(const model::Document& document) {
  auto& s = *state_;
  const Place place{document, s.labels};
  const auto& matches = s.matcher.match(document);
  s.topics.add(place, matches, s.tally.task);
  s.cues.add(place, matches, s.tally.task);
  s.shown.add(place, matches);
  s.fingerprint.add(document, s.labels);
}

void Evidence::State::describe_confusions(Analysis& analysis) const {
  analysis.confusion_pairs = tally.pairs.size();
  for (const auto& pair : confusions)
    analysis.confusions.push_back(describe(pair, tally, labels, topics, cues));
}

Analysis Evidence::finish() {
  auto& s = *state_;
  Analysis analysis;
  analysis.test_set = s.test_set;
  fill_scores(s.tally, s.labels, analysis);
  analysis.matrix = confusion_matrix(s.tally, s.labels);
  s.describe_confusions(analysis);
  analysis.shown = s.shown.finish();
  analysis.fingerprint = s.fingerprint.finish();
  return analysis;
}

}  // namespace errata::analyze
