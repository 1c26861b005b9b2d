#include "fetch/listing.hpp"

#include <utility>

#include "core/error.hpp"
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
  auto content = read_page(page.response.body, request_.key, page_name());
  items_ += content.items.size();
  if (items_ > most_items)
    fail(request_.what, "has more than " + std::to_string(most_items) + " items [E-PAGE-LIMIT]");
  for (auto& item : content.items) {
    if (request_.key.empty())
      item.key = item.digest;
    if (item.key.empty())
      continue;
    const auto [seen, is_new] = seen_.try_emplace(item.key, item.digest);
    if (!is_new && seen->second != item.digest)
      fail(page_name(), in_quotes(item.key) + " comes twice, with different content [E-DUP]");
    if (is_new)
      page.news.push_back(std::move(item.key));
    else
      ++repeated_;
  }
  target_.clear();
  if (!content.next_link.empty()) {
    check_progress(page);
    follow(content.next_link);
  }
  return page;
}

bool Listing::take_kept(Page& page) {
  auto kept = kept_ ? kept_(number_, target_) : std::nullopt;
  if (kept)
    page.response = std::move(*kept);
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
  if (page.response.status != 200)
    fail_with_status(page_name(), page.response, session_.site());
}

void Listing::follow(const std::string& link) {
  try {
    target_ = resolve_link(session_.site().origin, request_.target, link);
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
