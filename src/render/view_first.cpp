#include <algorithm>

#include "render/enum_names.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::size_t first_findings = 5;
constexpr std::size_t first_documents = 8;

std::vector<View> document_links(const std::vector<std::string>& ids, const Anchors& anchors) {
  std::vector<View> links;
  for (std::size_t i = 0; i < std::min(ids.size(), first_documents); ++i) {
    View link;
    set_document_link(link, "fd", ids[i], anchors);
    links.push_back(std::move(link));
  }
  return links;
}

View finding_view(const model::Finding& finding, std::size_t number, const Context& context) {
  auto words = context.guide.words(finding.rule, finding.facts);
  View view;
  view.own("f_number", std::to_string(number)).outside("f_id", finding.id);
  view.flag("f_review", finding.outcome == model::Outcome::needs_review);
  view.ready("f_title", std::move(words.title)).ready("f_why", std::move(words.why));
  view.flag("has_f_how", !words.how.empty()).ready("f_how", std::move(words.how));
  view.own("f_gain_micro", gain(finding.gain.micro_f1));
  view.own("f_gain_macro", gain(finding.gain.macro_f1));
  view.own("f_effort", counted(finding.effort, "document", "documents"));
  view.own("f_evidence", std::string{name_of_value(finding.evidence)});
  auto links = document_links(finding.documents, context.anchors);
  const auto shown = links.size();
  view.list("f_documents", std::move(links));
  set_left_out(view, "f_documents", shown, std::max<std::size_t>(finding.effort, shown));
  view.list("f_examples", example_views(finding.examples, context));
  return view;
}

}  // namespace

View first_view(const Context& context) {
  const auto& a = context.analysis;
  std::vector<View> first;
  std::vector<View> others;
  const auto shown = std::min(a.findings.size(), context.rows);
  for (std::size_t i = 0; i < shown; ++i)
    (i < first_findings ? first : others).push_back(finding_view(a.findings[i], i + 1, context));
  View view;
  view.flag("joint", a.findings.size() > 1);
  view.own("joint_micro", gain(a.joint_gain.micro_f1))
      .own("joint_macro", gain(a.joint_gain.macro_f1));
  view.own("joint_of", a.findings.size() > 2 ? "three" : "two");
  view.own("others_count", count(others.size())).flag("one_others_count", others.size() == 1);
  view.list("findings", std::move(first)).list("other_findings", std::move(others));
  set_left_out(view, "findings", shown, a.findings.size());
  return view;
}

View changed_view(const Context&) {
  return {};
}

}  // namespace errata::render
