// Where the authoring API of Azure AI Language is, and what may be asked of it.
#pragma once

#include <string>

#include "fetch/site.hpp"

namespace errata::fetch {

// The site of `source` with its pace. Throws UsageError for an endpoint that cannot be right.
Place language_place(const Source& source);

// "azure-language" or "azure-clu".
std::string kind_of(Product product);

// Whether `name` asks for more than one: it has a '*' or '?', which no project or model has.
bool is_pattern(const std::string& name);

// Throws UsageError for a name or pattern that no project or model can have.
void check_name(const char* what, const std::string& name);

}  // namespace errata::fetch
