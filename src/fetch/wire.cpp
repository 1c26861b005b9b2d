#include "fetch/wire.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <poll.h>
#include <sys/socket.h>

namespace errata::fetch::wire {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t head_bytes =
    5;  // kind, then the length in four bytes, least significant first

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto put = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      throw Broken{"the other end is gone"};
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

int milliseconds_until(Deadline deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
  return static_cast<int>(
      std::clamp<std::int64_t>(left, 0, std::numeric_limits<std::int32_t>::max()));
}

bool wait_readable(int socket, Deadline deadline) {
  pollfd waiting{socket, POLLIN, 0};
  for (;;) {
    const int ready = ::poll(&waiting, 1, milliseconds_until(deadline));
    if (ready > 0)
      return true;
    if (ready == 0 && steady_clock::now() >= deadline)
      return false;
    if (ready < 0 && errno != EINTR)
      throw Broken{"poll failed"};
  }
}

bool receive_all(int socket, char* to, std::size_t size, Deadline deadline) {
  while (size > 0) {
    if (!wait_readable(socket, deadline))
      return false;
    const auto got = ::recv(socket, to, size, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      throw Broken{"the other end is gone"};
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::string little_endian(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i)
    text += static_cast<char>(value >> (8 * i) & 0xFFU);
  return text;
}

std::uint64_t from_little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

}  // namespace

void send(int socket, Kind kind, std::string_view payload) {
  if (payload.size() > largest_payload)
    throw Broken{"a message is too large"};
  send_all(socket, std::string{static_cast<char>(kind)} + little_endian(payload.size(), 4));
  send_all(socket, payload);
}

std::optional<Frame> receive(int socket, Deadline deadline) {
  std::array<char, head_bytes> head{};
  if (!receive_all(socket, head.data(), head.size(), deadline))
    return std::nullopt;
  const auto size = from_little_endian({head.data() + 1, head_bytes - 1});
  if (size > largest_payload)
    throw Broken{"a message is too large"};
  Frame frame{static_cast<Kind>(head[0]), std::string(size, '\0')};
  if (!receive_all(socket, frame.payload.data(), size, deadline))
    return std::nullopt;
  return frame;
}

Packer& Packer::number(std::uint64_t value) {
  bytes_ += little_endian(value, 8);
  return *this;
}

Packer& Packer::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
  return *this;
}

std::string_view Unpacker::take(std::size_t size) {
  if (size > rest_.size())
    throw Broken{"a message is cut short"};
  const auto taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint64_t Unpacker::number() {
  return from_little_endian(take(8));
}

std::string Unpacker::text() {
  return std::string{take(number())};
}

}  // namespace errata::fetch::wire
