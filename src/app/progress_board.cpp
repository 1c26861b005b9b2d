#include "app/progress_board.hpp"

#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/text.hpp"

namespace errata::app {

namespace {

constexpr std::size_t bar_width = 10;
constexpr std::chrono::milliseconds between_frames{100};

std::string megabytes(double bytes) {
  return fixed(bytes / 1e6, 1) + " MB";
}

std::string bar_of(double share) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(bar_width));
  return "[" + std::string(full, '#') + std::string(bar_width - full, '-') + "]  ";
}

// What the texts still take, at the pace of those that came in this run.
std::string remaining(const fetch::Progress& progress, std::chrono::milliseconds since) {
  const auto left = progress.texts_expected - progress.texts;
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(
      since * left / (progress.texts - progress.texts_kept));
  return fmt::format("{}:{:02} left, ", whole.count() / 60, whole.count() % 60);
}

std::size_t terminal_width() {
  winsize size{};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : 80;
}

}  // namespace

std::string progress_line(const std::string& model, const fetch::Progress& progress,
                          std::chrono::milliseconds since, std::size_t width) {
  const bool has_end = progress.texts_expected > 0 && progress.texts <= progress.texts_expected;
  std::string line = printable(model, 24) + "  ";
  if (has_end)
    line +=
        bar_of(static_cast<double>(progress.texts) / static_cast<double>(progress.texts_expected));
  const auto bytes = static_cast<double>(progress.bytes);
  if (has_end && progress.texts > progress.texts_kept)
    line += remaining(progress, since);
  if (since.count() > 0)
    line += megabytes(bytes / std::chrono::duration<double>{since}.count()) + "/s, ";
  if (has_end)
    line += fmt::format("texts {} of {}, ", progress.texts, progress.texts_expected);
  line += fmt::format("pages {}, documents {}, {}", progress.pages, progress.documents,
                      megabytes(bytes));
  return line.substr(0, width);
}

void ProgressBoard::update(const std::string& model, const fetch::Progress& progress) {
  const std::lock_guard lock{mutex_};
  if (!is_shown_)
    return;
  bars_[model].progress = progress;
  if (Clock::now() - last_ >= between_frames)
    draw();
}

void ProgressBoard::end(const std::string& model) {
  const std::lock_guard lock{mutex_};
  erase();
  bars_.erase(model);
}

void ProgressBoard::above(const std::function<void()>& work) {
  const std::lock_guard lock{mutex_};
  erase();
  work();
}

void ProgressBoard::close() {
  const std::lock_guard lock{mutex_};
  erase();
  is_shown_ = false;
}

void ProgressBoard::erase() {
  if (drawn_ > 0)
    std::cerr << fmt::format("\x1B[{}A\x1B[J", drawn_) << std::flush;
  drawn_ = 0;
}

void ProgressBoard::draw() {
  erase();
  last_ = Clock::now();
  const auto width = terminal_width() - 1;
  for (const auto& [model, bar] : bars_) {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(last_ - bar.begin);
    const auto line = progress_line(model, bar.progress, since, width);
    std::cerr << (has_color_ ? "\x1B[36m" + line + "\x1B[0m" : line) << '\n';
  }
  std::cerr << std::flush;
  drawn_ = bars_.size();
}

}  // namespace errata::app
