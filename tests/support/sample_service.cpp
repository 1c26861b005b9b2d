#include "support/sample_service.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <random>
#include <utility>

#include <openssl/evp.h>

#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "core/json_writer.hpp"
#include "core/text.hpp"

namespace errata::test {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view base = "/language/authoring/analyze-text/projects";
constexpr std::string_view account = "/devstoreaccount1/";

SampleAnswer json_answer(int status, std::string body) {
  SampleAnswer answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

SampleAnswer error(int status, std::string_view code, std::string_view message) {
  std::string body;
  JsonWriter json{body};
  json.begin_object().key("error").begin_object();
  json.member("code", code).member("message", message).end_object().end_object();
  return json_answer(status, body);
}

SampleAnswer xml_error(int status, const std::string& code, const std::string& message) {
  SampleAnswer answer;
  answer.status = status;
  answer.type = "application/xml";
  answer.body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code +
                "</Code><Message>" + message + "</Message></Error>";
  answer.fields["x-ms-error-code"] = code;
  return answer;
}

// Where a name comes from a request, it must stay a name.
bool is_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && text.find('/') == text.npos &&
         text.find('\0') == text.npos;
}

SampleAnswer file_answer(const fs::path& path, std::string_view code) {
  if (!fs::is_regular_file(path))
    return error(404, code, "The requested item does not exist.");
  return json_answer(200, read_file(path));
}

std::vector<std::string> items_in(const fs::path& file) {
  json::Parser parser;
  const auto text = read_file(file);
  const json::object page = parser.parse(text, file.string());
  std::vector<std::string> items;
  const json::array value = page["value"];
  for (const auto item : value)
    items.push_back(simdjson::minify(item));
  return items;
}

std::vector<std::string> evaluation_items(const fs::path& folder) {
  std::vector<std::string> items;
  for (const auto& file : list_files(folder))
    if (file.filename().string().starts_with("result-"))
      std::ranges::move(items_in(file), std::back_inserter(items));
  return items;
}

std::string value_of(const std::map<std::string, std::string>& from, const std::string& name) {
  const auto found = from.find(name);
  return found == from.end() ? std::string{} : found->second;
}

std::size_t number_of(const SampleRequest& request, const std::string& name,
                      std::size_t otherwise) {
  const auto number = parse_integer(value_of(request.query, name));
  return number && *number >= 0 ? static_cast<std::size_t>(*number) : otherwise;
}

std::string origin_of(const SampleRequest& request) {
  return "https://" + request.host;
}

std::string md5(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> text{};
  unsigned size = 0;
  ::EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, ::EVP_md5(), nullptr);
  const int length = ::EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(size));
  return {text.begin(), text.begin() + length};
}

// Whether the query has all of the SAS; its values are compared as a server does, decoded.
bool has_sas(const SampleRequest& request, std::string_view sas) {
  return sas.empty() || std::ranges::all_of(split(sas, '&'), [&](std::string_view parameter) {
           const auto equal = std::min(parameter.find('='), parameter.size() - 1);
           std::string value{parameter.substr(equal + 1)};
           for (auto at = value.find('%'); at != std::string::npos; at = value.find('%', at + 1)) {
             const char digits[] = {value[at + 1], value[at + 2]};
             const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
             value.replace(at, 3, 1, static_cast<char>(digit(digits[0]) * 16 + digit(digits[1])));
           }
           return value_of(request.query, std::string{parameter.substr(0, equal)}) == value;
         });
}

std::string random_bytes() {
  std::mt19937 generator{20'261'121};  // NOLINT: the same bytes each time
  std::string bytes(5000, '\0');
  for (auto& byte : bytes)
    byte = static_cast<char>(generator());
  return bytes;
}

void replace_link(std::string& body, const std::string& from, const std::string& to) {
  const auto at = body.find("\"nextLink\":\"" + from);
  if (at != std::string::npos)
    body.replace(at + 12, from.size(), to);
}

// A page whose link leads to itself.
void loop_link(std::string& body) {
  const auto at = body.find("&skip=");
  if (at != std::string::npos)
    body.replace(at, std::min(body.find('&', at + 1), body.size()) - at, "&skip=0");
}

}  // namespace

SampleService::SampleService(SampleOptions options) : options_{std::move(options)} {
}

