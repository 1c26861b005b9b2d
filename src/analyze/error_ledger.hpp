// Errors that are new, gone or still there, document by document.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/match.hpp"
#include "analyze/smallest.hpp"
#include "model/comparison.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/task.hpp"

namespace errata::analyze {

// What costs most first: a wrong label or boundary is a miss and a spurious item at once, a miss
// more than a spurious one. Then the surer predictions, then by place.
struct RankedError {
  int cost = 0;
  float score = model::no_score;
  model::LabelId label = 0;  // gold, or of a spurious prediction
  model::ErrorChange change;
};
struct CostliestFirst {
  struct Probe {
    int cost;
    float score;
    const std::string& document;
    std::uint64_t begin;  // in it
  };
  bool operator()(const RankedError& a, const RankedError& b) const;
  bool operator()(const RankedError& a, const Probe& b) const;
};

class ErrorLedger {
 public:
  // `labels` are those of the judged documents.
  ErrorLedger(model::Task task, const model::LabelSet& labels);

  // `place` is the later document, where the spans of both sides stand; the gold items of `was` and
  // `now` are the same.
  void add(const Place& place, const Judged& was, const Judged& now);
  void fill(model::Comparison& comparison) const;

 private:
  struct Change {
    explicit Change(std::size_t kept) : first{kept} {}
    std::uint64_t count = 0;
    std::map<model::LabelId, std::uint64_t> by_label{};  // all of them
    std::map<model::ErrorClass, std::uint64_t> by_class{};
    Smallest<RankedError, CostliestFirst> first;

    // One of each pair of labels first, then a second one of each; among these what costs most,
    // then what is of the label that changed most, then in the order of `first`.
    std::vector<model::ErrorChange> list() const;
    model::ErrorChanges changes() const;
  };

  // A gold item, a prediction, or both; and the items of its kind that may look like it.
  struct Error {
    const model::Annotation* gold;
    const model::Annotation* predicted;
    const std::vector<model::Annotation>& among;
    model::ErrorClass kind;
    std::string against = {};  // multi-label: the extra labels that a missing one stands against
  };

  void pair_gold(const Place& place, const Judged& was, const Judged& now);
  void pair_spurious(const Place& place, const Judged& was, const Judged& now);
  std::vector<model::Annotation> spurious_of(const Judged& side) const;
  void note_gold(Change& to, const Place& place, const Judged& side, const Match& match);
  void note(Change& to, const Place& place, const Error& error);
  model::ErrorChange described(const Place& place, const Error& error);
  bool is_otherwise(const Judged& was, const Judged& now, const Match& then,
                    const Match& today) const;
  bool is_multi() const { return task_ == model::Task::multi_label; }

  model::Task task_;
  const model::LabelSet& labels_;
  Matcher spurious_matcher_{model::Task::entities};
  std::vector<Match> was_, now_;       // by gold item
  std::array<std::string, 2> starts_;  // of ids, by side, of the pair at hand once it is asked for
  Change new_, fixed_;
  std::uint64_t persisting_ = 0, otherwise_ = 0;
};

}  // namespace errata::analyze
