// The worker's side of the network: the only file that knows cpp-httplib is https_client.cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/transport.hpp"

namespace errata::fetch {

// What a worker is told once.
struct WorkerSetup {
  Origin origin;
  Credential credential;
  std::string ca_file;  // empty: the system's store
  std::optional<Origin> proxy;
  Secret proxy_login;  // "user:password" or not set
  AttemptLimits limits;
};

// Gets an answer piece by piece. A field list is complete before the first piece of the body.
struct AnswerSink {
  std::function<void(const Response& without_body)> head;
  std::function<void(std::string_view piece)> body;
};

struct Failure {
  Fault fault;
  std::string detail;
};

// TLS 1.2 or later to one origin, whose name OpenSSL itself checks; no redirects, no inflating. The
// connection, which may lead through a proxy, is kept between requests. Whether an answer is whole
// is not known here: the library takes cut ones for whole (see acceptance.hpp).
class HttpsClient {
 public:
  explicit HttpsClient(WorkerSetup setup);
  ~HttpsClient();
  HttpsClient(const HttpsClient&) = delete;
  HttpsClient& operator=(const HttpsClient&) = delete;

  // Nothing where an answer came to its end. Exceptions of the sink pass through.
  std::optional<Failure> send(const Request& request, const AnswerSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::fetch
