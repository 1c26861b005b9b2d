// Documents that occur twice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyze/caps.hpp"
#include "analyze/smallest.hpp"
#include "analyze/tally.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Documents of equal id, of equal text, and of equal text with other gold labels.
class Duplicates {
 public:
  struct Found {
    std::uint64_t documents = 0;  // that have an equal, itself included
    Smallest<std::string> first{caps::kept_health_documents};  // ids
  };

  explicit Duplicates(const Tally& tally);

  void add(const model::Document& document);  // pass 2: gives the ids

  const Found& ids() const { return ids_; }
  const Found& texts() const { return texts_; }
  const Found& conflicts() const { return conflicts_; }

 private:
  void find_texts(std::vector<DocumentMark> marks);

  std::vector<std::uint64_t> double_ids_, double_texts_, conflicting_texts_;  // marks, sorted
  Found ids_, texts_, conflicts_;
};

}  // namespace errata::analyze
