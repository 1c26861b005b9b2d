#include "fetch/web_file.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "fetch/fetch.hpp"
#include "fetch/limits.hpp"
#include "fetch/raw_store.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

namespace {

// The last part of the path as a name for a file of ours: the end is kept, it tells the format.
std::string file_name(const std::string& target) {
  const auto path = target.substr(0, target.find('?'));
  auto name = decode_percent(path.substr(path.rfind('/') + 1));
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  std::ranges::replace_if(
      name, [&](char c) { return !is_plain(c); }, '_');
  if (name.size() > file_name_bytes)
    name.erase(0, name.size() - file_name_bytes);
  const bool is_taken =
      name.empty() || name == "index.json" || name == journal_name || name.starts_with('.');
  return is_taken ? "file" + name : name;
}

}  // namespace

WebFile web_file(const Source& source) {
  auto place = place_of(source, Service::any);
  place.site.gets_per_minute = source.requests_per_minute.value_or(0);
  auto target = place.target;
  auto what = "source " + in_quotes(source.name) + ": " +
              url_without_query(place.site.origin, place.target);
  return {.place = std::move(place),
          .ask = {.what = std::move(what),
                  .target = std::move(target),
                  .body = Body::file,
                  .limit = file_bytes,
                  .post_body = {}}};
}

Response get(const WebFile& file, const Network& network, const Log& log) {
  Session session{network, file.place.site, log};
  auto response = session.ask(file.ask);
  if (response.status != 200)
    fail_with_status(file.ask.what, response, file.place.site);
  return response;
}

void check_file(const Source& source) {
  place_of(source, Service::any);
}

Fetched fetch_file(const Source& source, const Network& network, const Destination& raw,
                   const Log& log) {
  const auto file = web_file(source);
  const auto& place = file.place;
  const auto seat = network.traffic.take_seat(place.site);
  const auto response = get(file, network, log);
  RawStore store{raw};
  store.add("file", file_name(place.target), "", place.site, place.target, response);
  const auto facts =
      std::map<std::string, std::string>{{"url", safe_url(place.site.origin, place.target)}};
  return {.model = {},
          .documents = 0,
          .texts = 0,
          .remarks = store.finish({.kind = "https", .project = {}, .model = {}, .facts = facts})};
}

}  // namespace errata::fetch
