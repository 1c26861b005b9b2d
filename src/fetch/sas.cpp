#include "fetch/sas.hpp"

#include <map>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/timestamp.hpp"
#include "fetch/url.hpp"

namespace errata::fetch {

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

Fields fields_of(std::string_view sas) {
  Fields fields;
  for (const auto parameter : split(sas, '&'))
    if (const auto equals = parameter.find('='); equals != std::string_view::npos)
      fields.emplace(parameter.substr(0, equals), decode_percent(parameter.substr(equals + 1)));
  return fields;
}

std::string field(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string{} : found->second;
}

// Storage takes a date alone, and a time without seconds, as well.
std::optional<Timestamp> time_of(std::string text) {
  if (text.size() == 10)
    text += "T00:00:00Z";
  if (text.size() == 17 && text.ends_with('Z'))
    text.insert(16, ":00");
  return parse_rfc3339(text);
}

std::string shown(const std::string& value) {
  return printable(value, 40);
}

void check_times(const Fields& fields, Timestamp now, const std::string& source,
                 std::vector<std::string>& warnings) {
  const auto end = field(fields, "se");
  const auto begin = field(fields, "st");
  if (const auto time = time_of(end); time && *time <= now)
    throw UsageError{source + ": the signature expired at " + shown(end)};
  if (end.empty() && field(fields, "si").empty())
    warnings.push_back(source + ": the signature has no end (se)");
  for (const auto* name : {"se", "st"})
    if (const auto value = field(fields, name); !value.empty() && !time_of(value))
      warnings.push_back(source + ": the signature has a time that is none (" + name + "=" +
                         shown(value) + ")");
  if (const auto time = time_of(begin); time && *time > now)
    warnings.push_back(source + ": the signature is not valid before " + shown(begin));
}

void check_rights(const Fields& fields, const std::string& source,
                  std::vector<std::string>& warnings) {
  const auto rights = field(fields, "sp");
  if (rights.find_first_not_of("rl") != std::string::npos)
    warnings.push_back(
        source + ": the signature allows more than reading and listing (sp=" + shown(rights) + ")");
  if (!rights.empty() && rights.find('r') == std::string::npos)
    warnings.push_back(source + ": the signature does not allow reading (sp=" + shown(rights) +
                       ")");
  if (field(fields, "spr") != "https")
    warnings.push_back(source + ": the signature may be used without TLS as well (spr)");
  if (fields.contains("ss"))
    warnings.push_back(source + ": the signature is for the whole account (ss)");
}

std::optional<Timestamp> time_of_server(const Response& response) {
  const auto date = response.header("date");
  return date ? parse_http_date(*date) : std::nullopt;
}

std::string clock_difference(const Response& response, std::chrono::system_clock::time_point now) {
  const auto server = time_of_server(response);
  if (!server)
    return {};
  const auto ahead = std::chrono::duration_cast<seconds>(*server - now);
  if (std::chrono::abs(ahead) < std::chrono::minutes{1})
    return {};
  return "; the server's clock is " + std::to_string(std::chrono::abs(ahead).count()) + " s " +
         (ahead > seconds{0} ? "ahead" : "behind");
}

}  // namespace

Secret read_sas(Secret secret, const std::string& source) {
  const auto value = secret.reveal();
  if (equal_ignoring_case(value.substr(0, 8), "https://"))
    throw UsageError{source + ": holds a whole URL; give its query alone, behind the '?'"};
  if (!value.starts_with('?'))
    return secret;
  return Secret{std::string{value.substr(1)}, source};
}

std::vector<std::string> check_sas(std::string_view sas, std::chrono::system_clock::time_point now,
                                   const std::string& source) {
  const auto fields = fields_of(sas);
  std::vector<std::string> warnings;
  check_times(fields, now, source, warnings);
  if (field(fields, "sig").empty()) {
    warnings.push_back(source + ": is no signature: it has no sig");
    return warnings;
  }
  check_rights(fields, source, warnings);
  return warnings;
}

bool has_expired(std::string_view sas, const Response& refusal) {
  const auto end = time_of(field(fields_of(sas), "se"));
  const auto server = time_of_server(refusal);
  return end && server && *end <= *server;
}

std::string explain_refusal(std::string_view sas, const Response& refusal,
                            std::chrono::system_clock::time_point now) {
  const auto fields = fields_of(sas);
  std::string text =
      has_expired(sas, refusal) ? "; the signature has expired:" : "; the signature has";
  for (const auto* name : {"st", "se", "sp"})
    if (const auto value = field(fields, name); !value.empty())
      text += " " + std::string{name} + "=" + shown(value);
  return text + clock_difference(refusal, now);
}

}  // namespace errata::fetch