SampleAnswer SampleService::answer(const SampleRequest& request) {
  if (request.path.starts_with(account))
    return blob(request);
  if (!request.path.starts_with(base))
    return error(404, "404", "Resource not found");
  if (value_of(request.fields, "ocp-apim-subscription-key") != options_.key)
    return error(
        401, "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to "
        "provide a valid key for an active subscription.");
  if (!request.query.contains("api-version"))
    return error(400, "InvalidRequest", "The query parameter 'api-version' is required.");
  auto rest = std::string_view{request.path}.substr(base.size());
  if (rest.starts_with('/'))
    rest.remove_prefix(1);
  if (rest.ends_with('/'))
    rest.remove_suffix(1);
  return language(request, split(rest, '/'));
}

SampleAnswer SampleService::language(const SampleRequest& request, const Parts& parts) {
  if (parts.front().empty()) {
    std::vector<fs::path> folders{fs::directory_iterator{options_.root}, {}};
    std::ranges::sort(folders);
    std::vector<std::string> items;
    for (const auto& folder : folders)
      if (fs::exists(folder / "project.json"))
        items.push_back(read_file(folder / "project.json"));
    return page(request, items);
  }
  const std::string name{parts.front()};
  if (!is_name(name) || !fs::exists(options_.root / name / "project.json"))
    return error(404, "ProjectNotFound", "The specified project does not exist.");
  return project(request, name, {parts.begin() + 1, parts.end()});
}

SampleAnswer SampleService::project(const SampleRequest& request, const std::string& name,
                                    const Parts& parts) {
  const auto folder = options_.root / name;
  if (request.method == "POST" && parts == Parts{":export"})
    return start_export(request, name);
  if (request.method != "GET")
    return error(405, "InvalidRequest", "The method is not allowed.");
  if (parts.empty())
    return file_answer(folder / "project.json", "ProjectNotFound");
  if (parts == Parts{"models"})
    return page(request, items_in(folder / "models.json"));
  if (parts.size() > 2 && parts[0] == "models" && is_name(parts[1]))
    return model(request, folder / "models" / parts[1], {parts.begin() + 2, parts.end()});
  if (parts.size() > 2 && parts[0] == "export" && parts[1] == "jobs")
    return export_job(request, name, {parts.begin() + 2, parts.end()});
  return error(404, "NotFound", "The requested item does not exist.");
}

SampleAnswer SampleService::model(const SampleRequest& request, const fs::path& folder,
                                  const Parts& parts) {
  if (!fs::is_directory(folder))
    return error(404, "NotFound", "The specified trained model does not exist.");
  if (parts == Parts{"evaluation", "summary-result"})
    return file_answer(folder / "summary.json", "NotFound");
  if (parts == Parts{"evaluation", "result"})
    return results(request, folder);
  return error(404, "NotFound", "The requested item does not exist.");
}

SampleAnswer SampleService::results(const SampleRequest& request, const fs::path& folder) {
  const bool is_followed_link = request.query.contains("top") && request.query.contains("skip") &&
                                request.query.contains("maxpagesize");
  if (!is_followed_link && value_of(request.query, "stringIndexType") != "Utf16CodeUnit")
    return error(400, "InvalidArgument", "The query parameter 'stringIndexType' is required.");
  if (takes_throttle()) {
    auto answer = error(429, "429",
                        "Requests to this operation have exceeded call rate limit of your current "
                        "pricing tier. Please retry after 1 seconds.");
    answer.fields["Retry-After"] = "1";
    return answer;
  }
  auto answer = page(request, evaluation_items(folder));
  if (options_.damage == Damage::short_body)
    answer.is_cut = true;
  if (options_.damage == Damage::cut_json)
    answer.body.resize(answer.body.size() / 2);
  if (options_.damage == Damage::random_bytes)
    answer.body = random_bytes();
  if (options_.damage == Damage::foreign_link)
    replace_link(answer.body, origin_of(request), options_.foreign_origin);
  if (options_.damage == Damage::looping_link)
    loop_link(answer.body);
  return answer;
}

bool SampleService::takes_throttle() {
  const std::lock_guard lock{mutex_};
  return throttled_++ < options_.throttle;
}

