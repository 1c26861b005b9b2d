// Lines of the common schema without a header before them, which people's own records may look
// like.
#pragma once

#include <string_view>

namespace errata::normalize {

// Whether the first lines of a file, of which `head` is the beginning, are documents of the schema
// and of nothing else: each that is an object with both sides, of which there is one, follows the
// schema's rules, has no field and no part of an annotation that only a reader of other names would
// use ("confidence", "start_offset", "tokens"), and says which of several labels with scores were
// chosen.
bool are_bare_documents(std::string_view head);

}  // namespace errata::normalize
