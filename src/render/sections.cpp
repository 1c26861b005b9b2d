#include "render/sections.hpp"

#include <algorithm>
#include <array>

namespace errata::render {

namespace {

constexpr auto table = std::to_array<Section>({
    {"verdict", "Verdict", verdict_view, 9, {0, 0}, {0, 0}},
    {"first", "Do first", first_view, 8, {60, 2}, {10, 1}},
    {"changes", "What changed", changes_view, 8, {60, 3}, {12, 3}},
    {"loss", "Where the loss is", loss_view, 9, {0, 0}, {0, 0}},
    {"labels", "Labels", labels_view, 7, {500, 0}, {40, 0}},
    {"thresholds", "Scores by threshold", thresholds_view, 3, {14, 0}, {14, 0}},
    {"slices", "Scores by language and length", slices_view, 3, {60, 0}, {12, 0}},
    {"confusions", "Confusions", confusions_view, 6, {40, 4}, {12, 1}},
    {"matrix", "Confusion matrix", matrix_view, 2, {30, 0}, {12, 0}},
    {"missed", "Missed complex entities", missed_view, 5, {40, 5}, {8, 1}},
    {"unlabeled", "Predicted but not labelled", unlabeled_view, 4, {150, 0}, {10, 0}},
    {"boundaries", "Boundaries", boundaries_view, 4, {60, 3}, {8, 1}},
    {"label-errors", "Probable label errors", label_errors_view, 4, {100, 0}, {10, 0}},
    {"audit", "Label audit", audit_view, 4, {100, 0}, {10, 0}},
    {"health", "Data health", health_view, 6, {100, 0}, {40, 0}},
    {"documents", "Documents", documents_view, 1, {0, 0}, {10, 0}},
    {"method", "Method and provenance", method_view, 3, {200, 0}, {40, 0}},
});

std::string render_section(const Format& format, const Section& section, Section::Extent extent,
                           const Material& material) {
  const Guide guide{material.templates, format.dialect};
  const Context context{.analysis = material.analysis,
                        .guide = guide,
                        .wording = material.wording,
                        .anchors = material.anchors,
                        .ticket = material.ticket,
                        .rows = extent.rows,
                        .examples = extent.examples};
  return render_view(format, section.name, section.view(context), material.templates);
}

std::size_t size_of(const std::vector<Block>& blocks) {
  std::size_t size = 0;
  for (const auto& block : blocks)
    size += block.text.size();
  return size;
}

Block* least_valuable(std::vector<Block>& blocks) {
  Block* least = nullptr;
  for (auto& block : blocks)
    if (block.extent.rows > 0 && (least == nullptr || block.section->value < least->section->value))
      least = &block;
  return least;
}

}  // namespace

const Format html_format{"html", html, &Section::html};
const Format markdown_format{"markdown", markdown, &Section::markdown};

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
  for (const auto& section : table) {
    if (std::ranges::find(without, section.name) != without.end())
      continue;
    const auto extent = section.*format.extent;
    blocks.push_back({.section = &section,
                      .text = render_section(format, section, extent, material),
                      .extent = extent});
  }
  while (size_of(blocks) > budget) {
    auto* const block = least_valuable(blocks);
    if (block == nullptr)
      break;
    block->extent.rows /= 2;
    block->is_shortened = true;
    block->text = render_section(format, *block->section, block->extent, material);
  }
  return blocks;
}

}  // namespace errata::render
