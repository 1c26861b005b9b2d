// What all connections of a run share, so that together they hurt no service and end in time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "fetch/clock.hpp"
#include "fetch/limits.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

class Traffic;

// The right to keep one connection to an origin open, as long as it lives.
class Seat {
 public:
  Seat(Traffic& traffic, const Origin& origin) : traffic_{traffic}, origin_{origin} {}
  ~Seat();
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

 private:
  Traffic& traffic_;
  const Origin origin_;
};

// Safe to use from several threads. Every wait ends by the run's deadline.
class Traffic {
 public:
  explicit Traffic(Clock& clock, const RunLimits& limits = {});

  // Waits until a request may start. Throws FetchError when the run's time is up, or when the last
  // requests to this origin all failed, or it has refused this credential.
  struct Turn {
    const Site* site;
    Method method;
    std::size_t number;
  };
  Turn wait_turn(const Site& site, Method method);

  // The request of that turn has ended. Its place in the minute counts from here, because nobody
  // knows when the server saw it: so that no minute of the server's holds more than may be.
  void end_turn(const Turn& turn);

  // Waits until less than site.connections seats are taken at the origin. A thread takes one at a
  // time. The wait has no limit of its own: those who sit there get up when the run's time is up.
  Seat take_seat(const Site& site);

  // A credential that the origin has refused, and how it said so: no further request with it is
  // made there.
  void refused(const Site& site, const std::string& why);

  // A server has asked everybody to wait so long, not only the connection that it told.
  void hold(const Origin& origin, milliseconds time);

  // Takes one repetition from the run's budget; false when none is left.
  bool spend_retry();

  // How a request to `origin` ended, after all its attempts.
  void answered(const Origin& origin);
  void failed(const Origin& origin);

  milliseconds time_left();
  Clock& clock() { return clock_; }

 private:
  friend class Seat;
  void leave_seat(const Origin& origin);
  void check_not_refused(const Site& site) const;
  std::chrono::steady_clock::time_point take_slot(Turn& turn);

  Clock& clock_;
  RunLimits limits_;
  std::chrono::steady_clock::time_point end_;
  std::mutex mutex_;  // guards what follows
  struct Pace {
    std::deque<std::chrono::steady_clock::time_point> last;  // as many as a minute may hold
    std::size_t first = 0;                                   // number of the turn in front
  };
  std::map<std::pair<Origin, Method>, Pace> paces_;
  std::map<Origin, std::chrono::steady_clock::time_point> not_before_;
  std::map<Origin, std::size_t> failures_;                          // in a row
  std::map<std::pair<Origin, std::string>, std::string> refusals_;  // by credential
  std::map<Origin, std::size_t> seated_;
  std::condition_variable seat_freed_;
  std::size_t requests_ = 0;
  std::size_t retries_ = 0;
};

}  // namespace errata::fetch
