// The bars on the terminal, one for each model that is being fetched.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "fetch/progress.hpp"

namespace errata::app {

// "tickets  [####------]  0:45 left, 1.2 MB/s, texts 400 of 1000, pages 12, documents 1000, 3.4
// MB", at most `width` characters: what one wants to know comes first. The bar is there once it is
// known how many texts there are.
std::string progress_line(const std::string& model, const fetch::Progress& progress,
                          std::chrono::milliseconds since, std::size_t width);

// Draws on standard error, ten times a second at most. May be used by several threads.
class ProgressBoard {
 public:
  ProgressBoard(bool is_shown, bool has_color) : has_color_{has_color}, is_shown_{is_shown} {}
  ~ProgressBoard() { close(); }
  ProgressBoard(const ProgressBoard&) = delete;
  ProgressBoard& operator=(const ProgressBoard&) = delete;

  void update(const std::string& model, const fetch::Progress& progress);
  void end(const std::string& model);

  // Does `work`, which writes lines, where no bar is in the way and no other thread writes; the
  // bars come back with the next update.
  void above(const std::function<void()>& work);

  // Takes the bars away for good.
  void close();

 private:
  using Clock = std::chrono::steady_clock;
  struct Bar {
    fetch::Progress progress;
    Clock::time_point begin = Clock::now();
  };
  void draw();
  void erase();

  const bool has_color_;
  std::mutex mutex_;  // guards what follows
  bool is_shown_;
  std::map<std::string, Bar> bars_;
  std::size_t drawn_ = 0;  // lines on the screen
  Clock::time_point last_;
};

}  // namespace errata::app
