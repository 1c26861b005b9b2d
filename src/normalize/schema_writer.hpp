// Writes evaluation.jsonl, the common schema.
#pragma once

#include <filesystem>
#include <memory>

#include "core/files.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"
#include "normalize/offsets.hpp"

namespace errata::normalize {

// Documents go to a hidden file beside the final one; finish() puts the header before them, which
// is known only then. Nothing is left behind without finish().
class SchemaWriter {
 public:
  SchemaWriter(std::filesystem::path to, const model::LabelSet& labels);
  ~SchemaWriter();
  SchemaWriter(const SchemaWriter&) = delete;
  SchemaWriter& operator=(const SchemaWriter&) = delete;

  // Spans are written in code points of the text; without a text in the document's own unit, which
  // its line then names. Labels of one place stand by their names, so that the line does not depend
  // on which label was met first. The spans of `document` are changed to what was written.
  void add(model::Document& document);

  void finish(const model::TestSet& header);

 private:
  void order(std::vector<model::Annotation>& annotations) const;
  void put(std::string_view key, const std::vector<model::Annotation>& annotations);

  std::filesystem::path to_, documents_path_;
  const model::LabelSet& labels_;
  std::unique_ptr<FileWriter> documents_;
  SpanConverter converter_;
  std::string line_;
};

}  // namespace errata::normalize
