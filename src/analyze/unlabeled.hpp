// Predictions where nothing is labelled: was the label forgotten?
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyze/caps.hpp"
#include "analyze/evidence_kinds.hpp"
#include "analyze/example.hpp"
#include "analyze/gain.hpp"
#include "analyze/match.hpp"
#include "analyze/occurrences.hpp"
#include "analyze/reach.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// The candidates of one label whose grade is strong or moderate.
struct ForgottenLabels {
  std::uint64_t strong = 0, moderate = 0;  // items
  std::uint64_t documents = 0;             // that hold one
  std::vector<std::string> first;          // of these, by id
  std::vector<model::Example> examples;
};

// Candidates are the spurious predictions that touch no gold span. All are counted and
// graded; `kept_candidates` of them can be shown, those whose surface, then words, are labelled so
// most often. Without text they are all weak.
class UnlabeledEvidence {
 public:
  // Refers to all three.
  UnlabeledEvidence(const Tally& tally, const model::LabelSet& labels, Occurrences& occurrences);

  // Of a document that `occurrences` has counted last, where it has text.
  void add(const Place& place, const std::vector<Match>& matches, const Reach& gold);
  void close();  // after the last document; what follows needs it

  // Best grade first, then the odds, then label, document, offset; at most `kept_unlabeled`.
  std::vector<model::Unlabeled> list() const;
  std::uint64_t total() const;
  model::AcceptedRange accepted() const;
  std::map<model::LabelId, ForgottenLabels> forgotten() const;  // of every label

 private:
  // What its grade depends on.
  struct Candidate {
    model::LabelId label = 0;
    PhraseId phrase = not_known;
    std::uint64_t before = 0, after = 0;
    bool counted = false;  // the place is among those that were counted as unlabelled
    bool in_document = false;
    bool lower_case = false;

    auto operator<=>(const Candidate&) const = default;
  };
  // All that nothing tells apart: memory grows with the words, not with the documents.
  struct Alike {
    Candidate candidate;
    std::uint64_t items = 0;
    model::Grade grade = model::Grade::weak;
  };
  using AlikeId = std::uint32_t;
  // Where a candidate stands, if it can be shown.
  struct Shown {
    std::uint64_t labelled = 0, words_labelled = 0;  // by pass 1
    model::Example place;
    AlikeId alike = 0;
  };
  struct MostLabelledFirst {
    using is_transparent = void;
    bool operator()(const Shown& a, const Shown& b) const;
  };

  void add_candidate(const Place& place, const model::Annotation& span);
  Candidate described(const model::Document& document, const model::Annotation& span);
  AlikeId count(const Candidate& candidate);
  void count_document();
  bool is_forgotten(AlikeId id) const;
  bool is_in_document(const Candidate& candidate);
  void find_words_of_document(const model::Document& document);
  Clues clues_of(const Candidate& candidate) const;
  void add_words(const Candidate& candidate, Clues& clues) const;
  double beside(Neighbours::Side side, std::uint64_t form, model::LabelId label) const;

  const Tally& tally_;
  const model::LabelSet& labels_;
  Occurrences& occurrences_;
  std::map<Candidate, AlikeId> ids_;
  std::vector<Alike> alike_;
  // Documents by what they hold of one label, sorted and each once.
  std::map<std::vector<AlikeId>, std::uint64_t> documents_;
  Smallest<Shown, MostLabelledFirst> shown_{caps::kept_candidates};
  std::vector<AlikeId> of_document_;                                         // the one at hand
  std::vector<std::pair<model::LabelId, std::uint64_t>> words_of_document_;  // in gold, sorted
};

}  // namespace errata::analyze
