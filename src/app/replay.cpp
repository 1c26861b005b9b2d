#include "app/replay.hpp"

#include <system_error>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const std::error_code& fault) {
  throw OutputError{printable(path.string()) + ": cannot be made: " + fault.message()};
}

void share(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  fs::create_hard_link(from, to, fault);
  if (fault)
    fs::copy_file(from, to, fault);
  if (fault)
    fail(to, fault);
}

}  // namespace

fs::path find_run(const Config& config, const ModelConfig& model, const std::string& run) {
  const bool is_path = run.find('/') != std::string::npos;
  const auto folder = is_path ? fs::path{run} : config.output / model.name / run;
  std::error_code fault;
  if (!fs::is_regular_file(folder / "raw" / "index.json", fault))
    throw InputError{printable(folder.string()) + ": is no run with fetched files in raw/"};
  return fs::canonical(folder, fault);
}

void share_raw(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  fs::create_directories(to, fault);
  if (fault)
    fail(to, fault);
  fs::recursive_directory_iterator entries{from / "raw", fs::directory_options::none, fault};
  if (fault)
    fail(to, fault);
  for (const auto& entry : entries) {
    const auto target = to / entry.path().lexically_relative(from / "raw");
    if (entry.is_directory(fault))
      fs::create_directory(target, fault);
    else if (entry.is_regular_file(fault))
      share(entry.path(), target);
    if (fault)
      fail(target, fault);
  }
}

}  // namespace errata::app
