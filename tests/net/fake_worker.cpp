// A worker that has gone mad, in the way its argument says: what the parent must survive.
#include <chrono>
#include <signal.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>

#include "fetch/worker.hpp"
#include "fetch/worker_messages.hpp"

namespace {

using namespace errata::fetch;

void send_head() {
  wire::send(worker_socket, wire::Kind::head,
             pack_head({.status = 200, .headers = {}, .body = {}}));
}

void drip() {
  send_head();
  for (;;) {
    wire::send(worker_socket, wire::Kind::body, "x");
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

void flood() {
  send_head();
  for (;;)
    wire::send(worker_socket, wire::Kind::body, std::string(1000, 'x'));
}

void behave(std::string_view manner) {
  if (manner == "drip")
    drip();
  if (manner == "flood")
    flood();
  if (manner == "silence")
    send_head();
  if (manner == "segfault")
    ::kill(::getpid(), SIGSEGV);
  if (manner == "two heads") {
    send_head();
    send_head();
  }
  if (manner == "noise")
    wire::send(worker_socket, wire::Kind::head, "\xFF\xFF");
  ::pause();
}

}  // namespace

int main(int count, char** values) {
  ::signal(SIGSEGV, SIG_DFL);  // not the sanitizer's report
  try {
    const auto never = Deadline::max();
    wire::Inbox inbox{worker_socket};
    inbox.receive(never);
    inbox.receive(never);
    behave(count > 1 ? values[1] : "");
  } catch (const wire::Broken&) {
    return 0;
  }
}
