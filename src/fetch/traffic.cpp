#include "fetch/traffic.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace errata::fetch {

using std::chrono::steady_clock;

namespace {

// Tells the credentials of two sources at one origin apart.
std::string credential_name(const Site& site) {
  const auto& secret = site.credential.secret;
  return secret.is_set() ? secret.fingerprint() : "";
}

std::size_t most_per_minute(const Traffic::Turn& turn) {
  return turn.method == Method::get ? turn.site->gets_per_minute : turn.site->posts_per_minute;
}

}  // namespace

Seat::~Seat() {
  traffic_.leave_seat(origin_);
}

Traffic::Traffic(Clock& clock, const RunLimits& limits)
    : clock_{clock}, limits_{limits}, end_{clock.now() + limits.deadline} {
}

milliseconds Traffic::time_left() {
  return std::max(milliseconds{0}, std::chrono::duration_cast<milliseconds>(end_ - clock_.now()));
}

steady_clock::time_point Traffic::take_slot(Turn& turn) {
  const auto& site = *turn.site;
  const std::lock_guard lock{mutex_};
  if (failures_[site.origin] >= limits_.breaker)
    throw FetchError{authority(site.origin) + ": the last " + std::to_string(limits_.breaker) +
                     " requests failed after all attempts, so no more are made [E-BREAKER]"};
  check_not_refused(site);
  ++requests_;
  auto slot = std::max(clock_.now(), not_before_[site.origin]);
  const auto most = most_per_minute(turn);
  if (most == 0)
    return slot;
  auto& [last, first] = paces_[{site.origin, turn.method}];
  if (last.size() >= most) {
    slot = std::max(slot, last.front() + std::chrono::minutes{1});
    last.pop_front();
    ++first;
  }
  turn.number = first + last.size();
  last.push_back(slot);
  return slot;
}

Traffic::Turn Traffic::wait_turn(const Site& site, Method method) {
  Turn turn{&site, method, 0};
  const auto slot = take_slot(turn);
  const auto now = clock_.now();
  if (std::max(slot, now) >= end_)
    throw TimeUp{authority(site.origin) + ": the time of the run is up [E-DEADLINE]"};
  if (slot > now)
    clock_.sleep(std::chrono::ceil<milliseconds>(slot - now));
  return turn;
}

void Traffic::end_turn(const Turn& turn) {
  if (most_per_minute(turn) == 0)
    return;
  const auto now = clock_.now();
  const std::lock_guard lock{mutex_};
  auto& [last, first] = paces_[{turn.site->origin, turn.method}];
  if (turn.number >= first)
    last[turn.number - first] = now;
}

void Traffic::check_not_refused(const Site& site) const {
  if (refusals_.empty() || site.credential.kind == Credential::Kind::none)
    return;
  const auto found = refusals_.find({site.origin, credential_name(site)});
  if (found != refusals_.end())
    throw FetchError{found->second};
}

Seat Traffic::take_seat(const Site& site) {
  std::unique_lock lock{mutex_};
  seat_freed_.wait(lock, [&] { return seated_[site.origin] < site.connections; });
  ++seated_[site.origin];
  return {*this, site.origin};
}

void Traffic::leave_seat(const Origin& origin) {
  {
    const std::lock_guard lock{mutex_};
    --seated_[origin];
  }
  seat_freed_.notify_all();
}

void Traffic::refused(const Site& site, const std::string& why) {
  const std::lock_guard lock{mutex_};
  refusals_.try_emplace({site.origin, credential_name(site)}, why);
}

void Traffic::hold(const Origin& origin, milliseconds time) {
  const auto until = clock_.now() + std::min(time, limits_.deadline);
  const std::lock_guard lock{mutex_};
  auto& held = not_before_[origin];
  held = std::max(held, until);
}

bool Traffic::spend_retry() {
  const std::lock_guard lock{mutex_};
  if (retries_ >= limits_.retries + requests_ / limits_.requests_per_retry)
    return false;
  ++retries_;
  return true;
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
