#include "fetch/acceptance.hpp"

#include <algorithm>
#include <array>

#include <openssl/evp.h>

#include "core/base64.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

using Check = std::optional<Rejection> (*)(const Response&, Body);

std::optional<Rejection> unacceptable(std::string why) {
  return Rejection{Fault::unacceptable, std::move(why)};
}

std::optional<Rejection> reject_status(const Response& response, Body body) {
  const bool is_right = body == Body::accepted ? response.status >= 200 && response.status <= 202
                                               : response.status == 200;
  if (is_right)
    return std::nullopt;
  if (response.status == 204)
    return unacceptable("status 204, an answer without content [E-HTTP-EMPTY]");
  return unacceptable("status " + std::to_string(response.status) + " was not expected");
}

bool is_length_of(std::string_view text, const Response& response) {
  const auto size = static_cast<std::int64_t>(response.body.size());
  const auto length = parse_integer(text);
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) && length &&
         (response.is_cut ? *length > size : *length == size);
}

std::optional<Rejection> reject_framing(const Response& response, Body body) {
  if (body == Body::accepted)
    return std::nullopt;
  const auto lengths = response.count("content-length");
  const auto codings = response.count("transfer-encoding");
  if (lengths + codings != 1)
    return unacceptable(lengths + codings == 0
                            ? "neither Content-Length nor chunked, so its end cannot be known"
                            : "more than one of Content-Length and Transfer-Encoding");
  if (codings == 1) {
    if (equal_ignoring_case(trimmed(*response.header("transfer-encoding")), "chunked"))
      return std::nullopt;
    return unacceptable("Transfer-Encoding is " +
                        in_quotes(*response.header("transfer-encoding"), 40));
  }
  const auto length = *response.header("content-length");
  if (is_length_of(length, response))
    return std::nullopt;
  return unacceptable("Content-Length is " + in_quotes(length, 40) + ", but " +
                      std::to_string(response.body.size()) + " bytes came");
}

std::optional<Rejection> reject_encoding(const Response& response, Body) {
  for (const auto& field : response.headers)
    if (field.name == "content-encoding" && !equal_ignoring_case(trimmed(field.value), "identity"))
      return unacceptable("Content-Encoding is " + in_quotes(field.value, 40) +
                          ", which was not asked for [E-HTTP-ENCODING]");
  return std::nullopt;
}

std::optional<Rejection> reject_empty(const Response& response, Body body) {
  const bool may_be_empty = body == Body::document || body == Body::accepted;
  if (may_be_empty || !response.body.empty() || response.is_cut)
    return std::nullopt;
  return unacceptable("the answer is empty [E-HTTP-EMPTY]");
}

std::string media_type(const Response& response) {
  const auto field = response.header("content-type").value_or("");
  return lowered(trimmed(field.substr(0, field.find(';'))));
}

bool is_error_in_disguise(const Response& response) {
  const std::string_view start = std::string_view{response.body}.substr(0, 512);
  return media_type(response) == "application/xml" && start.find("<Error>") != start.npos;
}

std::optional<Rejection> reject_type(const Response& response, Body body) {
  const auto type = media_type(response);
  const bool is_right = body == Body::json ? type == "application/json"
                        : body == Body::document
                            ? type != "text/html" && !is_error_in_disguise(response)
                            : type != "text/html";
  if (is_right || body == Body::accepted)
    return std::nullopt;
  // What comes instead of a document may be one, and those belong into reports only.
  const auto begin =
      body == Body::document ? "" : ", the answer begins " + in_quotes(response.body, 80);
  return unacceptable("Content-Type is " + in_quotes(type, 40) + begin + " [E-HTTP-TYPE]");
}

std::string md5_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  if (::EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, ::EVP_md5(), nullptr) != 1)
    return {};
  return {hash.begin(), hash.begin() + size};
}

std::optional<Rejection> reject_digest(const Response& response, Body) {
  const auto said = response.header("content-md5");
  if (!said || response.is_cut || trimmed(*said) == base64(md5_of(response.body)))
    return std::nullopt;
  return unacceptable("Content-MD5 is not that of the bytes that came");
}

std::optional<Rejection> reject_json(const Response& response, json::Parser& parser) {
  json::element document;
  if (!parser.try_parse(response.body, document))
    return Rejection{Fault::bad_json, "the answer " + parser.fault()};
  if (!document.is_object())
    return Rejection{Fault::bad_json, "the answer is not a JSON object"};
  if (json::has_duplicate_keys(document))
    return Rejection{Fault::bad_json, "the answer has a JSON object with a key twice"};
  return std::nullopt;
}

}  // namespace

std::optional<Rejection> reject(const Response& response, Body body, json::Parser& parser) {
  static constexpr auto checks = std::to_array<Check>(
      {reject_status, reject_framing, reject_encoding, reject_empty, reject_type, reject_digest});
  for (const auto check : checks)
    if (auto rejection = check(response, body))
      return rejection;
  return body == Body::json ? reject_json(response, parser) : std::nullopt;
}

bool is_unverified(const Response& response) {
  return response.count("transfer-encoding") > 0 && !response.header("content-md5");
}

}  // namespace errata::fetch
