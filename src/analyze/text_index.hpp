// Which documents have which features, and which documents are nearest to each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace errata::analyze {

// Lists of numbers, one after the other.
class Lists {
 public:
  void add(std::uint32_t value) { values_.push_back(value); }
  void close() { ends_.push_back(values_.size()); }
  std::size_t size() const { return ends_.size(); }
  std::span<const std::uint32_t> operator[](std::size_t list) const {
    const auto begin = list > 0 ? ends_[list - 1] : 0;
    return std::span{values_}.subspan(begin, ends_[list] - begin);
  }

 private:
  std::vector<std::uint32_t> values_;
  std::vector<std::size_t> ends_;
};

// Features that stand in two documents and more, numbered from 0 in the order of their values.
struct TextIndex {
  explicit TextIndex(const std::vector<std::vector<std::uint32_t>>& features);  // by document

  std::size_t documents = 0;
  std::vector<std::uint32_t> known;  // values, sorted
  Lists features;                    // by document, ascending
  Lists holders;                     // documents by feature, ascending
  std::vector<double> rarities;      // ln(documents / holders), by feature

  double rarity(std::uint32_t feature) const { return rarities[feature]; }
};

struct Nearest {
  std::uint32_t document = 0;
  double similarity = 0;
};

// The documents nearest to each by the cosine of rarities, at most ten, most alike first, then by
// number. A document looks at so many holders of its rarest features that the time is linear in
// documents.
std::vector<std::vector<Nearest>> nearest_documents(const TextIndex& index);

}  // namespace errata::analyze
