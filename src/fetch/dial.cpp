#include "fetch/dial.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch/clock.hpp"
#include "fetch/name_lookup.hpp"
#include "fetch/readiness.hpp"

namespace errata::fetch {

namespace {

using std::chrono::steady_clock;

// Empty where there is a connection.
std::string fault_of(int socket, const addrinfo& address, milliseconds patience) {
  if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0)
    return {};
  int fault = errno;
  socklen_t size = sizeof fault;
  if (fault == EINPROGRESS) {
    if (!is_ready(socket, POLLOUT, steady_clock::now() + patience))
      return "no answer for " + in_seconds(patience);
    if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size) != 0)
      fault = errno;
  }
  return fault == 0 ? std::string{} : std::strerror(fault);
}

}  // namespace

Descriptor::~Descriptor() {
  if (file_ >= 0)
    ::close(file_);
}

Dialled dial(const Origin& to, milliseconds patience) {
  const auto found = look_up(to);
  if (found.code != 0)
    return {Descriptor{}, found.code, ::gai_strerror(found.code)};
  Dialled made;
  for (const auto* at = found.addresses.get(); at != nullptr; at = at->ai_next) {
    Descriptor socket{
        ::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol)};
    const auto why =
        socket.get() < 0 ? std::strerror(errno) : fault_of(socket.get(), *at, patience);
    if (why.empty()) {
      made.socket = std::move(socket);
      break;
    }
    if (made.why.empty())  // the system has the addresses in order: the first one counts
      made.why = why;
  }
  return made;
}

bool settle(int socket, const AttemptLimits& limits) {
  const auto timeval_of = [](milliseconds time) {
    return timeval{time / seconds{1}, time % seconds{1} / std::chrono::microseconds{1}};
  };
  const auto read = timeval_of(limits.read_silence);
  const auto write = timeval_of(limits.write_silence);
  const int yes = 1;
  const int flags = ::fcntl(socket, F_GETFL);
  return flags >= 0 && ::fcntl(socket, F_SETFL, flags & ~O_NONBLOCK) == 0 &&
         ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &read, sizeof read) == 0 &&
         ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &write, sizeof write) == 0 &&
         ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0;
}

Line open_line(const Origin& to, const AttemptLimits& limits) {
  auto dialled = dial(to, limits.connect);
  if (dialled.lookup != 0) {
    const bool is_unknown = dialled.lookup == EAI_NONAME || dialled.lookup == EAI_NODATA;
    return {-1, Failure{is_unknown ? Fault::name_unknown : Fault::name_lookup,
                        "looking up the host: " + dialled.why}};
  }
  if (dialled.socket.get() < 0)
    return {-1, Failure{Fault::connect, "no connection could be made: " + dialled.why}};
  if (!settle(dialled.socket.get(), limits))
    return {-1, Failure{Fault::connect, "the connection cannot be set up"}};
  return {dialled.socket.release(), std::nullopt};
}

}  // namespace errata::fetch
