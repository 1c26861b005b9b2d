// The common schema as an input: evaluation.jsonl of an earlier run, or documents without a header.
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// A header, or lines that are documents of the schema and nothing else (bare_documents.hpp).
bool is_errata_jsonl(std::string_view head);
bool has_schema_header(std::string_view head);

std::unique_ptr<Reader> read_errata_jsonl(Intake& intake);

}  // namespace errata::normalize
