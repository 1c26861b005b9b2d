// Documents that occur twice.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "analyze/caps.hpp"
#include "analyze/document_mark.hpp"
#include "analyze/key_counts.hpp"
#include "analyze/smallest.hpp"
#include "analyze/tally.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Documents of equal id, of equal text, and of equal text with other gold labels. Pass 2 looks at
// those that pass 1 leaves possible, so that memory grows with what is repeated. Refers to `tally`.
class Duplicates {
 public:
  struct Found {
    std::uint64_t documents = 0;  // that have an equal, itself included
    Smallest<std::string> first{caps::kept_health_documents};  // ids
  };

  explicit Duplicates(const Tally& tally);

  void add(const model::Document& document, const DocumentMark& mark);

  Found ids() const;
  Found texts() const;
  Found conflicts() const;

 private:
  struct Equal {
    Found found;
    std::uint64_t gold = 0;  // of the first that came
    bool has_other_gold = false;
  };
  using ByKey = std::map<std::uint64_t, Equal>;

  static void add(ByKey& to, std::uint64_t key, const model::Document& document,
                  const DocumentMark& mark);

  static Found sum_of(const ByKey& equals, bool (*is_counted)(const Equal&));

  RepeatedKeys repeated_ids_, repeated_texts_;
  ByKey by_id_, by_text_;
};

}  // namespace errata::analyze
