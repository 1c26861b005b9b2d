// Peers that misbehave below HTTP: a worker bounds them, and its death is an ordinary fault.
#include <arpa/inet.h>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "fetch/worker_transport.hpp"
#include "support/catch.hpp"
#include "support/sample_server.hpp"
#include "support/scratch.hpp"

using namespace errata;
using fetch::Fault;

namespace {

// Accepts connections and never says a word.
class SilentPeer {
 public:
  SilentPeer() : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_, generic, size) == 0);
    REQUIRE(::listen(socket_, 5) == 0);
    REQUIRE(::getsockname(socket_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~SilentPeer() { ::close(socket_); }
  SilentPeer(const SilentPeer&) = delete;
  SilentPeer& operator=(const SilentPeer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

Fault fault_of(fetch::Transport& transport, const fetch::Site& site) {
  try {
    transport.open(site)->send({.target = "/", .body = {}});
  } catch (const fetch::TransportError& e) {
    return e.fault;
  }
  FAIL("an answer came");
  return Fault::busy;
}

const fetch::Credential nobody;

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

// The folder under /proc of a child of this process; empty where there is none.
std::filesystem::path child_in_proc() {
  const auto line = "PPid:\t" + std::to_string(::getpid()) + "\n";
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"})
    if (content_of(entry.path() / "status").find(line) != std::string::npos)
      return entry.path();
  return {};
}

// "0 0", the soft and the hard limit of that name.
std::string limit_of(const std::filesystem::path& process, const std::string& name) {
  const auto limits = content_of(process / "limits");
  const auto at = limits.find(name);
  REQUIRE(at != std::string::npos);
  std::istringstream rest{limits.substr(at + name.size())};
  std::string soft, hard;
  rest >> soft >> hard;
  return soft + " " + hard;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_memory_limit = false;
#else
constexpr bool has_memory_limit = true;
#endif

}  // namespace

TEST_CASE("a peer that never answers is left at the attempt's deadline") {
  const SilentPeer peer;
  fetch::AttemptLimits limits;
  limits.whole = std::chrono::milliseconds{300};
  fetch::WorkerTransport transport{{.path = FETCH_TOOL}, limits};
  const fetch::Site site{.origin = {"127.0.0.1", peer.port()}, .credential = nobody, .ca_file = {}};
  const auto begin = std::chrono::steady_clock::now();
  CHECK(fault_of(transport, site) == Fault::timeout);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{5});
}

TEST_CASE("a closed port, an unknown host and a worker that dies are faults of their own") {
  std::uint16_t closed = 0;
  {
    const SilentPeer gone;
    closed = gone.port();
  }
  struct Row {
    const char* program;
    fetch::Origin origin;
    Fault fault;
  };
  const Row row = GENERATE_COPY(values<Row>({
      {FETCH_TOOL, {"127.0.0.1", closed}, Fault::connect},
      {FETCH_TOOL, {"nowhere.invalid", 443}, Fault::name_unknown},
      {"/bin/false", {"127.0.0.1", closed}, Fault::crashed},
  }));
  CAPTURE(row.program, row.origin.host);
  fetch::WorkerTransport transport{{.path = row.program}};
  const fetch::Site site{.origin = row.origin, .credential = nobody, .ca_file = {}};
  const auto fault = fault_of(transport, site);
  // without a resolver, an unknown name is a failed look-up
  CHECK((fault == row.fault || (row.fault == Fault::name_unknown && fault == Fault::name_lookup)));
}

TEST_CASE("a worker leaves no core, gains no right and has few files and little memory") {
  std::uint16_t closed = 0;
  {
    const SilentPeer gone;
    closed = gone.port();
  }
  fetch::WorkerTransport transport{{.path = FETCH_TOOL}};
  const fetch::Site site{.origin = {"127.0.0.1", closed}, .credential = nobody, .ca_file = {}};
  const auto connection = transport.open(site);
  CHECK_THROWS_AS(connection->send({.target = "/", .body = {}}), fetch::TransportError);
  const auto process = child_in_proc();
  REQUIRE(!process.empty());
  CHECK(limit_of(process, "Max core file size") == "0 0");
  CHECK(limit_of(process, "Max open files") == "64 64");
  if (has_memory_limit)
    CHECK(limit_of(process, "Max address space") == "536870912 536870912");
  CHECK_THAT(content_of(process / "status"), Catch::Contains("NoNewPrivs:\t1\n"));
  if (::geteuid() != 0)
    CHECK(content_of(process / "environ").empty());
}

TEST_CASE("whatever a worker does, its parent gets an ordinary fault in good time") {
  struct Row {
    const char* manner;
    Fault fault;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"drip", Fault::slow, "less than 1000 bytes in 0.1 s"},
      {"silence", Fault::silent, "no bytes for 0.3 s"},
      {"stillness", Fault::timeout, "no complete answer after 1 s"},
      {"segfault", Fault::crashed, "the fetch worker died (ended by signal 11)"},
      {"flood", Fault::crashed, "the fetch worker died"},
      {"two heads", Fault::crashed, "the fetch worker died"},
      {"noise", Fault::crashed, "the fetch worker died"},
  }));
  CAPTURE(row.manner);
  using std::chrono::milliseconds;
  fetch::AttemptLimits limits;
  limits.whole = milliseconds{1000};
  limits.read_silence = milliseconds{300};
  limits.rate_window = milliseconds{100};
  limits.rate_bytes = 1000;
  fetch::WorkerTransport transport{{.path = FAKE_WORKER, .argument = row.manner}, limits};
  const fetch::Site site{.origin = {"h.example", 443}, .credential = nobody, .ca_file = {}};
  const auto connection = transport.open(site);
  for (int round = 0; round < 2; ++round) {
    try {
      connection->send({.target = "/", .body = {}, .limit = 100'000});
      FAIL("an answer came");
    } catch (const fetch::TransportError& e) {
      CHECK(e.fault == row.fault);
      CHECK_THAT(e.what(), Catch::StartsWith(row.said));
    }
  }
}

TEST_CASE("a body above its limit is refused, and the connection serves the next request") {
  const test::Scratch scratch;
  test::SampleOptions options;
  options.root = scratch.path();
  const std::string text(20'000, 'x');
  scratch.file("box/texts/big.txt", text);
  const test::SampleServer server{options};
  fetch::WorkerTransport transport{{.path = FETCH_TOOL}};
  const fetch::Site site{.origin = {"localhost", static_cast<std::uint16_t>(server.port())},
                         .credential = nobody,
                         .ca_file = scratch.file("ca.pem", server.ca_pem())};
  const auto connection = transport.open(site);
  fetch::Request request{.target = "/devstoreaccount1/box/big.txt", .body = {}, .limit = 19'999};
  CHECK_THROWS_WITH(connection->send(request), "the answer is larger than 19999 bytes");
  request.limit = 20'000;
  CHECK(connection->send(request).body == text);
}
