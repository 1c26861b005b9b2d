// Names a test set by its content: document ids, texts and gold labels, whatever their order.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// SHA-256 of the sum (modulo 2^256) of the documents' SHA-256 and their number. Predictions do not
// count, and labels count by name: two models on one test set have one fingerprint.
class Fingerprint {
 public:
  void add(const model::Document& document, const model::LabelSet& labels);
  std::string finish() const;  // 64 hex digits

 private:
  std::array<std::uint64_t, 4> sum_{};  // least significant first
  std::uint64_t documents_ = 0;
};

}  // namespace errata::analyze
