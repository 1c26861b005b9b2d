// The door to time and chance, so that tests neither wait nor flicker.
#pragma once

#include <chrono>

namespace errata::fetch {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::steady_clock::time_point now() = 0;   // for waits and deadlines
  virtual std::chrono::system_clock::time_point date() = 0;  // for comparing with a server's dates
  virtual void sleep(std::chrono::milliseconds time) = 0;
  virtual double uniform() = 0;  // from [0, 1)
};

class SystemClock : public Clock {
 public:
  std::chrono::steady_clock::time_point now() override;
  std::chrono::system_clock::time_point date() override;
  void sleep(std::chrono::milliseconds time) override;
  double uniform() override;
};

}  // namespace errata::fetch