// The link is written as the service writes it: a slash before '?', what is left of top, and no
// stringIndexType.
SampleAnswer SampleService::page(const SampleRequest& request,
                                 const std::vector<std::string>& items) const {
  const auto top = number_of(request, "top", std::numeric_limits<std::int32_t>::max());
  const auto size = std::max<std::size_t>(1, number_of(request, "maxpagesize", options_.page_size));
  const auto begin = std::min(number_of(request, "skip", 0), items.size());
  const auto end = std::min({items.size(), begin + size, begin + top});
  std::string body = "{\"value\":[";
  for (auto i = begin; i < end; ++i)
    body += (i > begin ? "," : "") + items[i];
  body += "],\"nextLink\":";
  auto path = request.path;
  if (!path.ends_with('/'))
    path += '/';
  const auto number = [](std::size_t value) { return std::to_string(value); };
  if (end < items.size() && end < begin + top)
    append_json_string(body, origin_of(request) + path +
                                 "?api-version=" + value_of(request.query, "api-version") +
                                 "&top=" + number(top - (end - begin)) + "&skip=" + number(end) +
                                 "&maxpagesize=" + number(size));
  else
    body += "null";
  return json_answer(200, body + "}");
}

SampleAnswer SampleService::start_export(const SampleRequest& request, const std::string& name) {
  if (value_of(request.query, "stringIndexType") != "Utf16CodeUnit")
    return error(400, "InvalidArgument", "The query parameter 'stringIndexType' is required.");
  const std::lock_guard lock{mutex_};
  const auto job = "6f1e3d4c-0000-4000-8000-" + std::string(11, '0') +
                   std::to_string(polls_.size() % 10) + "_638000000000000000";
  polls_[job] = 0;
  auto answer = json_answer(202, "");
  answer.fields["operation-location"] = origin_of(request) + std::string{base} + "/" + name +
                                        "/export/jobs/" + job +
                                        "?api-version=" + value_of(request.query, "api-version");
  return answer;
}

SampleAnswer SampleService::export_job(const SampleRequest& request, const std::string& name,
                                       const Parts& parts) {
  const std::string job{parts.front()};
  const std::lock_guard lock{mutex_};
  const auto found = polls_.find(job);
  if (found == polls_.end())
    return error(404, "OperationNotFound", "The specified job does not exist.");
  if (parts.size() == 2 && parts[1] == "result")
    return file_answer(options_.root / name / "export.json", "NotFound");
  const bool is_done = ++found->second > 1;
  std::string body;
  JsonWriter json{body};
  json.begin_object().member("jobId", job).member("createdDateTime", "2026-01-02T03:04:05Z");
  json.member("lastUpdatedDateTime", "2026-01-02T03:04:06Z");
  json.member("status", is_done ? "succeeded" : "running");
  if (is_done)
    json.member("resultUrl", origin_of(request) + std::string{base} + "/" + name + "/export/jobs/" +
                                 job +
                                 "/result?api-version=" + value_of(request.query, "api-version"));
  json.end_object();
  return json_answer(200, body);
}

SampleAnswer SampleService::blob(const SampleRequest& request) const {
  if (request.fields.contains("authorization") ||
      request.fields.contains("ocp-apim-subscription-key"))
    return xml_error(400, "InvalidHeaderValue", "A credential that is not for this service.");
  if (!has_sas(request, options_.sas))
    return xml_error(403, "AuthenticationFailed",
                     "Server failed to authenticate the request. Make sure the value of "
                     "Authorization header is formed correctly including the signature.");
  const auto rest = std::string_view{request.path}.substr(account.size());
  const auto slash = std::min(rest.find('/'), rest.size());
  const auto container = rest.substr(0, slash);
  const auto name = rest.substr(std::min(slash + 1, rest.size()));
  if (!is_name(container) || !fs::is_directory(options_.root / container / "texts"))
    return xml_error(404, "ContainerNotFound", "The specified container does not exist.");
  const auto file = options_.root / container / "texts" / name;
  if (!std::ranges::all_of(split(name, '/'), is_name) || !fs::is_regular_file(file))
    return xml_error(404, "BlobNotFound", "The specified blob does not exist.");
  SampleAnswer answer;
  answer.type = "text/plain";
  answer.body = read_file(file);
  answer.fields["Content-MD5"] = md5(answer.body);
  answer.fields["x-ms-blob-type"] = "BlockBlob";
  return answer;
}

}  // namespace errata::test
