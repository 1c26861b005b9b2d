// Characters as people see them, of one code point or several.
#pragma once

namespace errata {

// Whether a text may be cut between two code points that stand side by side in it (the rules of
// Unicode's UAX 29 for two of them). Flags and emoji of several people are kept whole whatever
// their number, so that a long row of flags counts as one character.
bool may_cut_between(char32_t before, char32_t after);

}  // namespace errata
