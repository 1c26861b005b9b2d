// A TCP connection to a host, and why there is none: the HTTP library keeps the system's reason to
// itself.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "fetch/https_client.hpp"

namespace errata::fetch {

// Owns a descriptor until it is let go.
class Descriptor {
 public:
  explicit Descriptor(int file = -1) : file_{file} {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  int get() const { return file_; }
  int release() { return std::exchange(file_, -1); }

 private:
  int file_;
};

struct Dialled {
  Descriptor socket;  // not blocking; -1 where there is none
  int lookup = 0;     // of getaddrinfo
  std::string why;    // "Connection refused", of the first address
};

// Tries each address of `to`, for as long as `patience` each.
Dialled dial(const Origin& to, milliseconds patience);

// Makes it blocking, as the HTTP library leaves a socket that it has connected itself.
bool settle(int socket, const AttemptLimits& limits);

struct Line {
  int socket = -1;  // settled, the caller's to close; -1 where there is a failure
  std::optional<Failure> failure;
};

// Straight to the origin.
Line open_line(const Origin& to, const AttemptLimits& limits);

}  // namespace errata::fetch
