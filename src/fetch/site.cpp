#include "fetch/site.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/certificate.hpp"

namespace errata::fetch {

namespace {

struct Suffix {
  Service service;
  std::string_view text;
};

// The public cloud, the US government's and China's. A name without a dot before it is the host.
constexpr auto suffixes = std::to_array<Suffix>({
    {Service::language, ".cognitiveservices.azure.com"},
    {Service::language, ".api.cognitive.microsoft.com"},
    {Service::language, ".cognitiveservices.azure.us"},
    {Service::language, ".api.cognitive.microsoft.us"},
    {Service::language, ".cognitiveservices.azure.cn"},
    {Service::language, ".api.cognitive.azure.cn"},
    {Service::blob, ".blob.core.windows.net"},
    {Service::blob, ".blob.core.usgovcloudapi.net"},
    {Service::blob, ".blob.core.chinacloudapi.cn"},
    {Service::login, "login.microsoftonline.com"},
    {Service::login, "login.microsoftonline.us"},
    {Service::login, "login.partner.microsoftonline.cn"},
    {Service::login, "login.chinacloudapi.cn"},
});

bool is_host_of(Service service, const Origin& origin) {
  return origin.port == 443 && std::ranges::any_of(suffixes, [&](const Suffix& suffix) {
           return suffix.service == service &&
                  (suffix.text.starts_with('.') ? origin.host.ends_with(suffix.text)
                                                : origin.host == suffix.text);
         });
}

// A source, or the texts of a model: how messages call it, and the key that has its URL.
struct Named {
  std::string name;
  std::string_view key;
};

void check_host(const Named& of, Service service, const Origin& origin, bool allow_host) {
  if (service == Service::any || allow_host || is_loopback(origin) || is_host_of(service, origin))
    return;
  throw WrongKey{of.key, of.name + ": " + in_quotes(authority(origin)) +
                             " is not a host of the service; set allow_host if it is right"};
}

void check_ca_file(const Named& of, const std::filesystem::path& path) {
  try {
    check_authorities(path);
  } catch (const InputError& e) {
    throw WrongKey{"ca_file", of.name + ": ca_file " + e.what()};
  }
}

Place place_at(Url url, const Credential& credential,
               const std::optional<std::filesystem::path>& ca_file, const ProxyChoice& proxies) {
  auto proxy = proxies.for_origin(url.origin);
  return {{.origin = std::move(url.origin),
           .credential = credential,
           .ca_file = ca_file,
           .proxy = std::move(proxy)},
          std::move(url.target)};
}

Url url_of(const Named& of, const std::string& text) {
  try {
    return parse_url(text);
  } catch (const UsageError& e) {
    throw WrongKey{of.key, of.name + ": the URL " + e.what()};
  }
}

}  // namespace

Place place_of(const Source& source, Service service) {
  const Named of{"source " + in_quotes(source.name), "endpoint"};
  auto url = url_of(of, source.endpoint);
  check_host(of, service, url.origin, source.allow_host);
  if (source.ca_file)
    check_ca_file(of, *source.ca_file);
  return place_at(std::move(url), source.credential, source.ca_file, source.proxies);
}

Place place_of(const Texts& texts) {
  const Named of{"texts", "texts"};
  auto url = url_of(of, texts.url);
  if (url.target.find('?') != std::string::npos)
    throw WrongKey{of.key, of.name +
                               ": the URL has a query; a SAS is given by texts_sas_env, "
                               "texts_sas_file or texts_sas_credential"};
  check_host(of, Service::blob, url.origin, texts.allow_host);
  if (texts.ca_file)
    check_ca_file(of, *texts.ca_file);
  while (url.target.ends_with('/'))
    url.target.pop_back();
  return place_at(std::move(url), texts.credential, texts.ca_file, texts.proxies);
}

}  // namespace errata::fetch
