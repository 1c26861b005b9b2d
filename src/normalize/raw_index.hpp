// raw/index.json, which says what the fetch stage brought:
//   {"schema":"errata/raw/1","source":{"kind":"azure-language","project":"p","model":"m","facts":{}},
//    "files":[{"role":"result","file":"result-0001.json","name":"","sha256":"…"}],"remarks":[]}
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace errata::normalize {

struct RawFile {
  std::string role;  // project, models, summary, result, export, text, file
  std::string file;  // inside the folder
  std::string name;  // of a text: the location of its document
  std::string sha256;
};

struct RawIndex {
  std::string kind, project, model;
  std::map<std::string, std::string> facts;
  std::vector<RawFile> files;
  std::vector<std::string> remarks;
};

// Throws InputError naming the file for an index that is missing, is of another schema, or names a
// file outside its folder.
RawIndex read_raw_index(const std::filesystem::path& folder);

}  // namespace errata::normalize
