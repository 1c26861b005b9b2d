#include "fetch/tunnel.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <utility>

#include "core/base64.hpp"
#include "core/text.hpp"
#include "fetch/readiness.hpp"

namespace errata::fetch {

namespace {

struct Refused {
  Failure failure;
};

[[noreturn]] void fail(Fault fault, const std::string& why) {
  throw Refused{{fault, why}};
}

Descriptor reach(const Origin& proxy, milliseconds patience) {
  auto dialled = dial(proxy, patience);
  if (dialled.lookup != 0)
    fail(Fault::proxy_lost, "looking up the proxy: " + dialled.why);
  if (dialled.socket.get() < 0)
    fail(Fault::proxy_lost, "the proxy cannot be reached: " + dialled.why);
  return std::move(dialled.socket);
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

}  // namespace

Line open_tunnel(const Origin& proxy, std::string_view login, const Origin& to,
                 const AttemptLimits& limits) {
  try {
    auto made = reach(proxy, limits.connect);
    const auto end = std::chrono::steady_clock::now() + limits.connect;
    auto request = request_for(to, login);
    send_all(made.get(), request, end);
    wipe(request);
    check_answer(receive_head(made.get(), end));
    if (!settle(made.get(), limits))
      fail(Fault::proxy_lost, "the connection to the proxy cannot be set up");
    return {made.release(), std::nullopt};
  } catch (const Refused& refused) {
    return {-1, refused.failure};
  }
}

}  // namespace errata::fetch
