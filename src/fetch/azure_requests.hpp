// The targets of the authoring API of Azure AI Language. Names are encoded as one path segment.
#pragma once

#include <string>

#include "fetch/fetch.hpp"

namespace errata::fetch {

struct AzureRequests {
  Product product;
  std::string project, api_version;

  std::string projects() const;
  std::string details() const;
  std::string models() const;
  std::string summary(const std::string& model) const;
  std::string results(const std::string& model) const;
  std::string start_export(const std::string& snapshot_of) const;  // empty: the working copy
};

}  // namespace errata::fetch
