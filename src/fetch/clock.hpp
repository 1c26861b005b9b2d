// The door to time and chance, so that tests neither wait nor flicker.
#pragma once

#include <chrono>
#include <string>

namespace errata::fetch {

// "77.5 s", "30 s": to a tenth, and what is shorter than a second as it is.
std::string in_seconds(std::chrono::milliseconds time);

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
