// What was looked up last, by hash: a table that forgets instead of growing.
#pragma once

#include <cstddef>
#include <vector>

namespace errata::analyze {

// Entries may point into the object that has the table, so a copy of that begins with an empty one;
// one that is moved keeps it.
template <typename Entry>
class Recent {
 public:
  Recent() = default;
  Recent(const Recent&) {}
  Recent(Recent&&) noexcept = default;
  Recent& operator=(const Recent&) {
    entries_.clear();
    return *this;
  }
  Recent& operator=(Recent&&) noexcept = default;
  ~Recent() = default;

  // The one entry for this hash: the caller looks whether it is the one it means, or makes it so.
  Entry& at(std::size_t hash) {
    if (entries_.empty())
      entries_.resize(size);
    return entries_[hash % size];
  }

 private:
  static constexpr std::size_t size = 4096;
  std::vector<Entry> entries_;
};

}  // namespace errata::analyze
