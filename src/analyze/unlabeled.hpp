// Predictions where nothing is labelled: was the label forgotten?
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/gain.hpp"
#include "analyze/match.hpp"
#include "analyze/reach.hpp"
#include "analyze/surface_search.hpp"
#include "analyze/tally.hpp"
#include "analyze/thresholds.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// How a surface is labelled in the whole test set, leaving out the place under judgement.
struct SurfaceEvidence {
  std::uint64_t labelled = 0;    // n1: with the predicted label
  std::uint64_t otherwise = 0;   // n2: with another label
  std::uint64_t unlabelled = 0;  // n0: found in a text, at word boundaries, touching no gold span
};

// Share of n1, smoothed with two places at the label's own rate: (n1 + 2·rate) / (n1 + n2 + n0 +
// 2).
double smoothed_share(const SurfaceEvidence& evidence, double label_rate);

//   strong     n1 >= 3 and smoothed share >= 0.8
//   moderate   n1 >= 2 and smoothed share >= 0.6
//   ambiguous  labelled at least twice, so or otherwise, but not clearly so
//   weak       the rest: nothing elsewhere speaks for a label
model::Grade grade_of(const SurfaceEvidence& evidence, double label_rate);

// The candidates of one label whose grade is strong or moderate.
struct ForgottenLabels {
  std::uint64_t strong = 0, moderate = 0;  // items
  std::uint64_t documents = 0;             // that hold one
  std::vector<std::string> first;          // of these, by id
  std::vector<model::Example> examples;
};

// Surfaces are compared with white space collapsed and case kept; in texts they are searched at
// word boundaries (scripts without spaces have none). Candidates are the spurious predictions that
// touch no gold span. Without text they are all weak.
class UnlabeledEvidence {
 public:
  UnlabeledEvidence(const Tally& tally, const model::LabelSet& labels);  // refers to both

  void add(const Place& place, const std::vector<Match>& matches);
  void close();  // after the last document; what follows needs it

  // Best grade first, then most n1, then label, document, offset; at most `kept_unlabeled`, and
  // `kept_places` of one surface.
  std::vector<model::Unlabeled> list() const;
  std::uint64_t total() const;
  model::AcceptedRange accepted() const;
  ForgottenLabels forgotten(model::LabelId label) const;

 private:
  // The candidates of one surface and label.
  struct Group {
    model::LabelId label = 0;
    std::string surface;
    SurfaceEvidence evidence;  // n1 and n2
    std::uint64_t count = 0;
    bool findable = false;  // the places are among those that a search finds
    Examples places{thresholds::kept_places};
    Smallest<std::string> first{model::Finding::kept_documents};  // documents, by id
    std::vector<std::uint64_t> documents;                         // as they were numbered
  };
  using Key = std::pair<model::LabelId, std::string>;

  void choose_groups();
  void count_occurrences(const model::Document& document);
  void count_occurrence(std::uint32_t surface, std::size_t end);
  void collapse(std::string_view text);
  void add_candidate(const Place& place, const model::Annotation& span);
  SurfaceEvidence evidence_of(const Group& group) const;
  model::Grade grade(const Group& group) const;
  std::uint64_t unlabelled(const std::string& surface) const;

  const Tally& tally_;
  const model::LabelSet& labels_;
  std::vector<std::string_view> surfaces_;  // keys of the tally, sorted
  std::vector<std::uint64_t> unlabelled_;   // by surface
  std::optional<SurfaceSearch> search_;
  std::map<Key, Group> groups_;
  std::uint64_t document_ = 0;  // number of the one at hand
  std::vector<double> rates_;   // by label: how often its surfaces are labelled so
  Reach gold_reach_;
  std::string text_;                    // of the document at hand, white space collapsed
  std::vector<std::uint32_t> origins_;  // of its bytes
};

}  // namespace errata::analyze
