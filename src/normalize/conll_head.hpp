// Whether a file begins as columns of tokens and tags do.
#pragma once

#include <string_view>

namespace errata::normalize {

// Lines that end with tags: with prefixes, and "O" or what only entities have among them, as codes
// such as I-10 look like tags too; or few bare types, sentences apart. Below a header of texts only
// with "O" and an empty line. Of many lines some may be broken.
bool is_conll(std::string_view head);

}  // namespace errata::normalize
