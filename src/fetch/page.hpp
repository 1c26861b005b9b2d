// One page of a list, {"value": [...], "nextLink": ...}, and what makes two JSON values the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::fetch {

struct PageItem {
  std::string key;     // value of its key field; empty where it has none
  std::string digest;  // of its content, see content_digest
};

struct PageContent {
  std::vector<PageItem> items;
  std::string next_link;  // empty: the last page (null, absent, empty or blank in the answer)
};

// `body` is accepted JSON. Throws FetchError "WHAT: reason [E-PAGE-SHAPE]" where `value` is not a
// list of objects or `nextLink` is neither text nor null.
PageContent read_page(std::string_view body, std::string_view key, const std::string& what);

// SHA-256 over the values of accepted JSON with their paths; the order of keys does not matter.
std::string content_digest(std::string_view json);

}  // namespace errata::fetch
