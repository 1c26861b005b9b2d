// Names that mean the same to a reader: equal but for case, or for case and accents.
#pragma once

#include <string>
#include <string_view>

namespace errata {

// Two texts that differ only in upper and lower case, in any script, have the same folded form
// (Unicode's canonical caseless matching: "STRASSE" and "Straße"). Text that is not valid UTF-8 is
// its own.
std::string case_folded(std::string_view text);

// The same, without the accents of Latin and Greek letters: "Crème" and "CREME".
std::string without_marks(std::string_view text);

}  // namespace errata
