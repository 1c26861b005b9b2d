// One item of evaluation/result -> one document, offsets in UTF-16 units. Only .cpp files include
// this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "model/task.hpp"
#include "normalize/label_cache.hpp"

namespace errata::normalize {

// A part of a document that took part in the evaluation; normally the only one, and the whole.
struct Region {
  std::uint32_t offset = 0, length = 0;
};

class AzureItem {
 public:
  explicit AzureItem(model::LabelSet& labels) : labels_{labels} {}

  // Offsets count from the start of the text, as the API says; where they do not lie in a region
  // that starts later but would, counted from its start, they are taken so, and remark() says it.
  // False: the item cannot be used, and reason() and detail() say why.
  bool read(json::object item, model::Document& into);

  model::Task task() const { return task_; }
  const std::vector<Region>& regions() const { return regions_; }  // empty for classification
  std::string_view remark() const { return remark_; }
  std::string_view reason() const { return reason_; }
  const std::string& detail() const { return detail_; }

 private:
  bool fail(std::string_view reason, std::string detail = {});
  bool find_result(json::object item, json::object& into);
  bool read_regions(json::object result, model::Document& into);
  bool read_region(json::object region, model::Document& into);
  bool read_entities(json::object region, std::string_view key,
                     std::vector<model::Annotation>& into);
  void settle(const Region& region, model::Document& document, std::size_t gold,
              std::size_t predicted);
  bool read_class(json::object result, std::string_view key, std::vector<model::Annotation>& into);
  bool read_classes(json::object result, std::string_view key,
                    std::vector<model::Annotation>& into);

  LabelCache labels_;
  model::Task task_ = model::Task::entities;
  std::vector<Region> regions_;
  std::string_view remark_, reason_;
  std::string detail_;
};

}  // namespace errata::normalize
