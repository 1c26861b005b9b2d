#include "fetch/worker.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <utility>

#include "fetch/https_client.hpp"
#include "fetch/worker_messages.hpp"

namespace errata::fetch {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool may_limit_memory = false;  // the sanitizer reserves terabytes of addresses
#else
constexpr bool may_limit_memory = true;
#endif

bool limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  return ::setrlimit(resource, &both) == 0;
}

bool harden() {
  return ::signal(SIGPIPE, SIG_IGN) != SIG_ERR && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
         ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_DUMPABLE, 0) == 0 &&
         limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, worker_files) &&
         (!may_limit_memory || limit(RLIMIT_AS, worker_memory_bytes));
}

wire::Frame wait_for(int socket, wire::Kind kind) {
  auto frame = wire::receive(socket, wire::Deadline::max());
  if (!frame || frame->kind != kind)
    throw wire::Broken{"a message of another kind"};
  return std::move(*frame);
}

void send_body(int socket, std::string_view piece) {
  while (!piece.empty()) {
    wire::send(socket, wire::Kind::body, piece.substr(0, wire::largest_payload));
    piece.remove_prefix(std::min(piece.size(), wire::largest_payload));
  }
}

void serve(int socket, HttpsClient& client) {
  const auto request = unpack_request(wait_for(socket, wire::Kind::request).payload);
  const auto failure = client.send(
      request,
      {.head = [socket](
                   const Response& head) { wire::send(socket, wire::Kind::head, pack_head(head)); },
       .body = [socket](std::string_view piece) { send_body(socket, piece); }});
  wire::send(socket, wire::Kind::end, pack_end(failure));
}

}  // namespace

int worker_main(int socket) {
  if (!harden())
    return 1;
  try {
    HttpsClient client{unpack_setup(wait_for(socket, wire::Kind::setup).payload)};
    for (;;)
      serve(socket, client);
  } catch (const wire::Broken&) {
    return 0;  // the parent has gone, or gone mad
  }
}

}  // namespace errata::fetch
