// Azure AI Language's authoring API and Blob storage, as far as errata asks them, answering from a
// folder: <root>/<project>/{project.json, models.json, export.json, models/<label>/{summary.json,
// result-0001.json, …}, texts/<location>}. Only the answers are here; sample_server.hpp serves
// them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace errata::test {

// How the pages of an evaluation are spoilt.
enum class Damage { none, short_body, cut_json, random_bytes, foreign_link, looping_link };

struct SampleOptions {
  std::filesystem::path root;
  std::string key = "sample-key-0123456789";  // that requests must bring
  std::string sas;                            // query that reads of texts must bring; empty: none
  std::size_t page_size = 100;                // where maxpagesize is not given
  std::size_t throttle = 0;                   // so many reads of evaluations get 429 first
  Damage damage = Damage::none;
  std::string foreign_origin;  // of Damage::foreign_link
};

struct SampleRequest {
  std::string method, path;                          // path: percent-decoded
  std::string host;                                  // field Host
  std::map<std::string, std::string> query, fields;  // names of fields in lower case
};

struct SampleAnswer {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::map<std::string, std::string> fields;
  bool is_cut = false;  // only half of the announced body is sent
};

// Safe to use from several threads.
class SampleService {
 public:
  explicit SampleService(SampleOptions options);

  SampleAnswer answer(const SampleRequest& request);

 private:
  using Parts = std::vector<std::string_view>;
  SampleAnswer language(const SampleRequest& request, const Parts& parts);
  SampleAnswer project(const SampleRequest& request, const std::string& name, const Parts& parts);
  SampleAnswer model(const SampleRequest& request, const std::filesystem::path& folder,
                     const Parts& parts);
  SampleAnswer results(const SampleRequest& request, const std::filesystem::path& folder);
  SampleAnswer start_export(const SampleRequest& request, const std::string& name);
  SampleAnswer export_job(const SampleRequest& request, const std::string& name,
                          const Parts& parts);
  SampleAnswer blob(const SampleRequest& request) const;
  SampleAnswer page(const SampleRequest& request, const std::vector<std::string>& items) const;
  bool takes_throttle();

  SampleOptions options_;
  std::mutex mutex_;  // guards what follows
  std::size_t throttled_ = 0;
  std::map<std::string, int> polls_;  // of export jobs
};

}  // namespace errata::test
