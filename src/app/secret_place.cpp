#include "app/secret_place.hpp"

#include <cstdlib>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

fetch::Secret read_stored(const SecretPlace& place) {
  return place.file.empty() ? fetch::secret_from_credential(place.credential)
                            : fetch::secret_from_file(place.file);
}

}  // namespace

std::string name_of(const SecretPlace& place) {
  if (!place.environment.empty())
    return "environment variable " + printable(place.environment);
  return place.file.empty() ? "credential " + printable(place.credential)
                            : "file " + printable(place.file);
}

fetch::Secret take_secret(const SecretPlace& place) {
  return place.environment.empty() ? read_stored(place)
                                   : fetch::secret_from_environment(place.environment);
}

fetch::Secret look_at_secret(const SecretPlace& place) {
  if (place.environment.empty())
    return read_stored(place);
  const auto name = "environment variable " + in_quotes(place.environment);
  const auto* value = std::getenv(place.environment.c_str());
  if (value == nullptr)
    throw UsageError{name + ": is not set"};
  return fetch::Secret{value, name};
}

fetch::Secret login_of(const fetch::Secret& secret, const SecretPlace& place) {
  return fetch::Secret::login(std::string{secret.reveal()}, name_of(place));
}

}  // namespace errata::app
