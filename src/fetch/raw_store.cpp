#include "fetch/raw_store.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_writer.hpp"
#include "core/text.hpp"
#include "fetch/acceptance.hpp"

namespace errata::fetch {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view index_name = "index.json";
constexpr std::string_view texts_name = "texts";

void make_folder(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault)
    throw OutputError{printable(folder.string()) + ": cannot be created: " + fault.message()};
}

const fs::path& ready(const fs::path& folder) {
  make_folder(folder / texts_name);
  std::error_code fault;
  fs::remove(folder / index_name, fault);  // of an earlier fetch into the same folder
  if (fault)
    throw OutputError{printable((folder / index_name).string()) + ": " + fault.message()};
  return folder;
}

std::ptrdiff_t rank(std::string_view role) {
  static constexpr auto roles = std::to_array<std::string_view>(
      {"project", "models", "summary", "result", "export", "text", "file"});
  return std::ranges::find(roles, role) - roles.begin();
}

bool is_of_evaluation(std::string_view role) {
  return role == "result" || role == "export" || role == "text";
}

std::string digest_of_request(const Site& site, std::string_view target) {
  return sha256(authority(site.origin) + std::string{target});
}

std::optional<std::string> read_body(const fs::path& path, const StoredFile& expected) {
  try {
    auto body = read_file(path, expected.bytes);
    if (body.size() == expected.bytes && sha256(body) == expected.sha256)
      return body;
  } catch (const InputError&) {  // not there, or larger: as good as damaged
  }
  return std::nullopt;
}

}  // namespace

RawStore::RawStore(Destination to, const std::string& fingerprint)
    : folder_{std::move(to.folder)},
      progress_{std::move(to.progress)},
      journal_{ready(folder_), fingerprint},
      syncer_{journal_},
      files_{journal_.files()} {
}

void RawStore::add(const std::string& role, const std::string& file, const std::string& name,
                   const Site& site, std::string_view target, const Response& response) {
  write_in_place(folder_ / file, response.body);
  StoredFile entry{.role = role,
                   .file = file,
                   .name = name,
                   .url = safe_url(site.origin, target),
                   .request = digest_of_request(site, target),
                   .status = response.status,
                   .bytes = response.body.size(),
                   .sha256 = sha256(response.body),
                   .is_unverified = role == "text" && is_unverified(response),
                   .is_used = true};
  {
    const std::lock_guard lock{mutex_};
    journal_.add(entry);
    count(entry, false);
    files_.insert_or_assign(file, std::move(entry));
  }
  if (role != "text")
    syncer_.file(folder_ / file);
}

std::optional<Response> RawStore::stored(const std::string& file, const Site& site,
                                         std::string_view target) {
  StoredFile known;
  {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(file);
    if (found == files_.end())
      return std::nullopt;
    known = found->second;
  }
  if (!target.empty() && known.request != digest_of_request(site, target))
    return std::nullopt;
  auto body = read_body(folder_ / file, known);
  if (!body)
    return std::nullopt;
  const std::lock_guard lock{mutex_};
  auto& entry = files_.at(file);
  if (!std::exchange(entry.is_used, true))
    count(entry, true);
  Response response{.status = known.status, .headers = {}, .body = std::move(*body)};
  if (known.is_unverified)
    response.headers.push_back({"transfer-encoding", "chunked"});
  return response;
}

std::size_t RawStore::begin_evaluation(const std::string& evaluation) {
  syncer_.wait();  // it opens files that may be removed here
  const std::lock_guard lock{mutex_};
  if (journal_.evaluation() != evaluation)
    for (const auto* role : {"result", "export", "text"}) {
      journal_.discard(role);
      forget([role](const StoredFile& file) { return file.role == role; });
    }
  journal_.begin_evaluation(evaluation);
  return static_cast<std::size_t>(std::ranges::count_if(
      files_, [](const auto& entry) { return is_of_evaluation(entry.second.role); }));
}

void RawStore::discard(const std::string& role) {
  syncer_.wait();  // it opens files that are removed here
  const std::lock_guard lock{mutex_};
  journal_.discard(role);
  forget([&role](const StoredFile& file) { return file.role == role; });
}

void RawStore::forget(const std::function<bool(const StoredFile&)>& is_void) {
  std::erase_if(files_, [&](const auto& entry) {
    if (!is_void(entry.second))
      return false;
    std::error_code ignored;  // what stays behind is overwritten, or not in the index
    fs::remove(folder_ / entry.second.file, ignored);
    return true;
  });
}

void RawStore::remark(std::string text) {
  const std::lock_guard lock{mutex_};
  remarks_.push_back(std::move(text));
}

void RawStore::count(const StoredFile& file, bool is_kept) {
  counts_.pages += file.role == "result" ? 1U : 0U;
  counts_.texts += file.role == "text" ? 1U : 0U;
  counts_.bytes += is_kept ? 0U : file.bytes;
  counts_.texts_kept += is_kept && file.role == "text" ? 1U : 0U;
  if (progress_)
    progress_(counts_);
}

void RawStore::count_documents(std::size_t so_far) {
  const std::lock_guard lock{mutex_};
  counts_.documents = so_far;
}

void RawStore::expect_texts(std::size_t count) {
  const std::lock_guard lock{mutex_};
  counts_.texts_expected = count;
}

std::vector<std::string> RawStore::finish(const RawSource& source) {
  syncer_.wait();
  const std::lock_guard lock{mutex_};
  forget([](const StoredFile& file) { return !file.is_used; });
  std::error_code ignored;
  fs::remove(folder_ / texts_name, ignored);  // where it stayed empty
  std::ranges::sort(remarks_);
  write_file(folder_ / index_name, index(source));
  sync_file_system(folder_);
  return remarks_;
}

std::string RawStore::index(const RawSource& source) const {
  std::vector<const StoredFile*> files;
  for (const auto& [name, file] : files_)
    files.push_back(&file);
  std::ranges::sort(files, {}, [](const StoredFile* file) {
    return std::tuple{rank(file->role), file->file.size(), file->file};  // page 10000 after 9999
  });
  std::string text;
  JsonWriter json{text, 1};
  json.begin_object().member("schema", "errata/raw/1").key("source").begin_object();
  json.member("kind", source.kind).member("project", source.project).member("model", source.model);
  json.key("facts").begin_object();
  for (const auto& [name, value] : source.facts)
    json.member(name, value);
  json.end_object().end_object().key("files").begin_array();
  for (const auto* file : files) {
    json.begin_object().member("role", file->role).member("file", file->file);
    json.member("name", file->name).member("url", file->url).member("status", file->status);
    json.member("bytes", file->bytes).member("sha256", file->sha256).end_object();
  }
  json.end_array().key("remarks").begin_array();
  for (const auto& remark : remarks_)
    json.value(remark);
  json.end_array().end_object();
  return text + "\n";
}

}  // namespace errata::fetch
