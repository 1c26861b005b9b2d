// How far the fetch of one model has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <utility>

namespace errata::fetch {

struct Progress {
  std::size_t pages = 0;  // of the evaluation
  std::size_t documents = 0;
  std::size_t texts = 0;
  std::size_t texts_expected = 0;  // 0: not known yet, or none
  std::uint64_t bytes = 0;         // received by this run
  std::size_t texts_kept = 0;      // of `texts`: an unfinished run had left them
};

// Called under a lock, so that it must be quick; by several threads, one at a time.
using ProgressSink = std::function<void(const Progress&)>;

// Where a fetch goes to.
struct Destination {
  std::filesystem::path folder;
  ProgressSink progress;

  Destination(std::filesystem::path to, ProgressSink sink = {})  // a path alone will do
      : folder{std::move(to)}, progress{std::move(sink)} {}
};

}  // namespace errata::fetch
