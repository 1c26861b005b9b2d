#include "app/leftover.hpp"

#include <cerrno>
#include <optional>
#include <signal.h>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "fetch/journal.hpp"
#include "fetch/limits.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

// Of the last entry in the journal of a fetch; nothing where there is none.
std::optional<fs::file_time_type::duration> age_of(const fs::path& raw) {
  std::error_code fault;
  const auto written = fs::last_write_time(raw / fetch::journal_name, fault);
  return fault ? std::nullopt : std::optional{fs::file_time_type::clock::now() - written};
}

bool is_old(const fs::path& raw) {
  const auto age = age_of(raw);
  return age && *age >= fetch::oldest_checkpoint;
}

// No links, and none behind them.
std::vector<fs::path> folders_in(const fs::path& folder) {
  std::error_code fault;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{folder, fault})
    if (fs::is_directory(entry.symlink_status(fault)))
      found.push_back(entry.path());
  return found;
}

}  // namespace

bool is_leftover(const std::string& name) {
  constexpr std::string_view prefix = ".errata-";
  if (!name.starts_with(prefix) || !(name.ends_with(".partial") || name.ends_with(".old")))
    return false;
  const auto number = split(std::string_view{name}.substr(prefix.size()), '-').front();
  const auto process = parse_integer(number);
  return process && *process > 0 && ::kill(static_cast<pid_t>(*process), 0) != 0 && errno == ESRCH;
}

void remove_leftovers(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{folder, ignored})
    if (is_leftover(entry.path().filename().string()))
      found.push_back(entry.path());
  for (const auto& path : found)
    fs::remove_all(path, ignored);
}

bool is_unfinished(const std::string& name) {
  return name.starts_with('.') && name.ends_with(".partial");
}

void remove_old_checkpoints(const fs::path& output) {
  std::vector<fs::path> old;
  for (const auto& folder : folders_in(output))
    if (is_unfinished(folder.filename().string())) {
      if (is_old(folder))
        old.push_back(folder);
    } else {
      for (const auto& run : folders_in(folder))
        if (is_unfinished(run.filename().string()) && is_old(run / "raw"))
          old.push_back(run);
    }
  std::error_code ignored;
  for (const auto& path : old)
    fs::remove_all(path, ignored);
}

// What was fetched longer ago may not be what the service would give today.
bool may_be_gone_on_with(const fs::path& raw) {
  const auto age = age_of(raw);
  return age && *age < fetch::oldest_checkpoint && fetch::is_worth_resuming(raw);
}

}  // namespace errata::app
