#include "app/run_folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <signal.h>
#include <unistd.h>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

fs::path unused_name(const fs::path& folder, const std::string& run_id) {
  auto path = folder / run_id;
  std::error_code ignored;
  for (int number = 2; fs::exists(path, ignored); ++number)
    path = folder / (run_id + "-" + std::to_string(number));
  return path;
}

// ".errata-<process>-<name>.partial" of a process that is gone
bool is_leftover(const std::string& name) {
  if (!name.starts_with(".errata-") || !name.ends_with(".partial"))
    return false;
  const auto number = split(std::string_view{name}.substr(8), '-').front();
  const auto process = parse_integer(number);
  return process && *process > 0 && ::kill(static_cast<pid_t>(*process), 0) != 0 && errno == ESRCH;
}

fs::path without_leftovers(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator{folder, ignored})
    if (is_leftover(entry.path().filename().string()))
      leftovers.push_back(entry.path());
  for (const auto& path : leftovers)
    fs::remove_all(path, ignored);
  return folder;
}

bool holds(const fs::path& file, std::string_view schema) {
  constexpr std::size_t head = 200;
  std::error_code fault;
  return fs::is_regular_file(file, fault) &&
         read_file(file).substr(0, head).find(schema) != std::string::npos;
}

void check_replaceable(const fs::path& folder, const char* marker, std::string_view schema,
                       bool (*is_ours)(const std::string& name)) {
  std::error_code fault;
  if (!fs::exists(fs::symlink_status(folder, fault)))
    return;
  const auto path = printable(folder.string());
  if (!fs::is_directory(folder, fault))
    throw OutputError{path + ": is there already and is no folder"};
  if (fs::is_empty(folder, fault))
    return;
  if (!holds(folder / marker, schema))
    throw OutputError{path +
                      ": is there already and was not written by errata; choose another --output"};
  for (const auto& entry : fs::directory_iterator{folder, fault})
    if (const auto name = entry.path().filename().string(); !is_ours(name))
      throw OutputError{path + ": would be replaced, but holds " + in_quotes(name) +
                        ", which errata does not write there; choose another --output"};
}

}  // namespace

RunFolder::RunFolder(const fs::path& output, const std::string& model, const std::string& run_id)
    : final_{unused_name(without_leftovers(output / model), run_id)}, folder_{final_} {
}

void RunFolder::publish() {
  folder_.publish();
  const auto parent = final_.parent_path();
  const auto temporary = parent / (".errata-" + std::to_string(::getpid()) + "-latest.partial");
  ::unlink(temporary.c_str());
  if (::symlink(final_.filename().c_str(), temporary.c_str()) != 0 ||
      ::rename(temporary.c_str(), (parent / "latest").c_str()) != 0)
    throw OutputError{printable((parent / "latest").string()) +
                      ": cannot be linked: " + std::strerror(errno)};
  sync_folder(parent);
}

void check_replaceable_report(const fs::path& folder) {
  static constexpr std::array<std::string_view, 3> ours{"report.html", "report.md",
                                                        "analysis.json"};
  check_replaceable(folder, "analysis.json", "\"errata/analysis/1\"",
                    [](const std::string& name) { return std::ranges::count(ours, name) > 0; });
}

void check_replaceable_raw(const fs::path& folder) {
  check_replaceable(folder, "index.json", "\"errata/raw/1\"", [](const std::string& name) {
    return name == "texts" || name.ends_with(".json");
  });
}

}  // namespace errata::app
