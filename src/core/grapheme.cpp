#include "core/grapheme.hpp"

#include <utf8proc.h>

namespace errata {

namespace {

constexpr char32_t zero_width_joiner = 0x200D;

}  // namespace

bool may_cut_between(char32_t before, char32_t after) {
  return before != zero_width_joiner &&
         utf8proc_grapheme_break(static_cast<utf8proc_int32_t>(before),
                                 static_cast<utf8proc_int32_t>(after));
}

}  // namespace errata
