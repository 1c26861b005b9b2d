// A list that comes in pages, read to its end, or to the first sign that it has none.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/error.hpp"
#include "fetch/session.hpp"

namespace errata::fetch {

struct ListingRequest {
  std::string what;               // "the evaluation of project 'x'"
  std::string target;             // of the first page
  std::string key;                // the field that names an item; empty: its whole content does
  bool needs_index_type = false;  // the service leaves stringIndexType out of its own links
  // What there is instead, "; there are: …", where the list itself is not there (404).
  std::function<std::string()> instead = {};
};

// The page of that number, asked for by that target, where an unfinished run has left it, or where
// the caller has put it since next() gave it.
using KeptPages =
    std::function<std::optional<Response>(std::size_t number, const std::string& target)>;

struct Page {
  std::string target;
  bool is_kept = false;
  Response response;
  std::vector<std::string> news;  // keys that no page before had, in order
};

// The list is no longer the one whose first page was read (412).
struct ListingChanged : FetchError {
  using FetchError::FetchError;
};

class Listing {
 public:
  Listing(Session& session, ListingRequest request, KeptPages kept = {});

  // The next page, or nothing behind the last; one that was kept is read like one that comes.
  // Throws FetchError where a page cannot be had, ListingError where a link leads astray, comes
  // again or brings nothing new, a key comes twice with different content, or a limit is passed;
  // ListingChanged where the list is another one by now.
  std::optional<Page> next();

  std::size_t items() const { return items_; }        // so far
  std::size_t repeated() const { return repeated_; }  // items that came twice, with equal content

 private:
  std::string page_name() const;
  void ask(Page& page);
  bool take_kept(Page& page);
  void take_items(std::vector<std::string> keys, Page& page);
  void learn(std::size_t number, const std::vector<std::string>& keys,
             const std::vector<std::string>& digests);
  const std::string& digest_of_first(const std::string& key);
  void follow(const std::string& from, const std::string& link);
  void count_on();
  void check_progress(const Page& page);

  Session& session_;
  ListingRequest request_;
  KeptPages kept_;
  std::string target_;        // empty: at the end
  bool is_followed_ = false;  // the target came from a link
  std::size_t number_ = 0;
  std::size_t items_ = 0;
  std::size_t repeated_ = 0;
  std::size_t without_news_ = 0;
  std::set<std::string> asked_;
  std::vector<std::string> targets_;                      // of the pages so far
  std::unordered_map<std::string, std::size_t> seen_;     // key -> number of its first page
  std::unordered_map<std::string, std::string> digests_;  // key -> of its first item, as needed
};

}  // namespace errata::fetch
