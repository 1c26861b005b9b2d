#include "app/run_folder.hpp"

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

}  // namespace errata::app
