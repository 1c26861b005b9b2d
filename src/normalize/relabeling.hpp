// Labels under other names, or under none, between a reader and the writer: --label-map and
// --ignore-case.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"
#include "normalize/label_map.hpp"
#include "normalize/normalize.hpp"

namespace errata::normalize {

// Annotations with a label, on either side.
struct LabelUse {
  std::uint64_t gold = 0, predicted = 0;
};
using LabelUses = std::map<std::string, LabelUse>;

// First the map, then case. Labels that case alone tells apart get the spelling that the map gives,
// else the one with most gold items, then most predicted ones, then the first by bytes: none of
// that depends on the order of documents.
class Relabeling {
 public:
  // `labels` are those of the documents to come; it must outlive this. Reads the map; throws as
  // read_label_map().
  Relabeling(const Options& options, const model::LabelSet& labels);

  // Whether settle_case() must be called before the first document.
  bool needs_uses() const { return ignores_case_; }
  void settle_case(const LabelUses& uses);

  // Whether the map takes labels out, so that what is left of a document may look like another
  // task.
  bool drops_labels() const;

  // Renames the labels of `document` and takes out those that are dropped. Where two labels of one
  // span become one, the copies that the change makes are one. False: the document as a whole had
  // gold labels, and has lost them all.
  bool apply(model::Document& document);

  // The document of the last apply() is used, or rejected for what that did: its labels count.
  void keep();

  // What the labels of documents mean after apply().
  const model::LabelSet& labels() const { return is_asked() ? to_ : from_; }

  // The names in the header follow; the service's own figures, which are of the old labels, go.
  // What was changed, and what of the map never occurred, becomes remarks.
  void finish(model::TestSet& test_set);

 private:
  // What becomes of a label, and of how many annotations.
  struct Fate {
    std::optional<model::LabelId> to;  // nothing: dropped
    bool is_mapped = false, is_respelt = false;
    LabelUse count;
  };

  bool is_asked() const { return ignores_case_ || !map_.empty(); }
  std::string key_of(std::string_view name) const;
  const std::string* mapped(std::string_view name) const;
  Fate fate_of(const std::string& name);
  Fate& fate(model::LabelId id);
  void relabel(std::vector<model::Annotation>& side, std::uint64_t LabelUse::*count);
  void relabel(model::TrainingSet& training);
  void say_changes(model::TestSet& test_set) const;
  void say_unknown(model::TestSet& test_set) const;

  const model::LabelSet& from_;
  bool ignores_case_;
  std::optional<model::Input> map_file_;
  LabelMap map_;                                  // by the label's key
  std::map<std::string, std::string> map_names_;  // key -> the name as the map has it
  std::map<std::string, std::string> spellings_;  // key -> the one that is taken
  model::LabelSet to_;
  std::vector<std::optional<Fate>> fates_;                                 // by the id of from_
  std::vector<std::pair<model::LabelId, std::uint64_t LabelUse::*>> met_;  // in the last document
};

}  // namespace errata::normalize
