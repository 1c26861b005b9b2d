#include "render/dialect.hpp"
#include "render/visible.hpp"

namespace errata::render {

namespace {

std::string on_one_line(std::string_view text) {
  std::string line;
  each_visible(
      text,
      [&](std::string_view shown) {
        for (const char c : shown)
          line += c == '\n' || c == '\t' ? ' ' : c;
      },
      [&](std::string_view name) { line += name; });
  return line;
}

std::string in_quotation_marks(std::string_view text) {
  return "\"" + on_one_line(text) + "\"";
}

}  // namespace

const Dialect plain{on_one_line, in_quotation_marks, in_quotation_marks, on_one_line};

}  // namespace errata::render
