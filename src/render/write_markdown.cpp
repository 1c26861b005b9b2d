#include "render/write_markdown.hpp"

namespace errata::render {

namespace {

constexpr std::size_t foot_room = 1'500;

std::string foot(const std::vector<Block>& blocks, Templates& templates) {
  std::vector<View> shortened;
  for (const auto& block : blocks) {
    if (!block.is_shortened)
      continue;
    View view;
    view.own("short_title", std::string{block.section->title});
    view.flag("short_whole", block.extent.rows == 0);
    shortened.push_back(std::move(view));
  }
  View view;
  view.list("shortened", std::move(shortened));
  return render_view(markdown_format, "foot", view, templates);
}

// At most one empty line in a row: an absent section of a template leaves one behind. No line break
// of the data is left in the text, so this cannot touch any.
std::string without_double_blanks(const std::string& text) {
  std::string tidy;
  std::size_t breaks = 2;  // none at the beginning
  for (const char c : text) {
    breaks = c == '\n' ? breaks + 1 : 0;
    if (breaks <= 2)
      tidy += c;
  }
  while (tidy.ends_with("\n\n"))
    tidy.pop_back();
  return tidy;
}

}  // namespace

std::string write_markdown(const model::Analysis& analysis, Templates& templates,
                           const std::string& ticket) {
  const Wording wording{templates, analysis.test_set.task};
  const Anchors none;
  const auto blocks = blocks_within(markdown_limit - foot_room, markdown_format,
                                    {analysis, templates, wording, ticket, none}, {});
  std::string text;
  for (const auto& block : blocks)
    text += block.text + "\n";
  return without_double_blanks(text + foot(blocks, templates));
}

}  // namespace errata::render
