#include "core/width.hpp"

#include <utf8proc.h>

#include "core/unicode.hpp"

namespace errata {

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = code_point_at(text, at);
    const auto width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value));
    columns += width > 0 ? static_cast<std::size_t>(width) : 0;
    at += c.bytes;
  }
  return columns;
}

}  // namespace errata
