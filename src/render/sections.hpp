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
  std::string_view title;
  View (*view)(const Context& context);
  int value = 0;  // the least valuable are shortened first
  struct Extent {
    std::size_t rows = 0, examples = 0;
  };
  Extent html, markdown;
};
std::span<const Section> sections();

// One section as it was rendered.
struct Block {
  const Section* section = nullptr;
  std::string text;
  Section::Extent extent;
  bool is_shortened = false;
};

// A format of the report: "html" or "markdown" names the folder of its templates.
struct Format {
  std::string folder;
  const Dialect& dialect;
  Section::Extent Section::*extent;
};
extern const Format html_format, markdown_format;

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

// All sections but those in `without`. While they are larger than `budget` bytes together, the rows
// of the least valuable section that still has some are halved: nothing is ever cut.
std::vector<Block> blocks_within(std::size_t budget, const Format& format, const Material& material,
                                 std::span<const std::string_view> without);

}  // namespace errata::render
