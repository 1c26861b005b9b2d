// Analysis -> values for templates: one view for each section of the report, the same for HTML and
// Markdown. Nothing is computed here but what to show and in which words.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"
#include "render/guidance.hpp"
#include "render/view.hpp"
#include "render/wording.hpp"

namespace errata::render {

// Documents that the report shows, by id, with the number that their anchor ends in.
using Anchors = std::map<std::string, std::size_t, std::less<>>;

struct Context {
  const model::Analysis& analysis;
  const Guide& guide;
  const Wording& wording;
  const Anchors& anchors;
  const std::string& ticket;
  std::size_t rows = 0;      // of the section's list at most; what is left out is counted
  std::size_t examples = 1;  // of one row at most
};

View verdict_view(const Context& context);
View first_view(const Context& context);    // the findings, the first five apart
View changes_view(const Context& context);  // against an earlier evaluation
View loss_view(const Context& context);
View decide_view(const Context& context);  // the first findings by the kind of work they ask for
View labels_view(const Context& context);
View thresholds_view(const Context& context);
View confusions_view(const Context& context);
View slices_view(const Context& context);
View boundaries_view(const Context& context);
View matrix_view(const Context& context);
View missed_view(const Context& context);
View unlabeled_view(const Context& context);
View label_errors_view(const Context& context);
View audit_view(const Context& context);
View health_view(const Context& context);
// What stands above `rows` documents that are shown.
View documents_head_view(const Context& context);
View documents_view(const Context& context);  // with the first `rows` documents in a list "docs"
View method_view(const Context& context);
View absent_view(const Context& context);  // sections that are not in the report, by reason

// One document of the list "docs", `number` from 1.
View document_view(const model::DocumentResult& document, const Wording& wording, model::Task task,
                   std::size_t number);

// Pieces that several sections share.
// `analysis` is what the example stands in. What is left out of the text beside it is "…"; in
// ex_quoted, which is one piece, the words that are meant stand between "[[" and "]]".
View example_view(const model::Example& example, const Anchors& anchors,
                  const model::Analysis& analysis);
std::vector<View> example_views(const std::vector<model::Example>& examples,
                                const Context& context);
// Sets <name>, and <name>_rank: greater for better evidence.
void set_grade(View& view, const std::string& name, model::Grade grade, const Wording& wording);
// Sets <prefix>_id, <prefix>_linked and <prefix>_anchor.
void set_document_link(View& view, const std::string& prefix, const std::string& id,
                       const Anchors& anchors);
// What each finding is linked by, in their order: its id, or its place where that is none or comes
// twice, as it may in an analysis that others wrote.
std::vector<std::string> finding_anchors(const std::vector<model::Finding>& findings);
// Findings that stand above the others.
inline constexpr std::size_t first_findings = 5;
// Whether the check only sums up findings of the report.
bool sums_up_findings(const model::HealthCheck& check);
// Sets accepted and accepted_…: what micro F1 would be if strong candidates were accepted.
void set_accepted(View& view, const model::AcceptedRange& range);
// Sets "<list>_left": how many of `total` are not among `shown`, and "one_<list>_left" where it
// is 1.
void set_left_out(View& view, const std::string& list, std::size_t shown, std::size_t total);

// The class of an error class in the style sheet.
std::string css_for(model::ErrorClass kind);

// What changed, without its beginning: "micro F1 is better by +0.031 [+0.010, +0.052]".
std::string change_said(const model::Comparison& comparison, const Wording& wording);
// Sets gates and how many of them came out how.
void set_gates(View& view, const Context& context);

// Sets has_change, change_baseline and change_said.
void set_change(View& view, const Context& context);
// Sets what else changed beyond chance: scores and labels in a list "beyond", worse ones first.
void set_beyond(View& view, const Context& context);
// Sets has_x_counts (whether errors were compared), x_new_count, x_fixed_count and x_persisting.
void set_error_counts(View& view, const Context& context);

}  // namespace errata::render
