// What a worker process and its parent say to each other over a socket pair: frames of a kind, a
// length and a payload. Both ends are the same program, but the worker may have been taken over by
// a peer, so the parent checks every length.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "fetch/readiness.hpp"

namespace errata::fetch::wire {

// parent -> worker: setup once, then request; worker -> parent: head, body..., end for each
// request.
enum class Kind : std::uint8_t { setup = 1, request, head, body, end };

struct Frame {
  Kind kind;
  std::string_view payload;
};

inline constexpr std::size_t largest_payload = std::size_t{1} << 20U;

// The other end is gone, or talks nonsense.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void send(int socket, Kind kind, std::string_view payload);  // throws Broken

// Frames on their way out: they go together, when they are many or the first has waited for long.
class Outbox {
 public:
  explicit Outbox(int socket) : socket_{socket} {}
  void put(Kind kind, std::string_view payload);  // both throw Broken
  void flush();

 private:
  int socket_;
  std::string waiting_;
  Deadline since_;
};

// Frames as they come in.
class Inbox {
 public:
  explicit Inbox(int socket);

  // The next frame, valid until the next call. Nothing when `deadline` passes first; throws Broken
  // at the end of the stream.
  std::optional<Frame> receive(Deadline deadline);

 private:
  std::optional<Frame> take();
  bool fill(Deadline deadline);

  int socket_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

// Payloads are sequences of numbers and texts.
class Packer {
 public:
  Packer& number(std::uint64_t value);
  Packer& text(std::string_view value);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_{bytes} {}
  std::uint64_t number();  // both throw Broken where the payload ends too early
  std::string text();

 private:
  std::string_view take(std::size_t size);
  std::string_view rest_;
};

}  // namespace errata::fetch::wire
