// The first line of evaluation.jsonl, and back:
//   {"schema":"errata/evaluation/1","task":"entities","labels":["Date"],"offsets":"codepoints",…}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/unicode.hpp"
#include "model/test_set.hpp"

namespace errata::normalize {

inline constexpr std::string_view schema_name = "errata/evaluation/1";

// What a header says; files of other writers need not say all of it.
struct Header {
  model::TestSet test_set;
  OffsetUnit unit = OffsetUnit::codepoints;
  bool has_task = false, has_labels = false;
};

// The header in `line`, or nothing where the line is a document. Throws InputError "WHAT: …" for a
// header of another schema or with values of the wrong type.
std::optional<Header> read_header(std::string_view line, std::string_view what);

// One line, without the line end. Offsets are said to be code points.
std::string write_header(const model::TestSet& test_set);

}  // namespace errata::normalize
