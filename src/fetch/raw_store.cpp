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

namespace errata::fetch {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view index_name = "index.json";

void make_folder(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault)
    throw OutputError{printable(folder.string()) + ": cannot be created: " + fault.message()};
}

std::ptrdiff_t rank(std::string_view role) {
  static constexpr auto roles = std::to_array<std::string_view>(
      {"project", "models", "summary", "result", "export", "text", "file"});
  return std::ranges::find(roles, role) - roles.begin();
}

}  // namespace

RawStore::RawStore(fs::path folder) : folder_{std::move(folder)} {
  make_folder(folder_);
  std::error_code fault;
  fs::remove(folder_ / index_name, fault);  // of an earlier fetch into the same folder
  if (fault)
    throw OutputError{printable((folder_ / index_name).string()) + ": " + fault.message()};
}

void RawStore::add(const std::string& role, const std::string& file, const std::string& name,
                   const Site& site, std::string_view target, const Response& response) {
  make_folder((folder_ / file).parent_path());
  write_file(folder_ / file, response.body);
  File entry{role,
             file,
             name,
             safe_url(site.origin, target),
             response.status,
             response.body.size(),
             sha256(response.body)};
  const std::lock_guard lock{mutex_};
  files_.push_back(std::move(entry));
}

void RawStore::discard(const std::string& role) {
  const std::lock_guard lock{mutex_};
  std::error_code ignored;  // what stays behind is overwritten, or not in the index
  for (const auto& file : files_)
    if (file.role == role)
      fs::remove(folder_ / file.file, ignored);
  std::erase_if(files_, [&role](const File& file) { return file.role == role; });
}

void RawStore::remark(std::string text) {
  const std::lock_guard lock{mutex_};
  remarks_.push_back(std::move(text));
}

std::vector<std::string> RawStore::finish(const RawSource& source) {
  const std::lock_guard lock{mutex_};
  std::ranges::sort(files_, {}, [](const File& file) {
    return std::tuple{rank(file.role), file.file.size(), file.file};  // page 10000 after 9999
  });
  std::ranges::sort(remarks_);
  write_file(folder_ / index_name, index(source));
  return remarks_;
}

std::string RawStore::index(const RawSource& source) const {
  std::string text;
  JsonWriter json{text, 1};
  json.begin_object().member("schema", "errata/raw/1").key("source").begin_object();
  json.member("kind", source.kind).member("project", source.project).member("model", source.model);
  json.key("facts").begin_object();
  for (const auto& [name, value] : source.facts)
    json.member(name, value);
  json.end_object().end_object().key("files").begin_array();
  for (const auto& file : files_) {
    json.begin_object().member("role", file.role).member("file", file.file);
    json.member("name", file.name).member("url", file.url).member("status", file.status);
    json.member("bytes", file.bytes).member("sha256", file.sha256).end_object();
  }
  json.end_array().key("remarks").begin_array();
  for (const auto& remark : remarks_)
    json.value(remark);
  json.end_array().end_object();
  return text + "\n";
}

}  // namespace errata::fetch
