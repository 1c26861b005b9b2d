// The sketches of at most so many documents, which are the same ones in any order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "analyze/document_mark.hpp"
#include "analyze/sketch.hpp"

namespace errata::analyze {

// A commutative monoid. Of more than `most` documents those with the smallest hashes of their marks
// (bottom-k sampling, Cohen and Kaplan 2007).
class SketchSample {
 public:
  static constexpr std::size_t most = 100'000;
  using Sketched = std::pair<DocumentMark, Sketch>;

  void add(const DocumentMark& mark, const Sketch& sketch);
  void merge(const SketchSample& other);

  std::vector<Sketched> list() const;             // sorted by mark
  std::uint64_t added() const { return added_; }  // documents, those left out included

 private:
  void prune();

  std::uint64_t added_ = 0;
  std::vector<Sketched> kept_;  // in no order; some more than `most`, which are dropped together
};

}  // namespace errata::analyze
