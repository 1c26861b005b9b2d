#include "fetch/azure_requests.hpp"

#include <string_view>

#include "fetch/url.hpp"

namespace errata::fetch {

namespace {

std::string base(const AzureRequests& requests) {
  return std::string{"/language/authoring/"} +
         (requests.product == Product::text ? "analyze-text" : "analyze-conversations") +
         "/projects";
}

std::string path(const AzureRequests& requests, std::string_view below) {
  return base(requests) + "/" + encode_segment(requests.project) + std::string{below};
}

std::string with_version(const AzureRequests& requests, std::string_view target) {
  return with_parameter(target, "api-version", requests.api_version);
}

std::string with_index_type(std::string_view target) {
  return with_parameter(target, "stringIndexType", "Utf16CodeUnit");
}

std::string evaluation(const AzureRequests& requests, const std::string& model,
                       const std::string& part) {
  return with_version(requests,
                      path(requests, "/models/" + encode_segment(model) + "/evaluation/" + part));
}

}  // namespace

std::string AzureRequests::projects() const {
  return with_version(*this, base(*this));
}
std::string AzureRequests::details() const {
  return with_version(*this, path(*this, ""));
}
std::string AzureRequests::models() const {
  return with_version(*this, path(*this, "/models"));
}

std::string AzureRequests::summary(const std::string& model) const {
  return evaluation(*this, model, "summary-result");
}

std::string AzureRequests::results(const std::string& model) const {
  return with_index_type(evaluation(*this, model, "result"));
}

std::string AzureRequests::start_export(const std::string& snapshot_of) const {
  const auto target = with_index_type(with_version(*this, path(*this, "/:export")));
  return snapshot_of.empty() ? target : with_parameter(target, "trainedModelLabel", snapshot_of);
}

}  // namespace errata::fetch
