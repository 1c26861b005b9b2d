#include "fetch/readiness.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <poll.h>

namespace errata::fetch {

namespace {

using std::chrono::steady_clock;

int milliseconds_until(Deadline deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
  return static_cast<int>(
      std::clamp<std::int64_t>(left, 0, std::numeric_limits<std::int32_t>::max()));
}

}  // namespace

bool is_ready(int socket, short events, Deadline deadline) {
  pollfd waiting{socket, events, 0};
  for (;;) {
    const int ready = ::poll(&waiting, 1, milliseconds_until(deadline));
    if (ready > 0)
      return true;
    if (ready == 0 ? steady_clock::now() >= deadline : errno != EINTR)
      return false;
  }
}

}  // namespace errata::fetch
