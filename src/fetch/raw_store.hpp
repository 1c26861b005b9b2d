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
//
// Until the run is published the folder is its own checkpoint: each body has a line in the journal
// (journal.hpp) as soon as it is written, so that a run that was killed goes on behind it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/journal.hpp"
#include "fetch/progress.hpp"
#include "fetch/syncer.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

struct RawSource {
  std::string kind, project, model;
  std::map<std::string, std::string> facts;
};

// The index comes last: without it the folder is unfinished. May be used by several threads.
// Faults are OutputErrors.
class RawStore {
 public:
  // The folder is made where it is missing. What an unfinished fetch left in it is kept where that
  // had the same `fingerprint`: a digest of all that decides what is asked for.
  explicit RawStore(Destination to, const std::string& fingerprint = {});

  // Writes the body as `file` (a path below the folder), notes where it came from, and returns when
  // a kill could not lose it any more. Pages are brought to the disk one by one in the background,
  // texts all together by finish().
  void add(const std::string& role, const std::string& file, const std::string& name,
           const Site& site, std::string_view target, const Response& response);

  // The body that an unfinished fetch stored as `file` for the same request: nothing where there is
  // none, or where its size or digest is not that of the journal. An empty `target` stands for any.
  std::optional<Response> stored(const std::string& file, const Site& site,
                                 std::string_view target);

  // From here on results, export and texts belong to `evaluation`; those of another are thrown
  // away. Returns how many are left of an unfinished fetch.
  std::size_t begin_evaluation(const std::string& evaluation);

  // Forgets and removes the files of a role, for a listing that is read again.
  void discard(const std::string& role);

  void remark(std::string text);

  // For the progress that is shown: documents so far, and how many texts are to come.
  void count_documents(std::size_t so_far);
  void expect_texts(std::size_t count);

  // Removes what was stored and is not part of this fetch, writes index.json, and brings all to the
  // disk. Files stand by role, then in the order of their names. Returns the remarks, sorted.
  std::vector<std::string> finish(const RawSource& source);

 private:
  void forget(const std::function<bool(const StoredFile&)>& is_void);
  void count(const StoredFile& file, bool is_kept);
  std::string index(const RawSource& source) const;

  std::filesystem::path folder_;
  ProgressSink progress_;
  std::mutex mutex_;  // guards what follows
  Journal journal_;
  Syncer syncer_;
  std::map<std::string, StoredFile> files_;
  std::vector<std::string> remarks_;
  Progress counts_;
};

}  // namespace errata::fetch
