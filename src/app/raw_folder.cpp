#include "app/raw_folder.hpp"

#include <system_error>

#include "app/leftover.hpp"
#include "app/replaceable.hpp"
#include "fetch/journal.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

fs::path hidden_name(const fs::path& final_path, const char* suffix) {
  return final_path.parent_path() / ("." + final_path.filename().string() + suffix);
}

// A fetch that died while it replaced the folder has put the earlier one aside.
void put_back(const fs::path& final_path) {
  const auto aside = hidden_name(final_path, ".old");
  std::error_code fault;
  if (!fs::is_directory(fs::symlink_status(aside, fault)))
    return;
  if (fs::exists(fs::symlink_status(final_path, fault)))
    fs::remove_all(aside, fault);
  else
    fs::rename(aside, final_path, fault);
}

fs::path checked(const fs::path& final_path) {
  put_back(final_path);
  check_replaceable_raw(final_path);
  return final_path;
}

fs::path take_over(const fs::path& final_path, bool resume) {
  auto hidden = hidden_name(final_path, ".partial");
  std::error_code ignored;
  const bool is_folder = fs::is_directory(fs::symlink_status(hidden, ignored));
  if (!resume || !is_folder || !may_be_gone_on_with(hidden))
    fs::remove_all(hidden, ignored);
  return hidden;
}

}  // namespace

RawFolder::RawFolder(const fs::path& output, const std::string& model, bool resume)
    : final_{checked(output / model)}, folder_{final_, take_over(final_, resume)} {
}

void RawFolder::publish() {
  folder_.publish();
  // Last: a fetch that is killed before its folder is there must not ask for all again.
  fetch::end_checkpoint(final_);
}

void RawFolder::keep_checkpoint() {
  if (fetch::is_worth_resuming(path()))
    folder_.keep();
}

}  // namespace errata::app
