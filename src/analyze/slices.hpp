// Scores of parts of the test set: by language, and by length of the text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/sums.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Bands of length in code points: fixed, so that parts of a test set merge.
struct LengthBand {
  std::string_view name;
  std::size_t longest;
};
inline constexpr std::array<LengthBand, 4> length_bands{{{"0-100", 100},
                                                         {"101-500", 500},
                                                         {"501-2000", 2000},
                                                         {"2001-", static_cast<std::size_t>(-1)}}};

// Counts by slice. Tags of languages are the same in any case. Documents without text have no
// length.
class Slices {
 public:
  void add(const model::Document& document, std::uint64_t tp);
  void merge(const Slices& other);

  // Languages where there are two or more, lengths where two or more bands have documents. Each
  // slice is compared with all other documents: linearized variances of the two F1 added, Student's
  // t of the smaller side, as the documents are not the same. Weak is what lies below 0 after
  // Bonferroni's correction for the slices that are compared; either side has at least
  // `least_documents`.
  std::vector<model::Slice> finish(std::uint64_t least_documents) const;

 private:
  struct Sums {
    std::uint64_t documents = 0;
    ItemSums items;

    void merge(const Sums& other);
  };
  using ByName = std::map<std::string, Sums>;
  static void append(model::Slice::By by, const ByName& sums, std::uint64_t least_documents,
                     std::vector<model::Slice>& to);

  ByName languages_;
  std::array<Sums, length_bands.size()> lengths_;
};

}  // namespace errata::analyze
