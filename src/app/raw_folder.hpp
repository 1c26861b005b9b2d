// The folder that `errata fetch` makes of one model: DIR/<model>, complete or as it was before.
// Until then it is DIR/.<model>.partial, which the next fetch goes on with.
#pragma once

#include <filesystem>
#include <string>

#include "core/files.hpp"

namespace errata::app {

class RawFolder {
 public:
  // Under the lock of `output`. Goes on with what an unfinished fetch of the model has left, where
  // that has a checkpoint and `resume` says so; else that is removed. Throws OutputError, also
  // where DIR/<model> is there and was not written by errata.
  RawFolder(const std::filesystem::path& output, const std::string& model, bool resume);

  const std::filesystem::path& path() const { return folder_.path(); }  // to write into

  // Shows the folder under its name, in place of an earlier one.
  void publish();

  // For a fetch that failed: keeps what the next one can go on from.
  void keep_checkpoint();

 private:
  std::filesystem::path final_;
  OutputFolder folder_;
};

}  // namespace errata::app
