// One page of a list, {"value": [...], "nextLink": ...}, and what makes two JSON values the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace errata::fetch {

// What is wrong with a list as a whole, so that asking for its last page again would not help.
struct ListingError : FetchError {
  using FetchError::FetchError;
};

struct PageItem {
  std::string key;     // value of its key field; empty where it has none
  std::string digest;  // 16 bytes  // of its content, whatever the order of keys; no defence
                       // against forgery
};

struct PageContent {
  std::vector<PageItem> items;
  std::string next_link;  // empty: the last page (null, absent, empty or blank in the answer)
};

// `body` is accepted JSON. Throws ListingError "WHAT: reason [E-PAGE-SHAPE]" where `value` is not a
// list of objects or `nextLink` is neither text nor null.
PageContent read_page(std::string_view body, std::string_view key, const std::string& what);

// SHA-256 over the values of accepted JSON with their paths; the order of keys does not matter.
std::string content_digest(std::string_view json);

}  // namespace errata::fetch
