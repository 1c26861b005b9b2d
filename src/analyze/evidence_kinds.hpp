// What speaks for a forgotten label where a prediction meets none, kind by kind.
#pragma once

#include <cstdint>
#include <vector>

#include "analyze/thresholds.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// What is known of a prediction that touches no gold span. The place under judgement is left out
// of every count.
struct Clues {
  std::uint64_t labelled = 0;    // n1: its surface elsewhere, with the predicted label
  std::uint64_t otherwise = 0;   // n2: with another label
  std::uint64_t unlabelled = 0;  // n0: touching no gold span
  // Mean over the known words of ln((inside + 1/4) / (outside or in other labels + 1/2)); 0 where
  // none is known. Of the words, and of what is left of them without their endings.
  double words = 0, stems = 0;
  // ln of how many times more often spans of the label stand beside the word before it, and after
  // it, than beside any word; smoothed with five words.
  double before = 0, after = 0;
  bool in_document = false;      // a word of it stands in a span of the label in the document
  double length = 1;             // words; characters of scripts without spaces count half
  bool lower_case = false;       // no word of it begins with a capital, though some could
  std::uint64_t right = 0;       // predictions of the label that are right
  std::uint64_t untouching = 0;  // that touch no gold span
};

// ln of the odds that a label was forgotten: the sum of what each kind of evidence weighs, a
// logistic regression. Its weights were fitted on sets of real predictions where 5 % of the gold
// spans that a model had found were deleted (tests/bench/planted.py --fit).
struct Weighing {
  double log_odds = 0;
  std::vector<model::EvidenceItem> items;  // in the order of the table
};
Weighing weigh(const Clues& clues);

//   ambiguous  a homograph: labelled otherwise as often as so, or the surface is labelled twice and
//              the odds are below moderate
//   strong     at least `strong_chance` by the odds; moderate `moderate_chance`; weak: the rest
model::Grade grade_of(const Clues& clues, double log_odds, const Thresholds& thresholds);

}  // namespace errata::analyze
