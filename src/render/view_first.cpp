#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "render/enum_names.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::size_t first_documents = 8;
constexpr std::size_t named_documents = 3;
constexpr std::size_t joint_findings = 3;
constexpr std::size_t whole_findings = 10;  // with fewer rows than these a ticket is short of room

// Both as they are printed, and by more than a last digit may be off.
bool differs(double a, double b) {
  return gain(a) != gain(b) && std::abs(a - b) > 0.001;
}

bool has_room_for_detail(const Context& context) {
  return context.rows >= std::min(context.analysis.findings.size(), whole_findings);
}

std::vector<View> document_links(const std::vector<std::string>& ids, const Anchors& anchors) {
  std::vector<View> links;
  for (std::size_t i = 0; i < std::min(ids.size(), first_documents); ++i) {
    View link;
    set_document_link(link, "fd", ids[i], anchors);
    links.push_back(std::move(link));
  }
  return links;
}

// A setting, or a spelling, asks for none to be opened, and names some of those that it puts right.
std::size_t documents_of(const model::Finding& finding) {
  const auto right = static_cast<std::size_t>(model::number_of(finding.facts, "becomes_right"));
  const auto alike = model::number_of(finding.facts, "alike") > 0
                         ? static_cast<std::size_t>(model::number_of(finding.facts, "documents"))
                         : 0;
  return std::max(
      {static_cast<std::size_t>(finding.effort), right, alike, finding.documents.size()});
}

// The first documents alone, for a ticket, where an example does not name the only one.
void set_first(View& view, const model::Finding& finding, bool has_room) {
  const auto& ids = finding.documents;
  const bool is_known = finding.examples.empty() ? ids.empty() : ids.size() <= 1;
  const auto shown = has_room && !is_known ? std::min(ids.size(), named_documents) : 0;
  std::vector<View> rows;
  for (std::size_t i = 0; i < shown; ++i) {
    View row;
    row.outside("fn_id", ids[i]);
    rows.push_back(std::move(row));
  }
  set_more(rows, "fn");
  view.list("f_first", std::move(rows));
  const auto all = documents_of(finding);
  view.number("f_first_left", shown > 0 && all > shown ? all - shown : 0);
}

