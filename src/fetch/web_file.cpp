#include <algorithm>

#include "core/text.hpp"
#include "fetch/fetch.hpp"
#include "fetch/limits.hpp"
#include "fetch/raw_store.hpp"
#include "fetch/service_error.hpp"
#include "fetch/site.hpp"

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

void check_file(const Source& source) {
  place_of(source, Service::any);
}

Fetched fetch_file(const Source& source, const Network& network, const Destination& raw,
                   const Log& log) {
  auto place = place_of(source, Service::any);
  place.site.gets_per_minute = source.requests_per_minute.value_or(0);
  const auto what = "source " + in_quotes(source.name);
  const auto seat = network.traffic.take_seat(place.site);
  Session session{network, place.site, log};
  const auto response = session.ask({.what = what,
                                     .target = place.target,
                                     .body = Body::file,
                                     .limit = file_bytes,
                                     .post_body = {}});
  if (response.status != 200)
    fail_with_status(what, response, place.site);
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
