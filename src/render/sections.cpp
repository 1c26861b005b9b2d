#include "render/sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "render/absences.hpp"
#include "render/fit.hpp"

namespace errata::render {

namespace {

// name, view, value, lists, extents of HTML, of Markdown, of a flat ticket
constexpr auto table = std::to_array<Section>({
    {"verdict", verdict_view, 20, "gates", {100, 0}, {40, 0}, {40, 0}, true},
    {"first", first_view, 20, "findings", {60, 2}, {10, 1}, {10, 1}, true},
    {"changes", changes_view, 9, "x_new x_fixed change_labels", {60, 3}, {12, 3}, {12, 3}},
    {"loss", loss_view, 9, "classes schemes", {4, 0}, {4, 0}, {4, 0}},
    {"decide", decide_view, 8, "decisions", {5, 0}, {5, 0}, {5, 0}},
    {"labels", labels_view, 7, "labels", {500, 0}, {40, 0}, {40, 0}},
    {"thresholds", thresholds_view, 2, "sweep", {14, 0}, {14, 0}, {14, 0}},
    {"slices", slices_view, 2, "slices", {60, 0}, {12, 0}, {6, 0}},
    {"confusions", confusions_view, 8, "confusions groups", {40, 4}, {12, 1}, {12, 1}},
    {"matrix", matrix_view, 2, "matrix", {30, 0}, {12, 0}, {8, 0}},
    {"missed", missed_view, 8, "missed", {40, 5}, {8, 1}, {8, 1}},
    {"unlabeled", unlabeled_view, 7, "unlabeled", {150, 0}, {10, 0}, {10, 0}},
    {"boundaries", boundaries_view, 5, "habits", {60, 3}, {8, 1}, {8, 1}},
    {"label-errors", label_errors_view, 6, "label_errors", {100, 0}, {10, 0}, {10, 0}},
    {"audit",
     audit_view,
     4,
     "omissions label_edges over_labelled minority_labels conflicts",
     {100, 0},
     {10, 0},
     {10, 0}},
    {"health", health_view, 5, "checks", {100, 0}, {40, 0}, {40, 0}},
    {"documents", documents_view, 1, "docs", {0, 0}, {10, 0}, {3, 0}},
    {"method", method_view, 2, "inputs", {200, 0}, {40, 0}, {10, 0}},
    {"absent", absent_view, 1, "", {0, 0}, {0, 0}, {0, 0}},
});

Block render_section(const Format& format, const Section& section, Section::Extent extent,
                     const Material& material) {
  const Guide guide{material.templates, format.dialect, is_of_portal(material.analysis)};
  const Context context{.analysis = material.analysis,
                        .guide = guide,
                        .wording = material.wording,
                        .anchors = material.anchors,
                        .ticket = material.ticket,
                        .rows = extent.rows,
                        .examples = extent.examples};
  const auto view = section.view(context);
  Block block{.section = &section, .rows = view.listed(section.lists)};
  block.text = format.finish(render_view(format, section.name, view, material.templates));
  block.size = format.measure(block.text);
  return block;
}

std::size_t size_of(const std::vector<Block>& blocks) {
  std::size_t size = 0;
  for (const auto& block : blocks)
    size += block.size;
  return size;
}

// The block from its shortest length to the whole. A third of the rows goes with each step, so that
// all of them together take no longer than to render three whole ones.
std::vector<Block> lengths_of(const Block& whole, const Format& format, const Material& material) {
  const auto& section = *whole.section;
  auto extent = section.*format.extent;
  if (!section.lists.empty())
    extent.rows = std::min(extent.rows, whole.rows.shown);
  std::vector<Block> lengths{whole};
  while (extent.rows > 0) {
    extent.rows = extent.rows * 2 / 3;
    lengths.push_back(render_section(format, section, extent, material));
    lengths.back().is_shortened = true;
  }
  if (format.may_leave_out && !section.is_kept && whole.size > 0)
    lengths.push_back({.section = &section, .rows = {0, whole.rows.total}, .is_shortened = true});
  std::ranges::reverse(lengths);
  return lengths;
}

// The first row of a list is worth most, the n-th about an n-th of it, and what stands above them a
// little; all there is to say where there are none.
double worth_of(const Block& block) {
  if (block.size == 0)
    return 0;
  const double head = block.rows.total == 0 ? 1 : 0.3;
  return block.section->value * (head + std::log1p(static_cast<double>(block.rows.shown)));
}

std::vector<Length> measured(const std::vector<Block>& lengths) {
  std::vector<Length> measured;
  for (const auto& block : lengths)
    measured.push_back({block.size, worth_of(block)});
  return measured;
}

std::vector<Block> shortened(std::size_t budget, const std::vector<Block>& whole,
                             const Format& format, const Material& material) {
  std::vector<std::vector<Block>> blocks;
  std::vector<std::vector<Length>> lengths;
  for (const auto& block : whole) {
    blocks.push_back(lengths_of(block, format, material));
    lengths.push_back(measured(blocks.back()));
  }
  const auto chosen = fit(lengths, budget);
  std::vector<Block> shown;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    shown.push_back(std::move(blocks[i][chosen[i]]));
  return shown;
}

std::string as_it_is(const std::string& text) {
  return text;
}

}  // namespace

const Format html_format{.folder = "html",
                         .dialect = html,
                         .extent = &Section::html,
                         .finish = as_it_is,
                         .measure = bytes_of};

std::size_t bytes_of(std::string_view text) {
  return text.size();
}

std::span<const Section> sections() {
  return table;
}

std::string render_view(const Format& format, std::string_view name, const View& view,
                        Templates& templates) {
  std::string text;
  const auto file = format.folder + "/" + std::string{name} + ".mustache";
  templates.parsed(file).render(view, format.dialect, text);
  return text;
}

std::vector<Block> blocks_within(std::size_t budget, const Format& format, const Material& material,
                                 std::span<const std::string_view> without) {
  std::vector<Block> blocks;
  for (const auto& section : table)
    if (std::ranges::find(without, section.name) == without.end() &&
        absence_of(section.name, material.analysis).empty())
      blocks.push_back(render_section(format, section, section.*format.extent, material));
  return size_of(blocks) <= budget ? blocks : shortened(budget, blocks, format, material);
}

}  // namespace errata::render
