#include "core/fold.hpp"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace errata {

namespace {

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &made,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owned{made};
  if (size < 0)
    return std::string{text};
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

// Folding may take a text out of its normal form, so it is done between two normalizations.
std::string folded(std::string_view text, int marks) {
  const auto decomposed = mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | marks);
  const auto lower = mapped(decomposed, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
  return mapped(lower, UTF8PROC_STABLE | UTF8PROC_COMPOSE | marks);
}

}  // namespace

std::string case_folded(std::string_view text) {
  return folded(text, 0);
}

std::string without_marks(std::string_view text) {
  return folded(text, UTF8PROC_STRIPMARK);
}

}  // namespace errata
