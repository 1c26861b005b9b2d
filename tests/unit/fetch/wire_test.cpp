#include "fetch/wire.hpp"

#include <array>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch/worker_messages.hpp"
#include "support/catch.hpp"

using namespace errata;
using namespace errata::fetch;

namespace {

struct Pair {
  std::array<int, 2> ends{};
  Pair() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0); }
  ~Pair() {
    for (const int end : ends)
      ::close(end);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
};

Deadline soon() {
  return std::chrono::steady_clock::now() + std::chrono::milliseconds{20};
}

}  // namespace

TEST_CASE("what is packed for a worker is what it unpacks") {
  const Request request{.method = Method::post,
                        .target = "/x?y",
                        .body = std::string{"a\0b", 3},
                        .limit = 12,
                        .timeout = {}};
  const auto read = unpack_request(pack_request(request));
  CHECK(read.method == Method::post);
  CHECK(read.target == request.target);
  CHECK(read.body == request.body);
  CHECK(read.limit == 12);

  Credential credential;
  credential.kind = Credential::Kind::bearer;
  credential.secret = Secret{"abcd1234", "x"};
  const Site site{.origin = {"::1", 8443}, .credential = credential, .ca_file = "/ca"};
  const auto setup = unpack_setup(pack_setup(site, {}));
  CHECK(setup.origin == site.origin);
  CHECK(setup.ca_file == "/ca");
  CHECK(setup.credential.secret.reveal() == "abcd1234");

  const auto failure = unpack_end(pack_end(Failure{Fault::certificate, "why"}));
  REQUIRE(failure);
  CHECK(failure->fault == Fault::certificate);
  CHECK_FALSE(unpack_end(pack_end(std::nullopt)));
}

TEST_CASE("a message that was cut or made up is refused, not believed") {
  const auto head = pack_head({.status = 200, .headers = {{"date", "x"}}, .body = {}});
  for (std::size_t size = 0; size < head.size(); ++size)
    CHECK_THROWS_AS(unpack_head(head.substr(0, size)), wire::Broken);
  CHECK_THROWS_AS(unpack_head(wire::Packer{}.number(200).number(101).bytes()), wire::Broken);
  CHECK_THROWS_AS(unpack_end(wire::Packer{}.number(1).number(99).text("").bytes()), wire::Broken);
  std::mt19937 generator{7};  // NOLINT: the same noise each time
  for (int round = 0; round < 2000; ++round) {
    std::string noise(generator() % 64, '\0');
    for (auto& byte : noise)
      byte = static_cast<char>(generator() % 4);
    try {
      const auto read = unpack_head(noise);
      CHECK(read.headers.size() <= header_fields);
    } catch (const wire::Broken&) {
    }
  }
}

TEST_CASE("a frame arrives whole, late, or as a broken line") {
  const Pair pair;
  wire::send(pair.ends[0], wire::Kind::body, "hello");
  wire::Inbox inbox{pair.ends[1]};
  const auto frame = inbox.receive(soon());
  REQUIRE(frame);
  CHECK(frame->kind == wire::Kind::body);
  CHECK(frame->payload == "hello");
  CHECK_FALSE(inbox.receive(soon()));
  CHECK(::send(pair.ends[0], "\x04\xFF\xFF\xFF\xFF", 5, 0) == 5);
  CHECK_THROWS_AS(inbox.receive(soon()), wire::Broken);
  ::shutdown(pair.ends[0], SHUT_RDWR);
  CHECK_THROWS_AS(inbox.receive(soon()), wire::Broken);
  CHECK_THROWS_AS(wire::send(pair.ends[0], wire::Kind::body, "x"), wire::Broken);
}
