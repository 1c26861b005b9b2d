// One page of a list, {"value": [...], "nextLink": ...}, and what makes two JSON values the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace errata::json {
class Parser;
}

namespace errata::fetch {

// What is wrong with a list as a whole, so that asking for its last page again would not help.
struct ListingError : FetchError {
  using FetchError::FetchError;
};

struct PageContent {
  std::vector<std::string> keys;  // by item: the value of its key field, empty where it has none
  std::string next_link;  // empty: the last page (null, absent, empty or blank in the answer)
};

// The accepted JSON that `accepted` holds. Throws ListingError "WHAT: reason [E-PAGE-SHAPE]" where
// `value` is not a list of objects or `nextLink` is neither text nor null.
PageContent read_page(const json::Parser& accepted, std::string_view key, const std::string& what);

// By item of a page that read_page() has read: a digest of its content, whatever the order of keys.
// 16 bytes, no defence against forgery.
std::vector<std::string> digests_of_items(const json::Parser& accepted);

// SHA-256 over the values of accepted JSON with their paths; the order of keys does not matter.
std::string content_digest(std::string_view json);

}  // namespace errata::fetch
