// From what a config says to a Site that may be contacted.
#pragma once

#include <string>

#include "fetch/fetch.hpp"

namespace errata::fetch {

// What kind of host a credential is meant for.
enum class Service { language, blob, login, any };

struct Place {
  Site site;
  std::string target;  // path and query of the URL
};

// Throws WrongKey "SOURCE: reason" for a URL that is none, a host outside the service's clouds
// (unless it is the loopback or `allow_host` is set), and a ca_file that holds no certificate.
Place place_of(const Source& source, Service service);
Place place_of(const Texts& texts);

}  // namespace errata::fetch
