// The published schema of evaluation.jsonl: evaluation.schema.json, as it was when errata was
// built.
#pragma once

#include <string_view>

namespace errata::normalize {

// JSON Schema, draft 2020-12, of one line: a header or a document. What the reader turns away it
// turns away, where JSON Schema can say it; offsets beside the text and keys that come twice it
// cannot see.
std::string_view evaluation_schema();

}  // namespace errata::normalize
