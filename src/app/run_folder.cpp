#include "app/run_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <signal.h>
#include <unistd.h>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/journal.hpp"
#include "fetch/limits.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

// ".errata-<process>-<name>.partial" of a process that is gone
bool is_leftover(const std::string& name) {
  if (!name.starts_with(".errata-") || !name.ends_with(".partial"))
    return false;
  const auto number = split(std::string_view{name}.substr(8), '-').front();
  const auto process = parse_integer(number);
  return process && *process > 0 && ::kill(static_cast<pid_t>(*process), 0) != 0 && errno == ESRCH;
}

// ".<run id>.partial"
bool is_unfinished(std::string_view name) {
  constexpr std::string_view suffix = ".partial";
  if (!name.starts_with('.') || !name.ends_with(suffix))
    return false;
  const auto id = name.substr(1, name.size() - 1 - suffix.size());
  return !id.empty() && id.size() <= 40 && std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

fs::path hidden_name(const fs::path& final_path) {
  return final_path.parent_path() / ("." + final_path.filename().string() + ".partial");
}

// A hidden folder that is to be left takes its name, too.
fs::path unused_name(const fs::path& folder, const std::string& run_id, Leftovers leftovers) {
  auto path = folder / run_id;
  const auto is_taken = [&] {
    std::error_code ignored;
    return fs::exists(path, ignored) ||
           (leftovers == Leftovers::leave && fs::exists(hidden_name(path), ignored));
  };
  for (int number = 2; is_taken(); ++number)
    path = folder / (run_id + "-" + std::to_string(number));
  return path;
}

void remove_all_but(const fs::path& folder, std::string_view kept) {
  std::error_code ignored;
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator{folder, ignored})
    if (entry.path().filename() != kept)
      others.push_back(entry.path());
  for (const auto& path : others)
    fs::remove_all(path, ignored);
}

// What earlier runs left, newest first.
std::vector<fs::path> leftovers_in(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{folder, ignored}) {
    const auto name = entry.path().filename().string();
    if (is_leftover(name) || is_unfinished(name))
      found.push_back(entry.path());
  }
  std::ranges::sort(found, std::ranges::greater{});
  return found;
}

// What was fetched longer ago may not be what the service would give today.
bool is_recent(const fs::path& journal) {
  std::error_code fault;
  const auto written = fs::last_write_time(journal, fault);
  return !fault && fs::file_time_type::clock::now() - written < fetch::oldest_checkpoint;
}

// Where this run works. Moves the newest checkpoint there, and removes everything else.
fs::path place_for(const fs::path& final_path, Leftovers leftovers) {
  auto hidden = hidden_name(final_path);
  if (leftovers == Leftovers::leave)
    return hidden;
  const bool resume = leftovers == Leftovers::take_over;
  std::error_code ignored;
  bool is_taken = !resume;
  for (const auto& left : leftovers_in(final_path.parent_path())) {
    const bool is_checkpoint = is_unfinished(left.filename().string()) &&
                               fs::is_directory(fs::symlink_status(left, ignored)) &&
                               is_recent(left / "raw" / fetch::journal_name) &&
                               fetch::is_worth_resuming(left / "raw");
    if (is_checkpoint && !is_taken &&
        (left == hidden || ::rename(left.c_str(), hidden.c_str()) == 0)) {
      is_taken = true;
      remove_all_but(hidden, "raw");
    } else if (left != hidden || !is_checkpoint || !resume) {
      fs::remove_all(left, ignored);
    }
  }
  return hidden;
}

}  // namespace

RunFolder::RunFolder(const fs::path& output, const std::string& model, const std::string& run_id,
                     Leftovers leftovers)
    : final_{unused_name(output / model, run_id, leftovers)},
      folder_{final_, place_for(final_, leftovers)} {
}

void RunFolder::keep_checkpoint() {
  if (!fetch::is_worth_resuming(raw()))
    return;
  remove_all_but(path(), "raw");
  folder_.keep();
}

void RunFolder::publish() {
  folder_.publish();
  const auto parent = final_.parent_path();
  const auto temporary = parent / (".errata-" + std::to_string(::getpid()) + "-latest.partial");
  ::unlink(temporary.c_str());
  if (::symlink(final_.filename().c_str(), temporary.c_str()) != 0 ||
      ::rename(temporary.c_str(), (parent / "latest").c_str()) != 0) {
    const int fault = errno;
    ::unlink(temporary.c_str());
    throw OutputError{printable((parent / "latest").string()) +
                      ": cannot be linked: " + std::strerror(fault)};
  }
  // Last: a run that is killed before its folder is there must not fetch all again.
  fetch::end_checkpoint(final_ / "raw");
  sync_folder(parent);
}

}  // namespace errata::app
