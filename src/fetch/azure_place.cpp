#include "fetch/azure_place.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/limits.hpp"

namespace errata::fetch {

Place language_place(const Source& source) {
  auto place = place_of(source, Service::language);
  if (place.target != "/")
    throw WrongKey{"endpoint", "source " + in_quotes(source.name) + ": the endpoint has a path"};
  const auto gets = source.requests_per_minute.value_or(gets_per_minute);
  place.site.gets_per_minute = gets;
  place.site.connections = authoring_connections;
  place.site.posts_per_minute = (gets + gets_per_post - 1) / gets_per_post;
  return place;
}

std::string kind_of(Product product) {
  return product == Product::text ? "azure-language" : "azure-clu";
}

bool is_pattern(const std::string& name) {
  return name.find_first_of("*?") != std::string::npos;
}

void check_name(const char* what, const std::string& name) {
  if (name.empty() || name.size() > azure_name_bytes)
    throw WrongKey{what, std::string{what} + " " + in_quotes(name) + ": must have 1 to " +
                             std::to_string(azure_name_bytes) + " characters"};
}

}  // namespace errata::fetch
