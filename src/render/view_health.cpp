#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::array<const char*, 4> outcome_css{"of", "op", "or", "oa"};

std::vector<View> document_links(const std::vector<std::string>& ids, const Anchors& anchors,
                                 std::size_t limit) {
  std::vector<View> links;
  for (std::size_t i = 0; i < std::min(ids.size(), limit); ++i) {
    View link;
    set_document_link(link, "hd", ids[i], anchors);
    links.push_back(std::move(link));
  }
  return links;
}

// Of the documents that a check speaks of, a few are kept by name.
std::size_t documents_of(const model::HealthCheck& check) {
  const auto all = static_cast<std::size_t>(model::number_of(check.facts, "count"));
  return std::max(all, check.documents.size());
}

View check_view(const model::HealthCheck& check, const Context& context) {
  auto words = context.guide.words(check.rule, check.facts);
  View view;
  view.own("h_outcome", context.wording.outcome(check.outcome));
  view.own("h_css", outcome_css[static_cast<std::size_t>(check.outcome)]);
  view.ready("h_title", std::move(words.title)).flag("h_sums_up", sums_up_findings(check));
  view.flag("has_h_why", !words.why.empty()).ready("h_why", std::move(words.why));
  const bool is_asked = check.outcome != model::Outcome::pass && !words.how.empty();
  view.flag("has_h_how", is_asked).ready("h_how", std::move(words.how));
  view.flag("has_h_more", is_asked && !words.buys.empty()).ready("h_buys", std::move(words.buys));
  view.ready("h_not_where", std::move(words.not_where));
  view.list("h_documents", document_links(check.documents, context.anchors, 5));
  const auto shown = std::min<std::size_t>(5, check.documents.size());
  set_left_out(view, "h_documents", shown, shown > 0 ? documents_of(check) : 0);
  return view;
}

bool asks(const model::HealthCheck& check) {
  return check.outcome == model::Outcome::fail || check.outcome == model::Outcome::needs_review;
}

// Adds checks of that outcome, as far as `room` goes: those of the test set, or those that sum up
// findings.
void add_checks(std::vector<View>& checks, const Context& context, model::Outcome outcome,
                bool of_findings, std::size_t& room) {
  for (const auto& check : context.analysis.health)
    if (check.outcome == outcome && (asks(check) && sums_up_findings(check)) == of_findings &&
        room > 0) {
      checks.push_back(check_view(check, context));
      --room;
    }
}

std::vector<View> check_views(const Context& context, model::Outcome outcome, std::size_t& room) {
  std::vector<View> checks;
  add_checks(checks, context, outcome, false, room);
  return checks;
}

// Failed ones first; what only sums up findings last.
std::vector<View> asking_views(const Context& context, std::size_t& room) {
  std::vector<View> checks;
  for (const auto of_findings : {false, true})
    for (const auto outcome : {model::Outcome::fail, model::Outcome::needs_review})
      add_checks(checks, context, outcome, of_findings, room);
  return checks;
}

std::uint64_t checks_of(const model::Analysis& analysis, model::Outcome outcome) {
  return static_cast<std::uint64_t>(
      std::ranges::count(analysis.health, outcome, &model::HealthCheck::outcome));
}

// What needs a reader first; what nothing follows from is folded away.
void set_checks(View& view, const Context& context) {
  const auto& a = context.analysis;
  auto room = context.rows;
  view.list("checks", asking_views(context, room));
  view.list("unjudged", check_views(context, model::Outcome::not_assessable, room));
  view.number("unjudged_count", checks_of(a, model::Outcome::not_assessable));
  view.list("passed", check_views(context, model::Outcome::pass, room));
  view.number("passed_count", checks_of(a, model::Outcome::pass));
  set_left_out(view, "checks", context.rows - room, a.health.size());
  const auto is_told_twice = [](const model::HealthCheck& check) {
    return asks(check) && sums_up_findings(check);
  };
  view.number("checks_of_findings",
              static_cast<std::uint64_t>(std::ranges::count_if(a.health, is_told_twice)));
}

