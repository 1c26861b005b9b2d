// The texts of documents, from a container of Blob storage.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "fetch/raw_store.hpp"
#include "fetch/session.hpp"
#include "fetch/site.hpp"

namespace errata::fetch {

// The target of the blob called `location` in the container at `container`: each segment is
// percent-encoded. Empty for a name with a "." or ".." segment, which servers may collapse.
std::string blob_target(const std::string& container, const std::string& location);

// Gets the text of each location into texts/000001.txt, …, over several connections. One that is
// not there, or may not be read, is a remark, as long as no more than `missing_share` of them are;
// throws FetchError where more are, where three in a row are forbidden, or the host cannot be
// reached. Returns how many came.
std::size_t fetch_texts(const Network& network, const Place& container,
                        const std::vector<std::string>& locations, double missing_share,
                        RawStore& store, const Log& log);

}  // namespace errata::fetch
