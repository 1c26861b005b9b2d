#include "fetch/traffic.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"

namespace errata::fetch {

using std::chrono::steady_clock;

namespace {

// Tells the credentials of two sources at one origin apart.
std::string credential_name(const Site& site) {
  const auto& secret = site.credential.secret;
  return secret.is_set() ? secret.fingerprint() : "";
}

std::size_t most_per_minute(const Site& site, Method method) {
  return method == Method::get ? site.gets_per_minute : site.posts_per_minute;
}

// Of what a server asks for, as far as it is believed.
constexpr std::chrono::hours longest_shut{24 * 365};

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

void Traffic::check_open(const Site& site) {
  const auto& place = places_[site.origin];
  if (place.failures >= limits_.breaker)
    throw FetchError{authority(site.origin) + ": the last " + std::to_string(limits_.breaker) +
                     " requests failed after all attempts, so no more are made [E-BREAKER]"};
  if (const auto now = clock_.now(); place.shut_until > now)
    throw FetchError{authority(site.origin) + ": the service has asked to come back in " +
                     in_seconds(std::chrono::ceil<seconds>(place.shut_until - now)) +
                     ", so no request is made before [E-THROTTLED]"};
  check_not_refused(site);
}

void Traffic::sleep_until(Time time, const Site& site) {
  const auto now = clock_.now();
  if (std::max(time, now) >= end_)
    throw TimeUp{authority(site.origin) + (now >= end_ ? ": the time of the run is up [E-DEADLINE]"
                                                       : ": the time of the run is up before the "
                                                         "next request may be made [E-DEADLINE]")};
  if (time > now)
    clock_.sleep(std::chrono::ceil<milliseconds>(time - now));
}

// Until the origin may be asked, and nobody else is trying whether it answers again.
void Traffic::wait_for_calm(Visit& visit) {
  std::unique_lock lock{mutex_};
  for (;;) {
    check_open(visit.site_);
    auto& place = places_[visit.site_.origin];
    if (place.scout != nullptr && place.scout != &visit) {
      scout_is_back_.wait(lock);
    } else if (const auto until = std::max(place.not_before, place.calm_after);
               until > clock_.now()) {
      lock.unlock();
      sleep_until(until, visit.site_);
      lock.lock();
    } else {
      if (place.troubles > 0)
        place.scout = &visit;
      visit.troubles_ = place.troubles;
      return;
    }
  }
}

Traffic::Time Traffic::take_slot(Visit& visit) {
  const std::lock_guard lock{mutex_};
  ++requests_;
  auto slot = clock_.now();
  const auto most = most_per_minute(visit.site_, visit.method_);
  if (most == 0)
    return slot;
  auto& [last, first] = paces_[{visit.site_.origin, visit.method_}];
  if (last.size() >= most) {
    slot = std::max(slot, last.front() + std::chrono::minutes{1});
    last.pop_front();
    ++first;
  }
  visit.number_ = first + last.size();
  last.push_back(slot);
  return slot;
}

void Traffic::wait_turn(Visit& visit) {
  wait_for_calm(visit);
  sleep_until(take_slot(visit), visit.site_);
}

void Traffic::end_turn(const Visit& visit) {
  if (most_per_minute(visit.site_, visit.method_) == 0)
    return;
  const auto now = clock_.now();
  const std::lock_guard lock{mutex_};
  auto& [last, first] = paces_[{visit.site_.origin, visit.method_}];
  if (visit.number_ >= first)
    last[visit.number_ - first] = now;
}

void Traffic::leave(const Visit& visit) {
  {
    const std::lock_guard lock{mutex_};
    auto& place = places_[visit.site_.origin];
    if (place.scout != &visit)
      return;
    place.scout = nullptr;
  }
  scout_is_back_.notify_all();
}

void Traffic::check_not_refused(const Site& site) const {
  if (refusals_.empty() || site.credential.kind == Credential::Kind::none)
    return;
  const auto found = refusals_.find({site.origin, credential_name(site)});
  if (found != refusals_.end())
    throw EndOfFetch{found->second};
}

Seat Traffic::take_seat(const Site& site) {
  std::unique_lock lock{mutex_};
  seat_freed_.wait(lock, [&] { return places_[site.origin].seated < site.connections; });
  ++places_[site.origin].seated;
  return {*this, site.origin};
}

void Traffic::leave_seat(const Origin& origin) {
  {
    const std::lock_guard lock{mutex_};
    --places_[origin].seated;
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
  auto& held = places_[origin].not_before;
  held = std::max(held, until);
}

void Traffic::let_calm(const Origin& origin, milliseconds time) {
  const auto until = clock_.now() + time;
  const std::lock_guard lock{mutex_};
  auto& after = places_[origin].calm_after;
  after = std::max(after, until);
}

// Beyond any deadline of a run it does not matter how long.
void Traffic::shut(const Origin& origin, milliseconds time) {
  const auto until = clock_.now() + std::min<milliseconds>(time, longest_shut);
  const std::lock_guard lock{mutex_};
  auto& shut = places_[origin].shut_until;
  shut = std::max(shut, until);
}

std::size_t Traffic::trouble(const Visit& visit) {
  const std::lock_guard lock{mutex_};
  auto& place = places_[visit.site_.origin];
  if (place.troubles == visit.troubles_)  // else another attempt of the same time has told of it
    ++place.troubles;
  return place.troubles;
}

bool Traffic::spend_retry() {
  const std::lock_guard lock{mutex_};
  if (retries_ >= limits_.retries + requests_ / limits_.requests_per_retry)
    return false;
  ++retries_;
  return true;
}

void Traffic::answered(const Origin& origin) {
  {
    const std::lock_guard lock{mutex_};
    auto& place = places_[origin];
    place.failures = 0;
    place.troubles = 0;
    place.calm_after = {};
    if (std::exchange(place.scout, nullptr) == nullptr)
      return;
  }
  scout_is_back_.notify_all();
}

void Traffic::failed(const Origin& origin) {
  const std::lock_guard lock{mutex_};
  ++places_[origin].failures;
}

}  // namespace errata::fetch
