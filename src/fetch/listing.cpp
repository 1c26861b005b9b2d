#include "fetch/listing.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "fetch/page.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

namespace {

constexpr std::string_view index_type = "stringIndexType";

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw ListingError{what + ": " + why};
}

}  // namespace

Listing::Listing(Session& session, ListingRequest request, KeptPages kept)
    : session_{session},
      request_{std::move(request)},
      kept_{std::move(kept)},
      target_{request_.target} {
}

std::string Listing::page_name() const {
  return "page " + std::to_string(number_) + " of " + request_.what;
}

std::optional<Page> Listing::next() {
  if (target_.empty())
    return std::nullopt;
  ++number_;
  if (number_ > most_pages)
    fail(request_.what, "has more than " + std::to_string(most_pages) + " pages [E-PAGE-LIMIT]");
  Page page;
  ask(page);
  page.target = target_;
  auto content = read_page(session_.parser(), request_.key, page_name());
  items_ += content.keys.size();
  if (items_ > most_items)
    fail(request_.what, "has more than " + std::to_string(most_items) + " items [E-PAGE-LIMIT]");
  targets_.push_back(target_);
  take_items(std::move(content.keys), page);
  target_.clear();
  if (!content.next_link.empty()) {
    check_progress(page);
    follow(page.target, content.next_link);
  }
  return page;
}

// Digests are for items that come again, which are rare; where a page cannot be read again, they
// are made at once.
void Listing::take_items(std::vector<std::string> keys, Page& page) {
  std::vector<std::string> digests;
  if (!kept_ || request_.key.empty())
    digests = digests_of_items(session_.parser());
  if (request_.key.empty())
    keys = digests;
  std::vector<std::size_t> repeats;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].empty())
      continue;
    if (seen_.try_emplace(keys[i], number_).second)
      page.news.push_back(keys[i]);
    else
      repeats.push_back(i);
  }
  repeated_ += repeats.size();
  if (request_.key.empty() || (repeats.empty() && kept_))
    return;
  if (digests.empty())
    digests = digests_of_items(session_.parser());
  learn(number_, keys, digests);
  for (const auto i : repeats)
    if (digest_of_first(keys[i]) != digests[i])
      fail(page_name(), in_quotes(keys[i]) + " comes twice, with different content [E-DUP]");
}

void Listing::learn(std::size_t number, const std::vector<std::string>& keys,
                    const std::vector<std::string>& digests) {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (const auto seen = seen_.find(keys[i]); seen != seen_.end() && seen->second == number)
      digests_.try_emplace(keys[i], digests[i]);
}

const std::string& Listing::digest_of_first(const std::string& key) {
  const auto number = seen_.at(key);
  if (!digests_.contains(key)) {
    const auto name = "page " + std::to_string(number) + " of " + request_.what;
    const auto page = kept_(number, targets_[number - 1]);
    if (!page)
      throw FetchError{name + ": is no longer in the folder, and is needed again"};
    json::Parser parser;
    parser.parse(page->body, name);
    learn(number, read_page(parser, request_.key, name).keys, digests_of_items(parser));
  }
  return digests_.at(key);
}

bool Listing::take_kept(Page& page) {
  auto kept = kept_ ? kept_(number_, target_) : std::nullopt;
  if (kept) {
    page.response = std::move(*kept);
    session_.parser().parse(page.response.body, page_name());
  }
  return page.is_kept = kept.has_value();
}

void Listing::ask(Page& page) {
  if (!asked_.insert(target_).second)
    fail(page_name(), "its link was followed before, so the list has no end [E-PAGE-CYCLE]");
  if (take_kept(page))
    return;
  page.response = session_.get(page_name(), target_);
  if (page.response.status == 400 && is_followed_) {
    count_on();
    if (take_kept(page))
      return;
    page.response = session_.get(page_name(), target_);
  }
  if (page.response.status == 412)
    throw ListingChanged{page_name() + ": the list changed while it was read [E-CHANGED]"};
  if (page.response.status == 200)
    return;
  const bool has_hint = page.response.status == 404 && request_.instead;
  fail_with_status(page_name(), page.response, session_.site(),
                   has_hint ? request_.instead() : std::string{});
}

void Listing::follow(const std::string& from, const std::string& link) {
  try {
    target_ = resolve_link(session_.site().origin, from, link);
  } catch (const FetchError& e) {
    fail(page_name(), e.what());
  }
  if (request_.needs_index_type && !has_parameter(target_, index_type))
    target_ = with_parameter(target_, index_type, "Utf16CodeUnit");
  is_followed_ = true;
}

// The service refuses its own link: ask for what is left by number.
void Listing::count_on() {
  target_ = with_parameter(request_.target, "skip", std::to_string(items_));
  asked_.insert(target_);
  is_followed_ = false;
}

void Listing::check_progress(const Page& page) {
  without_news_ = page.news.empty() ? without_news_ + 1 : 0;
  if (without_news_ >= pages_without_news)
    fail(page_name(),
         std::to_string(without_news_) + " pages in a row brought nothing new [E-PAGE-STUCK]");
}

}  // namespace errata::fetch
