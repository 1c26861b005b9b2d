// The items of the pages of a file, one after the other. Only .cpp files include this.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/json_reader.hpp"

namespace errata::normalize {

class AzureItems {
 public:
  void clear() { *this = {}; }
  void add(json::array page) { pages_.push_back(page); }

  // False behind the last item of the last page.
  bool next(json::element& item);

 private:
  std::vector<json::array> pages_;
  std::size_t page_ = 0;  // that is being read
  std::optional<json::array::iterator> at_, end_;
};

}  // namespace errata::normalize
