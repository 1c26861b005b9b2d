#include "app/proxy_choice.hpp"

#include <cstdlib>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

std::string variable(const char* small, const char* capital) {
  for (const char* name : {small, capital})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return value;
  return {};
}

std::optional<ProxyText> from_environment() {
  for (const char* name : {"https_proxy", "HTTPS_PROXY"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return ProxyText{value, "environment variable " + in_quotes(name), true};
  return std::nullopt;
}

std::optional<ProxyText> chosen(const Config& config, const SourceConfig& source) {
  for (const auto* text : {&config.forced_proxy, &source.proxy, &config.proxy})
    if (*text)
      return *text;
  return from_environment();
}

fetch::Proxy parse(const ProxyText& text) {
  try {
    auto proxy = fetch::parse_proxy(text.value);
    if (proxy.login.is_set() && !text.may_hold_login)
      throw UsageError{
          "holds a login, which belongs behind proxy_login_env, proxy_login_file or "
          "proxy_login_credential"};
    proxy.place = text.where;
    return proxy;
  } catch (const UsageError& e) {
    throw UsageError{text.where + ": the proxy " + e.what()};
  }
}

}  // namespace

void check_proxy(const ProxyText& text) {
  if (text.value != "none")
    parse(text);
}

fetch::ProxyChoice proxies_for(const Config& config, const SourceConfig& source) {
  const auto text = chosen(config, source);
  if (!text || text->value == "none")
    return {};
  return {std::make_shared<const fetch::Proxy>(parse(*text)), variable("no_proxy", "NO_PROXY")};
}

}  // namespace errata::app
