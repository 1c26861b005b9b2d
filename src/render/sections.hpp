// The sections of the report in their order, and how they are made to fit a size.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/views.hpp"

namespace errata::render {

// A section has the template <folder>/<name>.mustache in both formats.
struct Section {
  std::string_view name;
  View (*view)(const Context& context);
  int value = 0;           // what it is worth to the reader; its rows share it, the first most
  std::string_view lists;  // of its view, whose rows are counted where it is shortened
  struct Extent {
    std::size_t rows = 0, examples = 0;
  };
  Extent html, markdown;
  Extent flat;           // of a ticket that cannot fold anything away
  bool is_kept = false;  // never left out, however small the budget
};
std::span<const Section> sections();

// One section as it was rendered.
struct Block {
  const Section* section = nullptr;
  std::string text = {};
  std::size_t size = 0;  // in the unit of the format
  Listed rows;           // of the section's lists
  bool is_shortened = false;
};

// A format of the report.
struct Format {
  std::string folder;  // of its templates, "html" or "markdown"
  const Dialect& dialect;
  Section::Extent Section::*extent;
  std::string (*finish)(const std::string& text);  // what the templates gave, as it is shown
  std::size_t (*measure)(std::string_view text);
  bool may_leave_out = false;  // whole sections, but for those that are kept
};
extern const Format html_format;
std::size_t bytes_of(std::string_view text);

// What every block is rendered from.
struct Material {
  const model::Analysis& analysis;
  Templates& templates;
  const Wording& wording;
  const std::string& ticket;
  const Anchors& anchors;
};

std::string render_view(const Format& format, std::string_view name, const View& view,
                        Templates& templates);

// All sections that have something to say of the analysis but those in `without`, together no
// larger than `budget` in the unit of the format as long as what is kept of each is not. What does
// not fit is left out by worth for its size: rows, then whole sections. Nothing is ever cut.
std::vector<Block> blocks_within(std::size_t budget, const Format& format, const Material& material,
                                 std::span<const std::string_view> without);

}  // namespace errata::render
