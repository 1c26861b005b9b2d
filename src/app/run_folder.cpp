#include "app/run_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <vector>

#include "app/leftover.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/journal.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

// Of the name that `latest` has until its run is there.
constexpr std::string_view link_suffix = "-latest.partial";

// ".<run id>.partial"
bool is_unfinished_run(std::string_view name) {
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
    if (is_leftover(name) || is_unfinished_run(name))
      found.push_back(entry.path());
  }
  std::ranges::sort(found, std::ranges::greater{});
  return found;
}

// A run that was killed after its folder was there and before `latest` said so.
void mend_latest(const fs::path& folder) {
  std::error_code fault;
  for (const auto& left : leftovers_in(folder)) {
    const auto run = fs::read_symlink(left, fault);
    if (!fault && left.filename().string().ends_with(link_suffix) && run.filename() == run &&
        fs::is_directory(folder / run, fault))
      fs::rename(left, folder / "latest", fault);
  }
}

// Where this run works. Moves the newest checkpoint there, and removes everything else.
fs::path place_for(const fs::path& final_path, Leftovers leftovers) {
  auto hidden = hidden_name(final_path);
  if (leftovers == Leftovers::leave)
    return hidden;
  mend_latest(final_path.parent_path());
  const bool resume = leftovers == Leftovers::take_over;
  std::error_code ignored;
  bool is_taken = !resume;
  for (const auto& left : leftovers_in(final_path.parent_path())) {
    const bool is_checkpoint = is_unfinished_run(left.filename().string()) &&
                               fs::is_directory(fs::symlink_status(left, ignored)) &&
                               may_be_gone_on_with(left / "raw");
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
  const auto parent = final_.parent_path();
  const auto link = parent / (".errata-" + std::to_string(::getpid()) + std::string{link_suffix});
  ::unlink(link.c_str());
  // first, so that the next run finds it where this one is killed behind the next line
  const bool is_made = ::symlink(final_.filename().c_str(), link.c_str()) == 0;
  int fault = errno;
  try {
    folder_.publish();
  } catch (const OutputError&) {
    ::unlink(link.c_str());
    throw;
  }
  if (!is_made || ::rename(link.c_str(), (parent / "latest").c_str()) != 0) {
    fault = is_made ? errno : fault;
    ::unlink(link.c_str());
    throw OutputError{printable((parent / "latest").string()) +
                      ": cannot be linked: " + std::strerror(fault)};
  }
  // Last: a run that is killed before its folder is there must not fetch all again.
  fetch::end_checkpoint(final_ / "raw");
  sync_folder(parent);
}

}  // namespace errata::app
