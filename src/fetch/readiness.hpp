// Waiting for a socket.
#pragma once

#include <chrono>

namespace errata::fetch {

using Deadline = std::chrono::steady_clock::time_point;

// Waits for `events` of poll(), or what poll() reports unasked. False where `deadline` passes
// first, or poll() fails.
bool is_ready(int socket, short events, Deadline deadline);

}  // namespace errata::fetch
