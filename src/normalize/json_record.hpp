// One record of read_json_records. Includes simdjson's door, so only .cpp files include this.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/columns.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/offsets.hpp"

namespace errata::normalize {

class JsonRecord {
 public:
  JsonRecord(model::LabelSet& labels, const ColumnChoice& choice);

  // False: unusable, and reason() says why.
  bool read(json::object record, model::Document& into);

  const std::string& reason() const { return reason_; }
  std::string_view text_fault() const { return text_fault_; }  // why the text is not used
  bool has_sets() const { return has_sets_; }                  // any record had a list of classes
  bool has_spans() const { return has_spans_; }                // any record had a list of spans

 private:
  bool fail(std::string reason);
  bool find(json::object record, Role role, json::element& into);
  bool read_text(json::object record, Role role, std::string& into);
  bool read_side(json::object record, Role role, std::vector<model::Annotation>& into);
  bool read_list(json::array items, std::vector<model::Annotation>& into);
  bool read_span(json::object parts, std::vector<model::Annotation>& into);
  bool read_class(json::element value, std::vector<model::Annotation>& into);
  void read_score(json::object record, model::Document& into);

  LabelCache labels_;
  SpanConverter converter_;
  std::array<std::string, roles> fields_;  // asked for, or found first
  std::string reason_;
  std::string_view text_fault_;
  bool has_sets_ = false, has_spans_ = false;
};

}  // namespace errata::normalize
