// Which proxy a source is reached through: flag or ERRATA_PROXY, the source's key, [errata]'s,
// https_proxy, HTTPS_PROXY, in this order; "none" ends the search. no_proxy or NO_PROXY makes
// exceptions from each. HTTP_PROXY counts for nothing: a web server sets it from a request.
#pragma once

#include "app/config.hpp"
#include "fetch/proxy.hpp"

namespace errata::app {

// Throws UsageError for what is no proxy. Its value is never shown.
void check_proxy(const ProxyText& text);

// Throws UsageError that names the key or variable and never shows its value: it may hold a
// password, which in the config and on the command line is refused.
fetch::ProxyChoice proxies_for(const Config& config, const SourceConfig& source);

}  // namespace errata::app
