// Lines for people on standard error, paths of what was written on standard output. Each is written
// when it is known, whole and flushed, whatever other threads write.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/progress_board.hpp"
#include "fetch/known_secrets.hpp"

namespace errata::app {

enum class Loudness { quiet, normal, verbose };
enum class LogFormat { text, json };

class Messages {
 public:
  // LogFormat::json makes each line of standard error an object: level (error, warning, info,
  // detail), message, and where there is one model and code.
  explicit Messages(Loudness loudness, LogFormat format = LogFormat::text);

  // What is known here is taken out of every line. Shared with those for models.
  fetch::KnownSecrets& secrets() const { return *secrets_; }

  // The bars below the lines. Shared as well.
  ProgressBoard& bars() const { return *bars_; }

  void error(std::string_view what);   // "errata: what", always
  void warn(std::string_view what);    // "warning: what", unless quiet; the same one once
  void say(std::string_view what);     // unless quiet
  void detail(std::string_view what);  // with --verbose

  // The path of an output, to standard output, unless quiet. Throws OutputError where that cannot
  // be written.
  void wrote(const std::filesystem::path& path);

  // The same for one model of several at work, used by one thread at a time.
  Messages for_model(std::string model) const;

  // The lines of `work`, without those of others between them: written when it has ended.
  void together(const std::function<void()>& work);

  bool is_verbose() const { return loudness_ == Loudness::verbose; }
  bool may_show_progress() const;  // standard error is a terminal where lines may be redrawn

 private:
  enum class Level { error, warning, info, detail, output };
  struct Line {
    Level level;
    std::string text;
  };
  void put(Level level, std::string_view text);
  void print(const std::vector<Line>& lines) const;
  void print(const Line& line) const;

  std::shared_ptr<fetch::KnownSecrets> secrets_;
  Loudness loudness_;
  LogFormat format_;
  std::shared_ptr<ProgressBoard> bars_;
  std::string model_;
  bool is_held_ = false;
  std::vector<Line> lines_;  // while they are held
  std::set<std::string, std::less<>> warned_;
};

}  // namespace errata::app
