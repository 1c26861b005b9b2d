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

#include "core/error.hpp"
#include "fetch/clock.hpp"
#include "fetch/limits.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// No time of the run is left for a request, or for another attempt.
struct TimeUp : EndOfFetch {
  using EndOfFetch::EndOfFetch;
};

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

  // One request with all its attempts, as the others see it.
  class Visit {
   public:
    Visit(Traffic& traffic, const Site& site, Method method)
        : traffic_{traffic}, site_{site}, method_{method} {}
    ~Visit() { traffic_.leave(*this); }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    // Waits until an attempt may start. Throws TimeUp when the run's time is up before, FetchError
    // when the last requests to this origin all failed, or it has refused this credential, or wants
    // to be left alone for longer than anybody waits.
    void wait_turn() { traffic_.wait_turn(*this); }

    // The attempt has ended. Its place in the minute counts from here, because nobody knows when
    // the server saw it: so that no minute of the server's holds more than may be.
    void end_turn() { traffic_.end_turn(*this); }

   private:
    friend class Traffic;
    Traffic& traffic_;
    const Site& site_;
    const Method method_;
    std::size_t number_ = 0;    // of the turn
    std::size_t troubles_ = 0;  // of the origin, when the turn began
  };

  // Waits until less than site.connections seats are taken at the origin. A thread takes one at a
  // time. The wait has no limit of its own: those who sit there get up when the run's time is up.
  Seat take_seat(const Site& site);

  // A credential that the origin has refused, and how it said so: no further request with it is
  // made there.
  void refused(const Site& site, const std::string& why);

  // A server has asked everybody to wait so long, not only the connection that it told.
  void hold(const Origin& origin, milliseconds time);

  // The same of our own accord, until an answer comes.
  void let_calm(const Origin& origin, milliseconds time);

  // As hold() where that is longer than anybody waits: until then every turn there throws.
  void shut(const Origin& origin, milliseconds time);

  // An attempt found the origin busy or out of reach. From then on one request tries again and all
  // others wait for how that ends, so that they do not spend the repetitions of the run together.
  // Returns how often in a row that was so.
  std::size_t trouble(const Visit& visit);

  // Takes one repetition from the run's budget; false when none is left.
  bool spend_retry();

  // How a request to `origin` ended, after all its attempts.
  void answered(const Origin& origin);
  void failed(const Origin& origin);

  milliseconds time_left();
  Clock& clock() { return clock_; }

 private:
  friend class Seat;
  using Time = std::chrono::steady_clock::time_point;
  struct Place {
    Time not_before;  // the server has asked for it
    Time calm_after;  // unless it answers before
    Time shut_until;
    std::size_t failures = 0;      // of requests, in a row
    std::size_t troubles = 0;      // of attempts, in a row
    const Visit* scout = nullptr;  // the request that tries again
    std::size_t seated = 0;
  };
  void wait_turn(Visit& visit);
  void end_turn(const Visit& visit);
  void leave(const Visit& visit);
  void leave_seat(const Origin& origin);
  void check_open(const Site& site);
  void check_not_refused(const Site& site) const;
  void wait_for_calm(Visit& visit);
  void sleep_until(Time time, const Site& site);
  Time take_slot(Visit& visit);

  Clock& clock_;
  RunLimits limits_;
  Time end_;
  std::mutex mutex_;  // guards what follows
  struct Pace {
    std::deque<Time> last;  // as many as a minute may hold
    std::size_t first = 0;  // number of the turn in front
  };
  std::map<std::pair<Origin, Method>, Pace> paces_;
  std::map<Origin, Place> places_;
  std::map<std::pair<Origin, std::string>, std::string> refusals_;  // by credential
  std::condition_variable seat_freed_, scout_is_back_;
  std::size_t requests_ = 0;
  std::size_t retries_ = 0;
};

}  // namespace errata::fetch
