// Whether the pages of a result that were given are all of them. Only .cpp files include this.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/json_reader.hpp"

namespace errata::normalize {

class AzurePages {
 public:
  void add(const std::string& file, json::object page);
  void add_item() { is_empty_ = false; }  // without its page

  bool are_none() const { return is_empty_; }

  // Of each page whose next one was not given, a sentence that names its file. The service's links
  // say how many items lie before the next page ("skip=100"); of links that do not, only a result
  // without a last page is known to miss one.
  std::vector<std::string> remarks() const;

 private:
  std::map<std::uint64_t, std::string> files_;  // by the item at which the next page starts
  std::set<std::uint64_t> starts_;              // of pages that name a further one
  std::string unplaced_;                        // the last file whose link names no item
  bool is_empty_ = true;
  std::uint64_t last_pages_ = 0;  // pages that name no further one
};

}  // namespace errata::normalize
