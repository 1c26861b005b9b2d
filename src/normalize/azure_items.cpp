#include "normalize/azure_items.hpp"

namespace errata::normalize {

bool AzureItems::next(json::element& item) {
  while (!at_ || !(*at_ != *end_)) {
    if (page_ == pages_.size())
      return false;
    at_ = pages_[page_].begin();
    end_ = pages_[page_].end();
    ++page_;
  }
  item = **at_;
  ++*at_;
  return true;
}

}  // namespace errata::normalize
