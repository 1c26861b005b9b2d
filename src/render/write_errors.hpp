// errors.csv: errors, a line each, for spreadsheets and scripts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/files.hpp"
#include "model/analysis.hpp"
#include "render/finding_errors.hpp"

namespace errata::render {

// Bytes of errors.csv, and of worklist.jsonl: what a spreadsheet still opens.
inline constexpr std::uint64_t list_limit = 50'000'000;

// RFC 4180: UTF-8 without a mark, CRLF, a header. A cell is one line, in which tabs and line breaks
// are blanks and characters that cannot be seen have names ("U+202E"). An apostrophe stands before
// what a spreadsheet would take for a formula, be it at the beginning of a cell or where a reader
// that separates cells by semicolons or bars would begin another. A cell of more than 1,000 code
// points ends with "…".
class ErrorsFile {
 public:
  // Writes the header. Refers to both.
  ErrorsFile(const model::Analysis& analysis, FileWriter& to);

  // The errors of a document, as far as they are held and list_limit goes.
  void add(const model::DocumentResult& document);

  // Of `errors` in all: where some are not listed, the last line says how many.
  void finish(std::uint64_t errors);

  std::uint64_t listed() const { return listed_; }
  bool is_full() const { return is_full_; }  // no further error is listed

 private:
  std::string ids_of(const std::set<std::size_t>& findings) const;

  bool is_entities_;
  const std::vector<model::Finding>& findings_;
  FindingErrors errors_of_findings_;
  FileWriter& to_;
  std::uint64_t listed_ = 0;
  bool is_full_ = false;
};

}  // namespace errata::render
