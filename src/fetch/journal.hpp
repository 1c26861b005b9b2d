// raw/index.jsonl, the checkpoint of a fetch that is not finished: what happened, one line each, in
// the order in which it happened. It is read again when a killed run goes on.
//
// {"schema":"errata/raw-journal/1","fingerprint":"…"}      what is fetched from where
// {"evaluation":"…"}                                       what the files behind it belong to
// {"add":"result-0001.json","role":"result","name":"","url":"https://host/path?api-version=…",
//  "request":"…","status":200,"bytes":123,"sha256":"…","unverified":false}
// {"discard":"result"}                                     all files of that role are void
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/plain_files.hpp"

namespace errata::fetch {

struct StoredFile {
  std::string role, file, name, url;
  std::string request;  // SHA-256 of origin and target that were asked for
  int status = 0;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool is_unverified = false;  // it came without its length
  bool is_used = false;        // by this run
};

inline constexpr std::string_view journal_name = "index.jsonl";

class Journal {
 public:
  // Reads what is there, as far as it is whole; begins anew where that has another fingerprint.
  // Throws OutputError.
  Journal(const std::filesystem::path& folder, const std::string& fingerprint);

  // What was read.
  const std::string& evaluation() const { return evaluation_; }
  const std::map<std::string, StoredFile>& files() const { return files_; }  // by name of the file

  // Each line is in the file when these return, and on the disk after sync().
  void add(const StoredFile& file);
  void discard(std::string_view role);
  void begin_evaluation(std::string_view evaluation);
  void sync() { file_.sync(); }

 private:
  std::size_t read(const std::filesystem::path& path, const std::string& fingerprint);

  bool is_new_ = true;
  std::string evaluation_;
  std::map<std::string, StoredFile> files_;
  AppendFile file_;
};

// Whether a page, text or export is in the journal of `folder`: worth going on from.
bool is_worth_resuming(const std::filesystem::path& folder);

// Removes the journal of a folder that is complete.
void end_checkpoint(const std::filesystem::path& folder);

}  // namespace errata::fetch
