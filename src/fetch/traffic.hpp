// What all connections of a run share, so that together they hurt no service and end in time.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "fetch/clock.hpp"
#include "fetch/limits.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// Safe to use from several threads. Every wait ends by the run's deadline.
class Traffic {
 public:
  explicit Traffic(Clock& clock, const RunLimits& limits = {});

  // Waits until a request may start. Throws FetchError when the run's time is up, or when the last
  // requests to this origin all failed.
  void wait_turn(const Site& site, Method method);

  // Takes one repetition from the run's budget; false when none is left.
  bool spend_retry();

  // How a request to `origin` ended, after all its attempts.
  void answered(const Origin& origin);
  void failed(const Origin& origin);

  milliseconds time_left();
  std::size_t requests();  // that were started, repetitions included
  Clock& clock() { return clock_; }

 private:
  std::chrono::steady_clock::time_point take_slot(const Site& site, Method method);

  Clock& clock_;
  RunLimits limits_;
  std::chrono::steady_clock::time_point end_;
  std::mutex mutex_;  // guards what follows
  std::map<std::pair<Origin, Method>, std::deque<std::chrono::steady_clock::time_point>> starts_;
  std::map<Origin, std::size_t> failures_;  // in a row
  std::size_t requests_ = 0;
  std::size_t retries_ = 0;
};

}  // namespace errata::fetch