View difference_view(const model::ServiceDifference& difference, const Wording& wording) {
  View view;
  wording.set_term(view, "rd_what", "figures", difference.what);
  view.optional_outside("rd_label", difference.label);
  view.optional_outside("rd_other", difference.other);
  view.own("rd_ours", shortest(difference.ours)).own("rd_theirs", shortest(difference.theirs));
  return view;
}

// What both sides have, as far as it can be told apart.
bool differs(const model::ServiceDifference& figure,
             const std::vector<model::ServiceDifference>& differences) {
  return std::ranges::any_of(differences, [&figure](const model::ServiceDifference& d) {
    return d.what == figure.what && d.label == figure.label && d.other == figure.other;
  });
}

void set_side_by_side(View& view, const model::Reconciliation& r, std::size_t rows,
                      const Wording& wording) {
  std::vector<View> averages;
  for (std::size_t i = 0; i < std::min(r.averages.size(), rows); ++i) {
    averages.push_back(difference_view(r.averages[i], wording));
    averages.back().flag("rd_differs", differs(r.averages[i], r.differences));
  }
  view.table("r_averages", std::move(averages));
  const auto shown = std::min(r.cells.size(), rows);
  std::vector<View> cells;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& cell = r.cells[i];
    View row;
    row.outside("rc_gold", cell.label).outside("rc_predicted", cell.other);
    row.own("rd_ours", fixed(cell.ours, 4)).own("rd_theirs", fixed(cell.theirs, 4));
    row.flag("rc_differs", differs(cell, r.differences));
    cells.push_back(std::move(row));
  }
  view.table("r_cells", std::move(cells));
  set_left_out(view, "r_cells", shown, r.cells_total);
}

void set_reconciliation(View& view, const Context& context) {
  const auto& found = context.analysis.reconciliation;
  const auto r = found.value_or(model::Reconciliation{});
  const auto shown = std::min(r.differences.size(), context.rows);
  std::vector<View> differences;
  for (std::size_t i = 0; i < shown; ++i)
    differences.push_back(difference_view(r.differences[i], context.wording));
  view.flag("reconciliation", found.has_value()).own("r_compared", count(r.compared));
  view.flag("is_entities", context.analysis.test_set.task == model::Task::entities);
  set_side_by_side(view, r, context.rows, context.wording);
  view.table("r_differences", std::move(differences));
  set_left_out(view, "r_differences", shown, r.differing);
}

View issue_view(const model::Issue& issue) {
  View view;
  view.outside("is_file", issue.file);
  view.optional_own("is_line", issue.line > 0 ? count(issue.line) : "");
  view.optional_outside("is_record", issue.record).outside("is_reason", issue.reason);
  view.optional_outside("is_detail", issue.detail).flag("is_skipped", issue.skipped);
  return view;
}

void set_issues(View& view, const Context& context) {
  const auto& log = context.analysis.test_set.issues;
  const auto shown = std::min(log.first.size(), context.rows);
  std::vector<View> first;
  for (std::size_t i = 0; i < shown; ++i)
    first.push_back(issue_view(log.first[i]));
  std::vector<View> reasons;
  for (const auto& [reason, number] : log.by_reason) {
    if (reasons.size() >= context.rows)
      break;
    View row;
    row.outside("ir_reason", reason).own("ir_count", count(number));
    reasons.push_back(std::move(row));
  }
  view.number("issues_seen", log.seen);
  view.own("issues_used", count(log.used));
  view.own("issues_skipped", count(log.skipped));
  view.optional_own("issues_rejected", log.rejected > 0 ? count(log.rejected) : "");
  view.table("issue_reasons", std::move(reasons)).table("issues_first", std::move(first));
  set_left_out(view, "issues_first", shown, log.first.size());
}

constexpr std::array<std::string_view, 4> of_findings{
    "complex-entities", "labels-confused", "labels-cut-or-missed", "unlabelled-predictions"};

}  // namespace

bool sums_up_findings(const model::HealthCheck& check) {
  return std::ranges::find(of_findings, check.rule) != of_findings.end();
}

View health_view(const Context& context) {
  View view;
  set_checks(view, context);
  set_reconciliation(view, context);
  set_issues(view, context);
  return view;
}

}  // namespace errata::render
