// Places in documents as reports show them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyze/smallest.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Offsets of a document as reports give them: code points where it has text, else as they are.
// Built once a document, then constant time.
class ReportOffsets {
 public:
  explicit ReportOffsets(const model::Document& document);
  std::uint64_t operator()(std::uint32_t offset) const;

 private:
  static constexpr std::size_t stride = 64;
  const model::Document* document_;
  std::vector<std::uint64_t> code_points_;  // before every stride-th byte
};

// A document of pass 2 with what is computed of it at most once, when first asked for.
class Place {
 public:
  Place(const model::Document& document, const model::LabelSet& labels)
      : document_{&document}, labels_{&labels} {}

  // `span` with up to 60 code points of text on both sides, cut at word boundaries; the whole
  // document for classification.
  model::Example example(const model::Annotation& span) const;
  model::Example example(const model::Annotation& span, const std::string& gold,
                         const std::string& predicted) const;
  std::string surface(const model::Annotation& span) const;  // cut if long; empty without text
  std::uint64_t offset(std::uint32_t offset) const;
  const std::string& gold_names() const;  // of all labels of a side, joined with ", "
  const std::string& predicted_names() const;

  const model::Document& document() const { return *document_; }
  const std::string& name(model::LabelId label) const { return labels_->name(label); }

 private:
  std::string joined_names(const std::vector<model::Annotation>& annotations) const;

  const model::Document* document_;
  const model::LabelSet* labels_;
  mutable std::vector<ReportOffsets> offsets_;  // none or one
  mutable std::optional<std::string> gold_names_, predicted_names_;
};

// By document, offset, labels; then by what is left, so that the order is total.
struct ExampleOrder {
  using is_transparent = void;
  bool operator()(const model::Example& a, const model::Example& b) const;
  bool operator()(const model::Example& a, const std::string& id) const { return a.document < id; }
};

using Examples = Smallest<model::Example, ExampleOrder>;

}  // namespace errata::analyze
