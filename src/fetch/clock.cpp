#include "fetch/clock.hpp"

#include <random>
#include <thread>

#include <time.h>

#include "core/text.hpp"

namespace errata::fetch {

std::string in_seconds(std::chrono::milliseconds time) {
  const auto shown =
      time < std::chrono::seconds{1} ? time.count() : (time.count() + 50) / 100 * 100;
  return shortest(static_cast<double>(shown) / 1000) + " s";
}

// Goes on while the machine is suspended, which std::chrono's does not: the deadline of a run is
// one of the world.
std::chrono::steady_clock::time_point SystemClock::now() {
  timespec time{};
  if (::clock_gettime(CLOCK_BOOTTIME, &time) != 0)
    return std::chrono::steady_clock::now();
  return std::chrono::steady_clock::time_point{std::chrono::seconds{time.tv_sec} +
                                               std::chrono::nanoseconds{time.tv_nsec}};
}

std::chrono::system_clock::time_point SystemClock::date() {
  return std::chrono::system_clock::now();
}

void SystemClock::sleep(std::chrono::milliseconds time) {
  std::this_thread::sleep_for(time);
}

double SystemClock::uniform() {
  std::random_device device;
  return static_cast<double>(device() >> 1U) / 2147483648.0;
}

}  // namespace errata::fetch
