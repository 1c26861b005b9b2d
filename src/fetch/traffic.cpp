#include "fetch/traffic.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace errata::fetch {

using std::chrono::steady_clock;

Traffic::Traffic(Clock& clock, const RunLimits& limits)
    : clock_{clock}, limits_{limits}, end_{clock.now() + limits.deadline} {
}

milliseconds Traffic::time_left() {
  return std::max(milliseconds{0}, std::chrono::duration_cast<milliseconds>(end_ - clock_.now()));
}

steady_clock::time_point Traffic::take_slot(const Site& site, Method method) {
  const std::lock_guard lock{mutex_};
  if (failures_[site.origin] >= limits_.breaker)
    throw FetchError{authority(site.origin) + ": the last " + std::to_string(limits_.breaker) +
                     " requests failed after all attempts, so no more are made [E-BREAKER]"};
  ++requests_;
  auto slot = clock_.now();
  const auto most = method == Method::get ? site.gets_per_minute : site.posts_per_minute;
  if (most == 0)
    return slot;
  auto& starts = starts_[{site.origin, method}];
  if (starts.size() >= most) {
    slot = std::max(slot, starts.front() + std::chrono::minutes{1});
    starts.pop_front();
  }
  starts.push_back(slot);
  return slot;
}

void Traffic::wait_turn(const Site& site, Method method) {
  const auto slot = take_slot(site, method);
  const auto now = clock_.now();
  if (std::max(slot, now) >= end_)
    throw FetchError{authority(site.origin) + ": the time of the run is up [E-DEADLINE]"};
  if (slot > now)
    clock_.sleep(std::chrono::ceil<milliseconds>(slot - now));
}

bool Traffic::spend_retry() {
  const std::lock_guard lock{mutex_};
  if (retries_ >= limits_.retries + requests_ / limits_.requests_per_retry)
    return false;
  ++retries_;
  return true;
}

std::size_t Traffic::requests() {
  const std::lock_guard lock{mutex_};
  return requests_;
}

void Traffic::answered(const Origin& origin) {
  const std::lock_guard lock{mutex_};
  failures_[origin] = 0;
}

void Traffic::failed(const Origin& origin) {
  const std::lock_guard lock{mutex_};
  ++failures_[origin];
}

}  // namespace errata::fetch
