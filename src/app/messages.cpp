#include "app/messages.hpp"

#include <array>
#include <cstdlib>
#include <iostream>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"
#include "core/json_writer.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

constexpr std::size_t longest_line = 1000;

// "E-NET-CUT" of a text that ends with "[E-NET-CUT]"
std::string_view code_of(std::string_view text) {
  const auto at = text.rfind(" [E-");
  return text.ends_with(']') && at != text.npos ? text.substr(at + 2, text.size() - at - 3)
                                                : std::string_view{};
}

}  // namespace

Messages::Messages(Loudness loudness, LogFormat format)
    : secrets_{std::make_shared<fetch::KnownSecrets>()},
      loudness_{loudness},
      format_{format},
      bars_{std::make_shared<ProgressBoard>(may_show_progress(),
                                            std::getenv("NO_COLOR") == nullptr)} {
}

void Messages::error(std::string_view what) {
  put(Level::error, what);
}

void Messages::warn(std::string_view what) {
  if (loudness_ != Loudness::quiet && warned_.emplace(what).second)
    put(Level::warning, what);
}

void Messages::say(std::string_view what) {
  if (loudness_ != Loudness::quiet)
    put(Level::info, what);
}

void Messages::detail(std::string_view what) {
  if (loudness_ == Loudness::verbose)
    put(Level::detail, what);
}

void Messages::wrote(const std::filesystem::path& path) {
  if (loudness_ != Loudness::quiet)
    put(Level::output, path.string());
}

Messages Messages::for_model(std::string model) const {
  auto made = *this;
  made.model_ = std::move(model);
  return made;
}

void Messages::together(const std::function<void()>& work) {
  const auto let_go = [this] {
    is_held_ = false;
    print(std::exchange(lines_, {}));
  };
  is_held_ = true;
  try {
    work();
  } catch (const std::exception&) {
    let_go();
    throw;
  }
  let_go();
}

bool Messages::may_show_progress() const {
  const auto* terminal = std::getenv("TERM");
  return loudness_ != Loudness::quiet && format_ == LogFormat::text &&
         ::isatty(STDERR_FILENO) == 1 && terminal != nullptr &&
         std::string_view{terminal} != "dumb";
}

void Messages::put(Level level, std::string_view text) {
  Line line{level, secrets_->redact(std::string{text})};
  if (is_held_)
    lines_.push_back(std::move(line));
  else
    print(std::vector{std::move(line)});
}

void Messages::print(const std::vector<Line>& lines) const {
  bars_->above([&] {
    for (const auto& line : lines)
      print(line);
  });
}

void Messages::print(const Line& line) const {
  if (line.level == Level::output) {
    std::cout << line.text << std::endl;
    if (!std::cout)
      throw OutputError{"standard output: cannot be written"};
    return;
  }
  const auto level = static_cast<std::size_t>(line.level);
  if (format_ == LogFormat::text) {
    static constexpr std::array<std::string_view, 4> before{"errata: ", "warning: ", "", ""};
    std::cerr << std::string{before[level]} + line.text + "\n" << std::flush;
    return;
  }
  static constexpr std::array<std::string_view, 4> levels{"error", "warning", "info", "detail"};
  std::string text;
  JsonWriter json{text};
  json.begin_object().member("level", levels[level]);
  if (!model_.empty())
    json.member("model", model_);
  json.member("message", printable(line.text, longest_line));
  if (const auto code = code_of(line.text); !code.empty())
    json.member("code", code);
  json.end_object();
  std::cerr << text + "\n" << std::flush;
}

}  // namespace errata::app
