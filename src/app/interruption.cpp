#include "app/interruption.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <fmt/format.h>

namespace errata::app {

namespace {

constexpr std::size_t names_shown = 10;

struct Known {
  int number;
  std::string_view name;
};

constexpr auto known = std::to_array<Known>(
    {{SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}, {SIGQUIT, "SIGQUIT"}});

bool is_ignored(int number) {
  struct sigaction now {};
  return ::sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

// A blocked signal comes even where it is ignored, as in a job that a shell runs in the background.
sigset_t signals_that_count() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const auto& signal : known)
    if (!is_ignored(signal.number))
      ::sigaddset(&set, signal.number);
  return set;
}

// Where standard error is closed its number must not be ours: messages would be written to it.
int above_standard(int file) {
  const int above = ::fcntl(file, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (file >= 0)
    ::close(file);
  return above;
}

// Nobody may be reading standard error.
void end_after_a_second(int signal) {
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = signal;
  itimerspec when{};
  when.it_value.tv_sec = 1;
  timer_t timer{};
  if (::timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
    ::timer_settime(timer, 0, &when, nullptr);
}

}  // namespace

Interruption::Interruption(const Messages& messages, Words words)
    : messages_{messages}, words_{words} {
  const auto set = signals_that_count();
  ::pthread_sigmask(SIG_BLOCK, &set, &before_);
  signals_ = above_standard(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  stop_ = above_standard(::eventfd(0, EFD_CLOEXEC));
  if (signals_ >= 0 && stop_ >= 0)
    watcher_ = std::thread{[this] { watch(); }};
  else
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Interruption::~Interruption() {
  constexpr std::uint64_t one = 1;
  if (watcher_.joinable() && ::write(stop_, &one, sizeof one) == sizeof one)
    watcher_.join();
  for (const int file : {signals_, stop_})
    if (file >= 0)
      ::close(file);
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Interruption::expect(std::size_t models) {
  const std::lock_guard lock{mutex_};
  expected_ = models;
}

void Interruption::done(const std::string& model) {
  const std::lock_guard lock{mutex_};
  done_.push_back(model);
}

void Interruption::watch() {
  std::array<pollfd, 2> waiting{{{signals_, POLLIN, 0}, {stop_, POLLIN, 0}}};
  signalfd_siginfo signal{};
  for (;;) {
    ::poll(waiting.data(), waiting.size(), -1);
    if (::read(signals_, &signal, sizeof signal) == sizeof signal)
      end(static_cast<int>(signal.ssi_signo));
    if ((waiting[1].revents & POLLIN) != 0)
      return;
  }
}

// From here on any of the signals ends the process by its default action.
void Interruption::end(int signal) {
  const auto set = signals_that_count();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  end_after_a_second(signal);
  messages_.bars().close();
  messages_.error(line(signal));
  for (;;) {
    ::kill(::getpid(), signal);
    ::pause();
  }
}

std::string Interruption::line(int signal) {
  const auto* const name = std::ranges::find(known, signal, &Known::number);
  const std::lock_guard lock{mutex_};
  std::ranges::sort(done_);
  return interruption_line(name->name, done_, expected_, words_);
}

std::string interruption_line(std::string_view signal, const std::vector<std::string>& done,
                              std::size_t expected, const Interruption::Words& words) {
  auto line = fmt::format("interrupted by {}: {} of {} {} {}", signal, done.size(), expected,
                          expected == 1 ? "model is" : "models are", words.done);
  if (expected == 0)
    line = fmt::format("interrupted by {}: no model is {}", signal, words.done);
  for (std::size_t i = 0; i < std::min(done.size(), names_shown); ++i)
    line += (i == 0 ? " (" : ", ") + done[i];
  if (!done.empty())
    line += done.size() > names_shown ? ", …)" : ")";
  const bool is_all = expected > 0 && done.size() == expected;
  if (!words.advice.empty() && !is_all)
    line += fmt::format("; {}", words.advice);
  return line;
}

}  // namespace errata::app
