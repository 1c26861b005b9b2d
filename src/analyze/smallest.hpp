// The first few of many by a total order, whatever the order in which they come.
#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

namespace errata::analyze {

// Equal values are one.
template <typename Value, typename Less = std::less<>>
class Smallest {
 public:
  explicit Smallest(std::size_t limit) : limit_{limit} {}

  // Whether add would keep it: a cheap question before an expensive value is made. `probe` is
  // anything that Less compares with a Value.
  template <typename Probe>
  bool wants(const Probe& probe) const {
    return values_.size() < limit_ || !Less{}(*values_.rbegin(), probe);
  }

  void add(Value value) {
    values_.insert(std::move(value));
    if (values_.size() > limit_)
      values_.erase(std::prev(values_.end()));
  }

  const std::set<Value, Less>& values() const { return values_; }
  std::vector<Value> list() const { return {values_.begin(), values_.end()}; }

 private:
  std::size_t limit_;
  std::set<Value, Less> values_;
};

}  // namespace errata::analyze
