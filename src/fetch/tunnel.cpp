#include "fetch/tunnel.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "core/base64.hpp"
#include "core/text.hpp"
#include "fetch/name_lookup.hpp"

namespace errata::fetch {

namespace {

using Deadline = std::chrono::steady_clock::time_point;

struct Refused {
  Failure failure;
};

[[noreturn]] void fail(Fault fault, const std::string& why) {
  throw Refused{{fault, why}};
}

// Owns a descriptor until it is let go.
class Descriptor {
 public:
  explicit Descriptor(int file) : file_{file} {}
  ~Descriptor() {
    if (file_ >= 0)
      ::close(file_);
  }
  Descriptor(Descriptor&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return file_; }
  int release() { return std::exchange(file_, -1); }

 private:
  int file_;
};

bool is_ready(int socket, short events, Deadline end) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
    pollfd waiting{socket, events, 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready >= 0 || errno != EINTR)
      return ready > 0;
  }
}

bool is_connected(int socket, const addrinfo& address, Deadline end) {
  if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0)
    return true;
  int fault = errno;
  socklen_t size = sizeof fault;
  return fault == EINPROGRESS && is_ready(socket, POLLOUT, end) &&
         ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
}

Descriptor connect_to(const Origin& proxy, milliseconds patience) {
  const auto found = look_up(proxy);
  if (found.code != 0)
    fail(Fault::proxy_lost, "looking up the proxy: " + std::string{::gai_strerror(found.code)});
  for (const auto* at = found.addresses.get(); at != nullptr; at = at->ai_next) {
    Descriptor made{
        ::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol)};
    if (made.get() >= 0 &&
        is_connected(made.get(), *at, std::chrono::steady_clock::now() + patience))
      return made;
  }
  fail(Fault::proxy_lost, "the proxy cannot be reached");
}

std::string request_for(const Origin& to, std::string_view login) {
  const auto host = to.host.find(':') == std::string::npos ? to.host : "[" + to.host + "]";
  const auto target = host + ":" + std::to_string(to.port);
  auto request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
  if (!login.empty())
    request += "Proxy-Authorization: Basic " + base64(login) + "\r\n";
  return request + "\r\n";
}

void send_all(int socket, std::string_view bytes, Deadline end) {
  while (!bytes.empty()) {
    if (!is_ready(socket, POLLOUT, end))
      fail(Fault::proxy_lost, "the proxy does not take the request for a tunnel");
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR && errno != EAGAIN)
      fail(Fault::proxy_lost,
           "the proxy closed the connection: " + std::string{std::strerror(errno)});
    bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
  }
}

// The answer up to its empty line, or what came of it. TLS begins with us, so nothing may stand
// behind it.
std::string receive_head(int socket, Deadline end) {
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {
    if (head.size() > proxy_answer_bytes || head.find("\r\n\r\n") != std::string::npos)
      return head;
    if (!is_ready(socket, POLLIN, end))
      fail(Fault::proxy_lost, "the proxy does not answer the request for a tunnel");
    std::array<char, 1024> bytes{};
    const auto got = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (got == 0 && !head.empty())
      return head;
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
      fail(Fault::proxy_lost, "the proxy closed the connection; it may have refused the tunnel");
    head.append(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  }
  return head;
}

// "HTTP/1.1 200 whatever" -> 200; 0 for anything else.
int status_of(std::string_view head) {
  if (!head.starts_with("HTTP/1.") || head.size() <= 12 || head[8] != ' ' ||
      (head[12] != ' ' && head[12] != '\r'))
    return 0;
  return static_cast<int>(parse_integer(head.substr(9, 3)).value_or(0));
}

void check_answer(std::string_view head) {
  const int status = status_of(head);
  if (status >= 200 && status <= 299 && head.ends_with("\r\n\r\n"))
    return;
  if (status <= 299)
    fail(Fault::proxy, "the proxy does not answer as a proxy does; is it one?");
  if (status == 407)
    fail(Fault::proxy, "the proxy wants a user and a password that it knows (status 407)");
  const auto why = "the proxy refused the tunnel (status " + std::to_string(status) + ")";
  // the proxy could not reach the host just now, or it never will
  fail(status >= 500 ? Fault::connect : Fault::proxy, why);
}

// As the HTTP library leaves a socket that it has connected itself.
void settle(int socket, const AttemptLimits& limits) {
  const auto timeval_of = [](milliseconds time) {
    return timeval{time / seconds{1}, time % seconds{1} / std::chrono::microseconds{1}};
  };
  const auto read = timeval_of(limits.read_silence);
  const auto write = timeval_of(limits.write_silence);
  const int yes = 1;
  const int flags = ::fcntl(socket, F_GETFL);
  if (flags < 0 || ::fcntl(socket, F_SETFL, flags & ~O_NONBLOCK) != 0 ||
      ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &read, sizeof read) != 0 ||
      ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &write, sizeof write) != 0 ||
      ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0)
    fail(Fault::proxy_lost, "the connection to the proxy cannot be set up");
}

}  // namespace

Tunnel open_tunnel(const Origin& proxy, std::string_view login, const Origin& to,
                   const AttemptLimits& limits) {
  try {
    auto made = connect_to(proxy, limits.connect);
    const auto end = std::chrono::steady_clock::now() + limits.connect;
    auto request = request_for(to, login);
    send_all(made.get(), request, end);
    wipe(request);
    check_answer(receive_head(made.get(), end));
    settle(made.get(), limits);
    return {made.release(), std::nullopt};
  } catch (const Refused& refused) {
    return {-1, refused.failure};
  }
}

}  // namespace errata::fetch
