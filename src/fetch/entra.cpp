#include "fetch/entra.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "fetch/limits.hpp"
#include "fetch/service_error.hpp"
#include "fetch/site.hpp"

namespace errata::fetch {

namespace {

constexpr const char* tenant_variable = "AZURE_TENANT_ID";
constexpr const char* id_variable = "AZURE_CLIENT_ID";
constexpr const char* secret_variable = "AZURE_CLIENT_SECRET";
constexpr const char* authority_variable = "AZURE_AUTHORITY_HOST";

struct Cloud {
  std::string_view suffix, scope;
};

constexpr auto clouds = std::to_array<Cloud>({
    {".azure.us", "https://cognitiveservices.azure.us/.default"},
    {".microsoft.us", "https://cognitiveservices.azure.us/.default"},
    {".azure.cn", "https://cognitiveservices.azure.cn/.default"},
});
constexpr std::string_view public_scope = "https://cognitiveservices.azure.com/.default";

std::string id_from(const char* variable) {
  const char* value = std::getenv(variable);
  std::string id = value == nullptr ? "" : value;
  const bool is_right = !id.empty() && id.size() <= 128 && std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.';
  });
  if (!is_right)
    throw UsageError{"environment variable " + in_quotes(variable) +
                     (id.empty() ? ": is not set, and auth = entra needs it"
                                 : ": is not an id: letters, digits, '-' and '.'")};
  return id;
}

// "3599" is seen beside 3599.
std::int64_t life_of(json::object answer) {
  json::element value;
  if (!json::find(answer, "expires_in", value))
    return 0;
  const auto said = value.is_int64()    ? std::int64_t{value}
                    : value.is_string() ? parse_integer(std::string_view{value}).value_or(0)
                                        : 0;
  return std::clamp<std::int64_t>(said, 0, token_longest_life.count());
}

struct Issued {
  Secret token;
  seconds life;
};

Issued read_answer(std::string_view body, const std::string& what) {
  json::Parser parser;
  const json::object answer = parser.parse(body, what);
  try {
    return {Secret{std::string{json::text_or(answer, "access_token", "")}, what},
            seconds{life_of(answer)}};
  } catch (const UsageError&) {
    throw FetchError{what + ": the answer holds none [E-AUTH]"};
  }
}

Source login_source(EntraClient client, const Source& source) {
  Source login;
  login.name = source.name;
  while (client.authority.ends_with('/'))
    client.authority.pop_back();
  login.endpoint = client.authority + "/" + encode_segment(client.tenant) + "/oauth2/v2.0/token";
  login.credential.kind = Credential::Kind::form;
  login.credential.header = "client_secret";
  login.credential.secret = std::move(client.secret);
  login.ca_file = source.ca_file;
  login.proxies = source.proxies;
  login.allow_host = source.allow_host;
  place_of(login, Service::login);
  return login;
}

void look_at_client_secret() {
  const auto name = "environment variable " + in_quotes(secret_variable);
  const char* value = std::getenv(secret_variable);
  if (value == nullptr)
    throw UsageError{name + ": is not set, and auth = entra needs it"};
  Secret{value, name};
}

void look_at_authority(const Source& source) {
  EntraClient client{.tenant = "t", .id = {}, .secret = {}};
  client.authority = entra_authority();
  try {
    login_source(std::move(client), source);
  } catch (const UsageError&) {
    throw UsageError{"environment variable " + in_quotes(authority_variable) +
                     ": is no https address of Entra"};
  }
}

}  // namespace

EntraClient entra_from_environment() {
  EntraClient client;
  client.tenant = id_from(tenant_variable);
  client.id = id_from(id_variable);
  client.secret = secret_from_environment(secret_variable);
  client.authority = entra_authority();
  return client;
}

std::string entra_authority() {
  const char* authority = std::getenv(authority_variable);
  return authority == nullptr ? EntraClient{}.authority : authority;
}

std::vector<std::string> faults_of_entra_environment(const Source& source) {
  std::vector<std::string> faults;
  const auto look = [&faults](const auto& at) {
    try {
      at();
    } catch (const UsageError& e) {
      faults.emplace_back(e.what());
    }
  };
  look([] { id_from(tenant_variable); });
  look([] { id_from(id_variable); });
  look(look_at_client_secret);
  look([&source] { look_at_authority(source); });
  return faults;
}

std::string entra_scope(const std::string& endpoint) {
  const auto host = parse_url(endpoint).origin.host;
  const auto* const cloud = std::ranges::find_if(
      clouds, [&host](const Cloud& known) { return host.ends_with(known.suffix); });
  return std::string{cloud == clouds.end() ? public_scope : cloud->scope};
}

EntraTokens::EntraTokens(EntraClient client, const Source& source, const Network& network,
                         KnownSecrets& secrets)
    : form_{"grant_type=client_credentials&client_id=" + encode_segment(client.id) +
            "&scope=" + encode_segment(entra_scope(source.endpoint))},
      network_{network},
      secrets_{secrets} {
  login_ = login_source(std::move(client), source);
}

Secret EntraTokens::token(std::string_view refused) {
  const std::lock_guard lock{mutex_};
  const bool is_good =
      token_.is_set() && token_.reveal() != refused && network_.traffic.clock().now() < end_;
  if (!is_good)
    renew();
  return token_.clone();
}

void EntraTokens::renew() {
  const auto what = "the token of Entra for source " + in_quotes(login_.name);
  const auto place = place_of(login_, Service::login);
  const Log silence;  // outlives the session, which only refers to it
  // the answer is to hold a secret, and may hold the one that is known already
  auto network = network_;
  network.secrets = nullptr;
  Session session{network, place.site, silence};
  const auto response = session.ask({.what = what,
                                     .target = place.target,
                                     .method = Method::post,
                                     .post_body = form_,
                                     .may_repeat = true});
  if (response.status != 200)
    throw FetchError{what + ": is refused (" + std::string{entra_variables} +
                     "): " + describe_error(response, place.site.credential.secret) + " [E-AUTH]"};
  auto issued = read_answer(response.body, what);
  secrets_.add(issued.token);
  token_ = std::move(issued.token);
  const auto life = issued.life > 2 * token_margin ? issued.life - token_margin : issued.life / 2;
  end_ = network_.traffic.clock().now() + life;
}

}  // namespace errata::fetch
