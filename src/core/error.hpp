// What ends a run, and the exit code that says so. Records that cannot be used are model::Issue.
#pragma once

#include <stdexcept>
#include <string>

namespace errata {

// The numbers are part of the interface; the README lists them.
enum class ExitCode {
  done = 0,
  gate = 1,              // reports are written; a gate that the user set was crossed
  usage = 2,             // command line or config
  some_failed = 3,       // some models failed, the others are reported
  nothing_reported = 4,  // input or server gave nothing that could be reported
  output = 5,            // output could not be written or published
  internal = 70,         // a bug
  locked = 75,           // another run holds the lock
};

// what() is one line that names the thing at fault first, without a full stop.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& what) : std::runtime_error{what}, code_{code} {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

struct UsageError : Error {
  explicit UsageError(const std::string& what) : Error{ExitCode::usage, what} {}
};

// Input that was read but cannot be used at all.
struct InputError : Error {
  explicit InputError(const std::string& what) : Error{ExitCode::nothing_reported, what} {}
};

// Network, TLS, authentication, throttling, a service that fails.
struct FetchError : Error {
  explicit FetchError(const std::string& what) : Error{ExitCode::nothing_reported, what} {}
};

struct OutputError : Error {
  explicit OutputError(const std::string& what) : Error{ExitCode::output, what} {}
};

struct LockedError : Error {
  explicit LockedError(const std::string& what) : Error{ExitCode::locked, what} {}
};

}  // namespace errata
