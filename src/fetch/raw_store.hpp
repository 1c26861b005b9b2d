// The raw/ folder: the bytes as they were received, and index.json, which says what they are.
//
// {"schema":"errata/raw/1",
//  "source":{"kind":"azure-language","project":"p","model":"m","facts":{"api
//  version":"2023-04-01"}},
//  "files":[{"role":"summary","file":"summary.json","name":"","url":"https://host/path?api-version=…",
//            "status":200,"bytes":123,"sha256":"…"}],
//  "remarks":["text of 'x.txt' was not found (404)"]}
//
// Roles: project, models, summary, result (in page order), export, text (name = location), file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/transport.hpp"

namespace errata::fetch {

struct RawSource {
  std::string kind, project, model;
  std::map<std::string, std::string> facts;
};

// Each file is complete or not there, and the index comes last: without it the folder is
// unfinished. add() and remark() may be called by several threads. Faults are OutputErrors.
class RawStore {
 public:
  explicit RawStore(std::filesystem::path folder);  // made where it is missing

  // Writes the body as `file` (a path below the folder) and notes where it came from.
  void add(const std::string& role, const std::string& file, const std::string& name,
           const Site& site, std::string_view target, const Response& response);

  // Forgets and removes the files of a role, for a listing that is read again.
  void discard(const std::string& role);

  void remark(std::string text);

  // Writes index.json: files by role, then in the order of their names. Returns the remarks,
  // sorted.
  std::vector<std::string> finish(const RawSource& source);

 private:
  struct File {
    std::string role, file, name, url;
    int status = 0;
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  std::string index(const RawSource& source) const;

  std::filesystem::path folder_;
  std::mutex mutex_;  // guards what follows
  std::vector<File> files_;
  std::vector<std::string> remarks_;
};

}  // namespace errata::fetch
