// What each stage did and how long it took: in the place of bars, for --verbose, and for the record
// of a run.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/messages.hpp"
#include "model/analysis.hpp"

namespace errata::app {

struct StageTime {
  std::string name;
  std::chrono::milliseconds took;
};

class StageLog {
 public:
  // `who` stands before each line, empty for a command that works on one thing.
  explicit StageLog(Messages& messages, const std::string& who = {});

  // Does `work`, which returns what came of it, and says "who: stage: that". Where `who` is given
  // and no bar is shown, this is an ordinary line; otherwise it is one of --verbose. With --verbose
  // the time stands behind it: ", 0.12 s".
  void stage(std::string_view name, const std::function<std::string()>& work);

  // What the reader remarked, at most five lines of it: all stands in the report. Those that were
  // `warned` of are left out. Where there is a `config`, the options that they name are said to be
  // keys of it.
  void say_remarks(const model::TestSet& test_set, const std::vector<std::string>& warned = {},
                   const std::filesystem::path& config = {}) const;

  // What the fetch lacks, at most five lines of it.
  void warn(const std::vector<std::string>& lacks) const;

  const std::vector<StageTime>& times() const { return times_; }

 private:
  Messages& messages_;
  std::string prefix_;
  bool is_said_;  // as an ordinary line
  std::vector<StageTime> times_;
};

// "14 requests, 3 pages, 120 texts, 1.2 MB" of a finished raw folder
std::string counts_of_raw(const std::filesystem::path& raw, std::size_t requests);

// "96 documents, 2 issues, 1 of 98 records left out"
std::string counts_of(const model::TestSet& test_set);

// "96 documents, 210 gold, 203 predicted, 4 findings"
std::string counts_of(const model::Analysis& analysis);

// "report.html 120.4 kB, report.md 8.1 kB" of files in `folder`
std::string sizes_of(const std::filesystem::path& folder, std::span<const std::string_view> names);

}  // namespace errata::app
