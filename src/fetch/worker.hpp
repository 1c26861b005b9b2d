// The fetch worker: a process of its own that speaks HTTPS with one origin. A process, because a
// peer can hang or crash the HTTP library, and only a process can be bounded in time and memory
// from outside; and because secrets then live in one small place that leaves no core.
#pragma once

#include "fetch/wire.hpp"

namespace errata::fetch {

// The argument by which the program becomes a worker.
inline constexpr const char* worker_argument = "--internal-fetch";

// The socket a worker finds open when it starts.
inline constexpr int worker_socket = 3;

// The whole of `errata --internal-fetch`: serves requests that come over `socket` until it closes.
// Returns the exit code. Limits the process it runs in, for good.
int worker_main(int socket);

}  // namespace errata::fetch
