#include "fetch/journal.hpp"

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "core/json_writer.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view schema = "errata/raw-journal/1";
constexpr std::string_view texts_folder = "texts";

// As this stage makes them: no name of another kind is ever opened or removed.
bool is_name_of_ours(std::string_view file) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  if (file.starts_with(texts_folder) && file.substr(texts_folder.size()).starts_with('/'))
    file.remove_prefix(texts_folder.size() + 1);
  return !file.empty() && !file.starts_with('.') && std::ranges::all_of(file, is_plain) &&
         file != journal_name;
}

std::optional<StoredFile> read_file_line(json::object line) {
  StoredFile file;
  file.file = json::text_or(line, "add", "");
  file.role = json::text_or(line, "role", "");
  file.name = json::text_or(line, "name", "");
  file.url = json::text_or(line, "url", "");
  file.request = json::text_or(line, "request", "");
  file.sha256 = json::text_or(line, "sha256", "");
  std::int64_t status = 0;
  std::uint64_t bytes = 0;
  if (line.at_key("status").get(status) != simdjson::SUCCESS ||
      line.at_key("bytes").get(bytes) != simdjson::SUCCESS ||
      line.at_key("unverified").get(file.is_unverified) != simdjson::SUCCESS ||
      !is_name_of_ours(file.file))
    return std::nullopt;
  file.status = static_cast<int>(status);
  file.bytes = bytes;
  return file;
}

// What the lines of a journal say, one after another.
struct Reading {
  std::string fingerprint, evaluation;
  std::map<std::string, StoredFile> files;

  // False for a line that is none of ours: nothing behind it counts.
  bool take(json::object line) {
    if (json::element value; json::find(line, "schema", value)) {
      fingerprint = json::text_or(line, "fingerprint", "");
      return json::text_or(line, "schema", "") == schema;
    }
    if (json::element value; json::find(line, "add", value))
      return take_file(read_file_line(line));
    if (json::element value; json::find(line, "discard", value))
      return take_discard(json::text_or(line, "discard", ""));
    evaluation = json::text_or(line, "evaluation", "");
    return !evaluation.empty();
  }

 private:
  bool take_file(std::optional<StoredFile> file) {
    if (!file)
      return false;
    const auto name = file->file;
    files.insert_or_assign(name, std::move(*file));
    return true;
  }

  bool take_discard(std::string_view role) {
    std::erase_if(files, [role](const auto& entry) { return entry.second.role == role; });
    return true;
  }
};

// The text up to the last line that was written to its end and is understood.
std::size_t read_lines(std::string_view text, Reading& into) {
  json::Parser parser;
  std::size_t end = 0;
  for (auto stop = text.find('\n'); stop != std::string_view::npos; stop = text.find('\n', end)) {
    json::element line;
    if (!parser.try_parse(text.substr(end, stop - end), line) || !line.is_object() ||
        !into.take(json::object{line}))
      break;
    end = stop + 1;
  }
  return end;
}

// Of another fetch: they are no part of this one's folder.
void remove_files(const fs::path& folder, const Reading& reading) {
  std::error_code ignored;  // what stays behind is overwritten, or not in the index
  for (const auto& [name, file] : reading.files)
    fs::remove(folder / name, ignored);
}

std::string header(const std::string& fingerprint) {
  std::string text;
  JsonWriter json{text};
  json.begin_object().member("schema", schema).member("fingerprint", fingerprint).end_object();
  return text + "\n";
}

std::string journal_text(const fs::path& path) {
  std::error_code fault;
  if (!fs::is_regular_file(path, fault))
    return {};
  try {
    return errata::read_file(path);
  } catch (const InputError&) {
    return {};  // then there is nothing to go on from
  }
}

}  // namespace

Journal::Journal(const fs::path& folder, const std::string& fingerprint)
    : file_{folder / journal_name, read(folder / journal_name, fingerprint)} {
  remove_unfinished_files(folder);
  remove_unfinished_files(folder / texts_folder);
  if (is_new_)
    file_.append(header(fingerprint));
}

std::size_t Journal::read(const fs::path& path, const std::string& fingerprint) {
  Reading reading;
  const auto end = read_lines(journal_text(path), reading);
  is_new_ = end == 0 || reading.fingerprint != fingerprint;
  if (is_new_) {
    remove_files(path.parent_path(), reading);
    return 0;
  }
  evaluation_ = std::move(reading.evaluation);
  files_ = std::move(reading.files);
  return end;
}

void Journal::add(const StoredFile& file) {
  std::string line;
  JsonWriter json{line};
  json.begin_object().member("add", file.file).member("role", file.role);
  json.member("name", file.name).member("url", file.url).member("request", file.request);
  json.member("status", file.status).member("bytes", file.bytes).member("sha256", file.sha256);
  json.member("unverified", file.is_unverified).end_object();
  file_.append(line + "\n");
}

void Journal::discard(std::string_view role) {
  std::string line;
  JsonWriter{line}.begin_object().member("discard", role).end_object();
  file_.append(line + "\n");
}

void Journal::begin_evaluation(std::string_view evaluation) {
  std::string line;
  JsonWriter{line}.begin_object().member("evaluation", evaluation).end_object();
  file_.append(line + "\n");
}

bool is_worth_resuming(const fs::path& folder) {
  Reading reading;
  read_lines(journal_text(folder / journal_name), reading);
  return std::ranges::any_of(reading.files, [](const auto& entry) {
    const auto& role = entry.second.role;
    return role == "result" || role == "export" || role == "text";
  });
}

void end_checkpoint(const fs::path& folder) {
  std::error_code fault;
  fs::remove(folder / journal_name, fault);
  if (fault)
    throw OutputError{printable((folder / journal_name).string()) + ": " + fault.message()};
}

}  // namespace errata::fetch
