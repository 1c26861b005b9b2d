#include <algorithm>
#include <array>

#include "render/format.hpp"
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

void set_left_out(View& view, const std::string& list, std::size_t shown, std::size_t total) {
  const auto left = total > shown ? total - shown : 0;
  view.number(list + "_left", left);
  view.listed(list, {shown, std::max(shown, total)});
}

View example_view(const model::Example& example, const Anchors& anchors) {
  View view;
  set_document_link(view, "ex", example.document, anchors);
  view.optional_part("ex_before", example.before).optional_part("ex_surface", example.surface);
  view.optional_part("ex_after", example.after);
  view.optional_part("ex_predicted_surface", example.predicted_surface);
  view.optional_outside("ex_gold", example.gold);
  view.optional_outside("ex_predicted", example.predicted);
  return view;
}

std::vector<View> example_views(const std::vector<model::Example>& examples,
                                const Context& context) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(examples.size(), context.examples); ++i)
    views.push_back(example_view(examples[i], context.anchors));
  return views;
}

}  // namespace errata::render
