#include "render/write_ticket.hpp"

#include "core/error.hpp"
#include "render/format.hpp"

namespace errata::render {

namespace {

View shortened_view(const Section& section, bool is_whole, Listed rows, const Wording& wording) {
  View view;
  wording.set_term(view, "short_title", "sections", section.name);
  view.flag("short_whole", is_whole);
  view.own("short_shown", count(rows.shown)).own("short_total", count(rows.total));
  return view;
}

std::string foot_of(std::vector<View> shortened, const Format& format, Templates& templates) {
  View view;
  view.list("shortened", std::move(shortened));
  return format.finish(render_view(format, "foot", view, templates));
}

// Of a foot that names every section: no other is larger.
std::size_t foot_room(const Format& format, const Wording& wording, Templates& templates) {
  constexpr Listed most{999'999'999, 999'999'999};
  std::vector<View> shortened;
  for (const auto& section : sections())
    shortened.push_back(shortened_view(section, false, most, wording));
  return format.measure(foot_of(std::move(shortened), format, templates));
}

std::string foot(const std::vector<Block>& blocks, const Format& format, const Wording& wording,
                 Templates& templates) {
  std::vector<View> shortened;
  for (const auto& block : blocks)
    if (block.is_shortened)
      shortened.push_back(shortened_view(*block.section, block.text.empty(), block.rows, wording));
  return foot_of(std::move(shortened), format, templates);
}

Format format_of(const TicketDialect& dialect) {
  return {.folder = "markdown",
          .dialect = markdown,
          .extent = dialect.folds ? &Section::markdown : &Section::flat,
          .finish = dialect.finish,
          .measure = dialect.measure,
          .may_leave_out = true};
}

}  // namespace

std::string write_ticket(const model::Analysis& analysis, Templates& templates,
                         const std::string& ticket, const TicketDialect& dialect,
                         std::size_t budget) {
  const Wording wording{templates, analysis.test_set.task};
  const Anchors none;
  const auto format = format_of(dialect);
  const auto room = foot_room(format, wording, templates);
  if (room > budget / 2)
    throw UsageError{"templates: markdown/foot.mustache may take " + std::to_string(room) +
                     " of the " + std::to_string(budget) + " that a ticket's text has"};
  const auto blocks =
      blocks_within(budget - room, format, {analysis, templates, wording, ticket, none}, {});
  std::string text;
  for (const auto& block : blocks)
    text += block.text;
  text += foot(blocks, format, wording, templates);
  while (text.ends_with("\n\n"))
    text.pop_back();
  return text;
}

}  // namespace errata::render