bool is_finding_id(std::string_view id) {
  return id.size() == 12 && id.starts_with("E-") &&
         id.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

// With which finding of higher rank it has errors in common.
void set_shared(View& view, const model::Finding& finding, const Context& context) {
  const auto* const with = model::fact_of(finding.facts, "shares");
  const auto* const shared = model::fact_of(finding.facts, "shares_count");
  const auto& all = context.analysis.findings;
  const auto other = with == nullptr || with->text.empty()
                         ? all.end()
                         : std::ranges::find(all, with->text, &model::Finding::id);
  const bool is_known = other != all.end() && shared != nullptr && shared->number > 0;
  view.flag("has_f_shares", is_known);
  view.own("f_shares_number", is_known ? std::to_string(other - all.begin() + 1) : "");
  view.own("f_shares_count", is_known ? about(shared->number) : "");
  view.flag("one_f_shares_count", is_known && shared->number == 1);
  view.ready("f_shares_title",
             is_known ? context.guide.words(other->rule, other->facts).title : "");
}

View finding_view(const model::Finding& finding, std::size_t number, Words words,
                  const Context& context) {
  View view;
  view.own("f_number", std::to_string(number)).outside("f_id", finding.id);
  view.flag("f_review", finding.outcome == model::Outcome::needs_review);
  view.ready("f_title", std::move(words.title)).ready("f_why", std::move(words.why));
  view.flag("has_f_how", !words.how.empty()).ready("f_how", std::move(words.how));
  view.flag("has_f_buys", !words.buys.empty()).ready("f_buys", std::move(words.buys));
  view.ready("f_rests_on", std::move(words.rests_on));
  view.ready("f_not_where", std::move(words.not_where));
  set_shared(view, finding, context);
  view.own("f_gain_micro", gain(finding.gain.micro_f1));
  view.own("f_gain_macro", gain(finding.gain.macro_f1));
  view.number("f_effort", finding.effort);
  view.own("f_evidence", context.wording.grade(finding.evidence));
  auto links = document_links(finding.documents, context.anchors);
  const auto shown = links.size();
  view.list("f_documents", std::move(links));
  set_first(view, finding, has_room_for_detail(context));
  set_left_out(view, "f_documents", shown, documents_of(finding));
  view.list("f_examples", example_views(finding.examples, context));
  return view;
}

// The number of the first finding that is told to be gone about so, if it is another one; 0 if
// none.
std::size_t same_how(const std::vector<Words>& told, std::size_t at) {
  const auto first = std::ranges::find(told, told[at].how, &Words::how) - told.begin();
  return static_cast<std::size_t>(first) < at && !told[at].how.empty()
             ? static_cast<std::size_t>(first) + 1
             : 0;
}

// What is said alike of several findings, once, with their numbers.
std::vector<View> advice_views(const std::vector<Words>& told) {
  const auto advice_of = [](const Words& words) {
    return std::tie(words.buys, words.rests_on, words.not_where);
  };
  std::map<decltype(advice_of(told.front())), std::string> numbers;
  for (std::size_t i = 0; i < told.size(); ++i) {
    auto& of = numbers[advice_of(told[i])];
    of += (of.empty() ? "" : " · ") + std::to_string(i + 1);
  }
  std::vector<View> views;
  for (const auto& words : told) {
    const auto of = numbers.extract(advice_of(words));
    if (of.empty())
      continue;
    View view;
    view.own("ad_numbers", of.mapped()).ready("ad_buys", words.buys);
    view.ready("ad_rests_on", words.rests_on).ready("ad_not_where", words.not_where);
    views.push_back(std::move(view));
  }
  return views;
}

// What the gains of the first findings are in sum, which is their joint gain only where they share
// no item and the score is not bent by the others.
model::Gain sum_of_first(const std::vector<model::Finding>& findings, std::size_t number) {
  model::Gain sum;
  for (std::size_t i = 0; i < number; ++i) {
    sum.micro_f1 += findings[i].gain.micro_f1;
    sum.macro_f1 += findings[i].gain.macro_f1;
  }
  return sum;
}

// Whether one of them repairs what another one does as well.
bool share_errors(const std::vector<model::Finding>& findings, std::size_t number) {
  const std::span first{findings.data(), number};
  return std::ranges::any_of(first, [first](const model::Finding& finding) {
    const auto other = std::ranges::find(finding.facts, "shares", &model::Fact::name);
    return other != finding.facts.end() && model::number_of(finding.facts, "shares_count") > 0 &&
           std::ranges::find(first, other->text, &model::Finding::id) != first.end();
  });
}

void set_joint(View& view, const model::Analysis& a) {
  const auto number = std::min(a.findings.size(), joint_findings);
  const auto sum = sum_of_first(a.findings, number);
  const auto& joint = a.joint_gain;
  view.flag("joint", number > 1).flag("joint_of_two", number == 2);
  view.own("joint_micro", gain(joint.micro_f1)).own("joint_macro", gain(joint.macro_f1));
  view.own("sum_micro", gain(sum.micro_f1)).own("sum_macro", gain(sum.macro_f1));
  view.flag("joint_is_not_sum",
            differs(joint.micro_f1, sum.micro_f1) || differs(joint.macro_f1, sum.macro_f1));
  view.flag("joint_shares", share_errors(a.findings, number));
}

// What no other advice is worth following before.
void set_first_of_all(View& view, const Context& context) {
  const auto& health = context.analysis.health;
  const auto check =
      std::ranges::find(health, "predictions-follow-labels", &model::HealthCheck::rule);
  const bool applies =
      check != health.end() && check->outcome != model::Outcome::pass &&
      model::number_of(check->facts, "mixed_up") + model::number_of(check->facts, "below_chance") >
          0;
  view.flag("has_first_of_all", applies);
  view.ready("first_of_all",
             applies ? context.guide.words(check->rule, check->facts).how : std::string{});
}

}  // namespace

std::vector<std::string> finding_anchors(const std::vector<model::Finding>& findings) {
  std::vector<std::string> anchors;
  std::set<std::string> taken;
  for (const auto& finding : findings) {
    const bool is_free = is_finding_id(finding.id) && taken.insert(finding.id).second;
    anchors.push_back(is_free ? finding.id : "f" + std::to_string(anchors.size() + 1));
  }
  return anchors;
}

View first_view(const Context& context) {
  const auto& a = context.analysis;
  std::vector<View> first;
  std::vector<View> others;
  const auto shown = std::min(a.findings.size(), context.rows);
  const auto anchors = finding_anchors(a.findings);
  std::vector<Words> told;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& finding = a.findings[i];
    auto words = context.guide.words(finding.rule, finding.facts, finding.gain);
    auto as_finding = finding_view(finding, i + 1, words, context);
    as_finding.own("f_anchor", anchors[i]);
    if (i < first_findings)
      told.push_back(std::move(words));
    const auto as = i < first_findings ? same_how(told, i) : 0;
    as_finding.flag("has_f_how_as", as > 0).own("f_how_as", std::to_string(as));
    (i < first_findings ? first : others).push_back(std::move(as_finding));
  }
  View view;
  view.list("advice", advice_views(told));
  set_first_of_all(view, context);
  set_joint(view, a);
  set_change(view, context);
  set_error_counts(view, context);
  view.flag("f_in_detail", has_room_for_detail(context));
  view.number("others_count", others.size());
  view.list("findings", std::move(first)).list("other_findings", std::move(others));
  set_left_out(view, "findings", shown, a.findings.size());
  return view;
}

}  // namespace errata::render
