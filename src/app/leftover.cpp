#include "app/leftover.hpp"

#include <cerrno>
#include <signal.h>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "fetch/journal.hpp"
#include "fetch/limits.hpp"

namespace errata::app {

namespace fs = std::filesystem;

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

// What was fetched longer ago may not be what the service would give today.
bool may_be_gone_on_with(const fs::path& raw) {
  std::error_code fault;
  const auto written = fs::last_write_time(raw / fetch::journal_name, fault);
  return !fault && fs::file_time_type::clock::now() - written < fetch::oldest_checkpoint &&
         fetch::is_worth_resuming(raw);
}

}  // namespace errata::app
