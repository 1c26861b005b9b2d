#include "fetch/clock.hpp"

#include <random>
#include <thread>

namespace errata::fetch {

std::chrono::steady_clock::time_point SystemClock::now() {
  return std::chrono::steady_clock::now();
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
