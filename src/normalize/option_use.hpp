// Options that were given, held against what the format has a use for.
#pragma once

#include "normalize/format.hpp"

namespace errata::normalize {

// Throws UsageError for an option, or a role of --columns, that `format` would take no notice of.
void check_options(const Format& format, const Options& options);

}  // namespace errata::normalize
