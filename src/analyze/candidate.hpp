// A finding in the making, and what the rules share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyze/rules.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// Of a rule and the labels that it names. A weak one is for review.
Candidate candidate(const Grounds& on, std::string rule, const std::vector<model::LabelId>& labels,
                    model::Grade evidence, const Topic& topic, Repair repair);

// Puts the first of `telling` before the finding's own examples, the last of which goes.
void lead_with(const std::vector<model::Example>& telling, model::Finding& finding);

// Strong where the interval leaves no doubt that the rate is above `limit` (the score below it),
// moderate where there is an interval at all, weak where the documents are too few.
model::Grade grade_above(const model::Measure& rate, double limit);
model::Grade grade_below(const model::Measure& score, double limit);

// Enough for a claim.
bool is_enough(const Grounds& on, std::uint64_t items, std::uint64_t documents);

// Beyond doubt the label is predicted more often than it is labelled (the interval of its predicted
// share of both lies above one half), and too many of these predictions are wrong: fewer of them
// are wanted, not more examples of it.
bool is_over_predicted(const Grounds& on, model::LabelId label);

// The boundary habit of the label that explains most items; none where it has no habit.
const model::BoundaryHabit* first_habit(const Grounds& on, model::LabelId label);

// Whether the label's boundary errors are worth a finding: a habit is, even where boundaries are
// right most of the time.
bool is_for_fixing(const Grounds& on, model::LabelId label);

// The facts "whole" (documents are labelled as a whole) and "multi" (with any number of labels),
// which the words of a rule go by.
void add_task(const Grounds& on, model::Finding& finding);

// The facts "count", "documents", "support" and "rate": so many of a label's gold items, in so many
// documents.
void add_share(model::Finding& finding, std::uint64_t count, std::uint64_t documents,
               std::uint64_t support);

// The rules of rules.cpp's table; each appends what it finds.
void find_confusions(const Grounds& on, std::vector<Candidate>& found);
void find_missed(const Grounds& on, std::vector<Candidate>& found);
void find_unlabeled(const Grounds& on, std::vector<Candidate>& found);
void find_wrong_labels(const Grounds& on, std::vector<Candidate>& found);
void find_boundaries(const Grounds& on, std::vector<Candidate>& found);
void find_low_recall(const Grounds& on, std::vector<Candidate>& found);
void find_low_precision(const Grounds& on, std::vector<Candidate>& found);
void find_fallback_threshold(const Grounds& on, std::vector<Candidate>& found);

}  // namespace errata::analyze
