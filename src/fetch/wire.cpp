#include "fetch/wire.hpp"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace errata::fetch::wire {

namespace {

using std::chrono::steady_clock;

// kind, then the length in four bytes, least significant first
constexpr std::size_t head_bytes = 5;

constexpr std::size_t batch = std::size_t{64} << 10U;
constexpr std::chrono::milliseconds longest_delay{50};

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

void Outbox::put(Kind kind, std::string_view payload) {
  if (payload.size() > largest_payload)
    throw Broken{"a message is too large"};
  const auto now = steady_clock::now();
  if (waiting_.empty())
    since_ = now;
  waiting_ += static_cast<char>(kind);
  waiting_ += little_endian(payload.size(), 4);
  waiting_ += payload;
  if (waiting_.size() >= batch || now - since_ >= longest_delay)
    flush();
}

void Outbox::flush() {
  send_all(socket_, waiting_);
  waiting_.clear();
}

void send(int socket, Kind kind, std::string_view payload) {
  Outbox outbox{socket};
  outbox.put(kind, payload);
  outbox.flush();
}

Inbox::Inbox(int socket) : socket_{socket}, buffer_(4 * batch, '\0') {
}

std::optional<Frame> Inbox::receive(Deadline deadline) {
  for (;;) {
    if (const auto frame = take())
      return frame;
    if (!fill(deadline))
      return std::nullopt;
  }
}

std::optional<Frame> Inbox::take() {
  const auto there = std::string_view{buffer_}.substr(begin_, end_ - begin_);
  if (there.size() < head_bytes)
    return std::nullopt;
  const auto size = from_little_endian(there.substr(1, head_bytes - 1));
  if (size > largest_payload)
    throw Broken{"a message is too large"};
  if (there.size() < head_bytes + size)
    return std::nullopt;
  begin_ += head_bytes + size;
  return Frame{static_cast<Kind>(there[0]), there.substr(head_bytes, size)};
}

bool Inbox::fill(Deadline deadline) {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= std::exchange(begin_, 0);
  if (end_ == buffer_.size())
    buffer_.resize(2 * buffer_.size());
  for (;;) {
    const auto got = ::recv(socket_, buffer_.data() + end_, buffer_.size() - end_, MSG_DONTWAIT);
    if (got > 0) {
      end_ += static_cast<std::size_t>(got);
      return true;
    }
    const bool is_early = got < 0 && errno == EAGAIN;
    if (got == 0 || (!is_early && errno != EINTR))
      throw Broken{"the other end is gone"};
    if (is_early && !is_ready(socket_, POLLIN, deadline))
      return false;
  }
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
