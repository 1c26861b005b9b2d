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

std::string_view wait_for(wire::Inbox& inbox, wire::Kind kind) {
  const auto frame = inbox.receive(Deadline::max());
  if (!frame || frame->kind != kind)
    throw wire::Broken{"a message of another kind"};
  return frame->payload;
}

void put_body(wire::Outbox& outbox, std::string_view piece) {
  while (!piece.empty()) {
    outbox.put(wire::Kind::body, piece.substr(0, wire::largest_payload));
    piece.remove_prefix(std::min(piece.size(), wire::largest_payload));
  }
}

void serve(wire::Inbox& inbox, wire::Outbox& outbox, HttpsClient& client) {
  const auto request = unpack_request(wait_for(inbox, wire::Kind::request));
  const auto failure = client.send(
      request,
      {.head = [&](const Response& head) { outbox.put(wire::Kind::head, pack_head(head)); },
       .body = [&](std::string_view piece) { put_body(outbox, piece); }});
  outbox.put(wire::Kind::end, pack_end(failure));
  outbox.flush();
}

}  // namespace

int worker_main(int socket) {
  if (!harden())
    return 1;
  try {
    wire::Inbox inbox{socket};
    wire::Outbox outbox{socket};
    HttpsClient client{unpack_setup(wait_for(inbox, wire::Kind::setup))};
    for (;;)
      serve(inbox, outbox, client);
  } catch (const wire::Broken&) {
    return 0;  // the parent has gone, or gone mad
  }
}

}  // namespace errata::fetch
