#include <algorithm>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/geometry.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::size_t first_leftovers = 5;

std::vector<View> band_views(const std::vector<model::MissedBand>& bands, const Wording& wording) {
  std::vector<View> views;
  for (const auto& band : bands) {
    if (band.gold == 0)
      continue;
    View view;
    wording.set_term(view, "b_name", "bands", band.band);
    view.own("b_gold", count(band.gold));
    view.own("b_missed", count(band.missed)).own("b_rate", percent_with_interval(band.rate));
    set_bar(view, "b", band.rate);
    views.push_back(std::move(view));
  }
  set_more(views, "b");
  return views;
}

std::vector<View> text_views(const char* name, const std::vector<std::string>& texts,
                             std::size_t limit) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(texts.size(), limit); ++i) {
    View view;
    view.outside(name, texts[i]);
    views.push_back(std::move(view));
  }
  set_more(views, name);
  return views;
}

std::vector<View> part_views(const std::vector<model::ProposalPart>& parts, std::size_t examples,
                             const Wording& wording) {
  std::vector<View> views;
  for (const auto& part : parts) {
    View view;
    wording.set_part(view, "p_name", part.name);
    view.own("p_share", percent(part.share));
    view.own("p_count", count(part.count));
    view.optional_own("p_predicted", part.predicted > 0 ? count(part.predicted) : "");
    view.list("p_examples", text_views("pe_text", part.examples, examples));
    views.push_back(std::move(view));
  }
  set_more(views, "p_part");
  return views;
}

void set_proposal(View& view, const std::optional<model::Proposal>& proposal, std::size_t examples,
                  const Wording& wording) {
  const auto shown = proposal.value_or(model::Proposal{});
  view.flag("m_proposal", proposal.has_value() && !shown.parts.empty());
  view.number("p_spans", shown.spans);
  view.own("p_covered", count(shown.covered));
  view.number("p_covered_missed", shown.covered_missed);
  view.own("p_gain_micro", gain(shown.gain.micro_f1));
  view.list("p_parts", part_views(shown.parts, examples, wording));
  view.list("p_leftovers", text_views("pl_text", shown.leftovers, first_leftovers));
}

// Gold items of the label that have the right span and another label: false negatives too.
std::uint64_t confused_of(const model::Missed& missed, const model::Analysis& analysis) {
  const auto found = std::ranges::find(analysis.labels, missed.label, &model::LabelScores::label);
  if (found == analysis.labels.end())
    return 0;
  const auto all = found->false_negatives;
  return all > missed.missed ? all - missed.missed : 0;
}

View label_view(const model::Missed& missed, const Context& context) {
  View view;
  view.number("m_confused", confused_of(missed, context.analysis));
  view.outside("m_label", missed.label).own("m_gold", count(missed.gold));
  view.own("m_missed", count(missed.missed)).own("m_partly", count(missed.partly));
  view.number("m_documents", missed.documents);
  view.own("m_rate", percent_with_interval(missed.rate)).flag("m_proved", missed.complexity_proved);
  view.flag("m_nearly_all", missed.reported && !missed.complexity_proved);
  view.flag("m_simple_of_all_labels", missed.simple_of_all_labels);
  // Said where it is more than chance: the finding says so, too.
  const bool has_ratio = missed.ratio && missed.complexity_proved;
  view.optional_own("m_ratio", has_ratio ? fixed(*missed.ratio, 1) : "");
  view.own("m_gain_micro", gain(missed.gain.micro_f1));
  view.own("m_gain_macro", gain(missed.gain.macro_f1));
  view.list("m_bands", band_views(missed.bands, context.wording));
  view.list("m_examples", example_views(missed.examples, context));
  set_proposal(view, missed.proposal, std::max<std::size_t>(2, context.examples), context.wording);
  return view;
}

}  // namespace

View missed_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.missed.size(), context.rows);
  std::vector<View> labels;
  for (std::size_t i = 0; i < shown; ++i)
    labels.push_back(label_view(a.missed[i], context));
  View view;
  view.list("missed", std::move(labels));
  set_left_out(view, "missed", shown, a.missed.size());
  return view;
}

}  // namespace errata::render
