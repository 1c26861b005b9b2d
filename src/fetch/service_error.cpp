#include "fetch/service_error.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

constexpr std::size_t shown_id_bytes = 64;
constexpr std::size_t place_shown_bytes = 200;

struct Told {
  std::string code, message;
};

std::string code_text(json::element code) {
  if (code.is_string())
    return std::string{std::string_view{code}};
  if (code.is_int64())
    return std::to_string(std::int64_t{code});
  return {};
}

Told told_by(json::object object) {
  json::element error;
  Told told;
  if (json::find(object, "error", error) && error.is_object())
    object = error;
  else
    told = {std::string{json::text_or(object, "error", "")},  // as OAuth does
            std::string{json::text_or(object, "error_description", "")}};
  for (const auto* key : {"code", "statusCode"})
    if (json::element code; told.code.empty() && json::find(object, key, code))
      told.code = code_text(code);
  if (told.message.empty())
    told.message = json::text_or(object, "message", "");
  return told;
}

// The text between <name> and </name>; enough for two flat elements, and no parser to be attacked.
std::string element_text(std::string_view xml, const std::string& name) {
  const auto begin = xml.find("<" + name + ">");
  if (begin == xml.npos)
    return {};
  const auto text = xml.substr(begin + name.size() + 2);
  const auto end = text.find("</" + name + ">");
  return end == text.npos ? std::string{} : std::string{text.substr(0, end)};
}

Told read_error(std::string_view body) {
  json::Parser parser;
  json::element document;
  if (parser.try_parse(body, document) && document.is_object())
    return told_by(document);
  if (body.find("<Error>") != body.npos)
    return {element_text(body, "Code"), element_text(body, "Message")};
  return {};
}

std::string request_id(const Response& response) {
  const auto is_safe = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  };
  for (const auto* name : {"apim-request-id", "x-ms-request-id"})
    if (const auto id = response.header(name);
        id && !id->empty() && id->size() <= shown_id_bytes && std::ranges::all_of(*id, is_safe))
      return " (request id " + std::string{*id} + ")";
  return {};
}

std::string_view without_full_stop(std::string_view text) {
  text = trimmed(text);
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

struct Advice {
  int status;
  std::string_view code, text;
};

// In the place of 401: nothing was there that could have been accepted.
constexpr int without_credential = -401;

constexpr auto advices = std::to_array<Advice>({
    {400, "E-HTTP-REQUEST", "the service does not take this request; is the api version right"},
    {401, "E-AUTH", "the credential was not accepted; is it the key or token of this endpoint"},
    {without_credential, "E-AUTH",
     "no credential was sent, as none is configured; name one by key_env, key_file or "
     "key_credential (and header), or by token_env, token_file or token_credential"},
    {403, "E-AUTH",
     "access is denied; needed are the role Cognitive Services Language Reader (or, for texts, a "
     "SAS "
     "that may read) and a network that is let in"},
    {404, "E-NOTFOUND", "was not found"},
    {409, "E-HTTP-CONFLICT", "the service reports a conflict"},
});

Advice advice_for(int status) {
  const auto* const found = std::ranges::find(advices, status, &Advice::status);
  return found != advices.end() ? *found : Advice{status, "E-HTTP-STATUS", "the service refused"};
}

// Without the query of the place, which may hold anything.
std::string redirect_target(const Response& response) {
  const auto location = response.header("location").value_or("");
  const auto place = location.substr(0, location.find_first_of("?#"));
  if (place.starts_with('/') && !place.starts_with("//"))
    return " to " + in_quotes(place, place_shown_bytes);
  try {
    const auto url = parse_url(place);
    return " to " + in_quotes(url_without_query(url.origin, url.target), place_shown_bytes);
  } catch (const UsageError&) {
    return {};
  }
}

// Where the credential that was turned down comes from. Rights belong to a signature, and to the
// client that a token is issued for.
std::string place_of(const Credential& credential, int status) {
  const bool has_rights =
      credential.kind == Credential::Kind::sas || credential.kind == Credential::Kind::issued;
  const bool is_its_fault = status == 401 || (status == 403 && has_rights);
  return is_its_fault && !credential.place.empty() ? " (" + credential.place + ")" : "";
}

}  // namespace

std::string describe_error(const Response& response, const Secret& secret) {
  const auto body = std::string_view{response.body}.substr(0, error_body_bytes);
  const auto told = read_error(body);
  std::string text = told.code == std::to_string(response.status) ? "" : told.code;
  if (!told.message.empty())
    text += (text.empty() ? "" : ": ") + told.message;
  if (text.empty())
    text = body.substr(0, 2 * error_shown_bytes);
  // once more: what JSON spells with escapes has been read by now
  text = printable(without_full_stop(without_secret(text, secret)), error_shown_bytes);
  return "status " + std::to_string(response.status) + (text.empty() ? "" : ", ") + text +
         request_id(response);
}

void fail_with_status(const std::string& what, const Response& response, const Site& site,
                      std::string_view hint) {
  const bool has_credential = site.credential.kind != Credential::Kind::none;
  const auto advice =
      advice_for(response.status == 401 && !has_credential ? without_credential : response.status);
  const auto message = what + ": " + std::string{advice.text} +
                       place_of(site.credential, response.status) + ": " +
                       describe_error(response, site.credential.secret) + std::string{hint} + " [" +
                       std::string{advice.code} + "]";
  if (response.status == 401)
    throw EndOfFetch{message};
  throw FetchError{message};
}

void check_use(const std::string& what, const Response& response, const Site& site,
               const KnownSecrets* secrets) {
  if (response.status >= 300 && response.status <= 399)
    throw FetchError{what + ": the server redirects" + redirect_target(response) + " (status " +
                     std::to_string(response.status) + "), which is not followed [E-REDIRECT]"};
  if (response.status <= 299 &&
      (secrets != nullptr ? secrets->occur_in(response.body)
                          : contains_secret(response.body, site.credential.secret)))
    throw EndOfFetch{what + ": the answer repeats the credential, so it is not kept [E-SECRET]"};
}

}  // namespace errata::fetch
