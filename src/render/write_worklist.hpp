// worklist.jsonl: the documents of a worklist in the common schema (errata/evaluation/1), for
// labelling tools.
#pragma once

#include <cstdint>

#include "core/files.hpp"
#include "model/analysis.hpp"
#include "render/worklist.hpp"

namespace errata::render {

// `gold` are the labels of today, `predicted` those that are suggested; "review" says why, a list
// of objects with "kind". The header alone where there is nothing to look at.
class WorklistFile {
 public:
  // Writes the header; both must outlive it.
  WorklistFile(const model::Analysis& analysis, FileWriter& to);

  // A line for the document, where there is something to look at. It must be whole; what would make
  // the file longer than list_limit (write_errors.hpp) is left out.
  void add(const model::DocumentResult& document);

  std::uint64_t documents() const { return documents_; }
  // Reviews that are on none of the lines.
  std::uint64_t left() const { return list_.left() + dropped_; }

 private:
  FileWriter& to_;
  Worklist list_;
  std::uint64_t documents_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace errata::render
