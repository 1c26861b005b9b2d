// Boundary habits: the same piece of text is added or left off at the same edge again and again.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "analyze/edges.hpp"
#include "analyze/example.hpp"
#include "analyze/match.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Of `n` boundary errors of a label `k` have the habit, of `of_others` of all other labels
// `others`: how likely so many or more are if all labels have it equally often (Fisher's exact
// test, one-sided). 1 where there are no others.
double chance_of(std::uint64_t k, std::uint64_t n, std::uint64_t others, std::uint64_t of_others);

// Decided from the tally alone: at least `habit_items` in `habit_documents`, and less than
// `habit_p` by chance, times the number of texts and kinds that were tested. By chance is what the
// other labels show; one text is a habit also where it is in more than `habit_expected` of the
// label's boundary errors, a kind of piece where it is in more than half of them, whatever other
// labels do, so that each is tested twice. A kind of piece ("one word") is named by its
// text where `habit_share` of it is one text; a text that is a smaller part of a habitual kind is
// listed there. Pass 2 adds examples and what gold does. Refers to `tally`.
class Habits {
 public:
  Habits(const Tally& tally, const model::LabelSet& labels);

  void add(const Place& place, const std::vector<Match>& matches);
  // Most items first.
  std::vector<model::BoundaryHabit> finish() const;

 private:
  struct Kept {
    model::BoundaryHabit habit;
    Examples examples{5};
  };
  void note_match(const Place& place, const Match& match);
  void count_beside(const model::Document& document, const model::Annotation& span);

  std::map<Edge, Kept> kept_;
};

}  // namespace errata::analyze
