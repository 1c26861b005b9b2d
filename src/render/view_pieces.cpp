#include <algorithm>
#include <array>

#include "render/format.hpp"
#include "render/quotation.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::array<const char*, model::error_classes> error_css{"ok", "ec", "eb",
                                                                  "ex", "em", "es"};

}  // namespace

std::string css_for(model::ErrorClass kind) {
  return error_css[static_cast<std::size_t>(kind)];
}

void set_document_link(View& view, const std::string& prefix, const std::string& id,
                       const Anchors& anchors) {
  const auto found = anchors.find(id);
  const bool is_linked = found != anchors.end();
  view.outside(prefix + "_id", id).flag(prefix + "_linked", is_linked);
  view.own(prefix + "_anchor", is_linked ? "d" + std::to_string(found->second) : "");
}

void set_grade(View& view, const std::string& name, model::Grade grade, const Wording& wording) {
  const auto rank = static_cast<int>(model::Grade::ambiguous) - static_cast<int>(grade);
  view.own(name, wording.grade(grade)).own(name + "_rank", std::to_string(rank));
}

void set_accepted(View& view, const model::AcceptedRange& range) {
  const auto from = score(range.micro_f1_measured);
  const auto to = score(range.micro_f1_accepted);
  view.flag("accepted", range.accepted > 0);
  view.number("accepted_count", range.accepted);
  view.flag("accepted_moves", from != to);
  view.own("accepted_from", from).own("accepted_to", to);
}

void set_left_out(View& view, const std::string& list, std::size_t shown, std::size_t total) {
  const auto left = total > shown ? total - shown : 0;
  view.number(list + "_left", left);
  view.listed(list, {shown, std::max(shown, total)});
}

View example_view(const model::Example& example, const Anchors& anchors,
                  const model::Analysis& analysis) {
  const auto quoted = quotation_of(example, analysis);
  const bool has_context = !quoted.before.empty() || !quoted.after.empty();
  View view;
  set_document_link(view, "ex", example.document, anchors);
  view.optional_part("ex_before", quoted.before).optional_part("ex_surface", quoted.words);
  view.optional_part("ex_after", quoted.after);
  view.part("ex_quoted",
            has_context ? quoted.before + "[[" + quoted.words + "]]" + quoted.after : quoted.words);
  view.optional_part("ex_predicted_surface", quoted.predicted);
  view.optional_outside("ex_gold", example.gold);
  view.optional_outside("ex_predicted", example.predicted);
  return view;
}

std::vector<View> example_views(const std::vector<model::Example>& examples,
                                const Context& context) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(examples.size(), context.examples); ++i)
    views.push_back(example_view(examples[i], context.anchors, context.analysis));
  return views;
}

}  // namespace errata::render
