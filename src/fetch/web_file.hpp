// A file by its URL, as a fetch and a first word ask for it.
#pragma once

#include "fetch/session.hpp"
#include "fetch/site.hpp"

namespace errata::fetch {

struct WebFile {
  Place place;
  Ask ask;
};

// Throws WrongKey as place_of() does. `source` outlives it.
WebFile web_file(const Source& source);

// The answer with status 200; throws FetchError for any other.
Response get(const WebFile& file, const Network& network, const Log& log);

}  // namespace errata::fetch
