// The door to the network. Behind it is a worker process (worker_transport.hpp), or a script in
// tests.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "fetch/limits.hpp"
#include "fetch/proxy.hpp"
#include "fetch/secret.hpp"
#include "fetch/url.hpp"

namespace errata::fetch {

// Gives tokens that end after a while. May be used by several threads.
class TokenSource {
 public:
  virtual ~TokenSource() = default;

  // A token that is good by now and is not `refused`, which a server has just turned down (empty:
  // none was). Throws FetchError.
  virtual Secret token(std::string_view refused) = 0;
};

// What proves to a server who we are.
struct Credential {
  enum class Kind {
    none,
    header,
    bearer,
    sas,
    form,    // a field of a POST's form
    issued,  // a bearer token that `tokens` gives; renewing_transport.hpp
  };
  Kind kind = Kind::none;
  // Whose value is the secret: a header's name, for Kind::form a field's.
  std::string header = "Ocp-Apim-Subscription-Key";
  Secret secret;  // for Kind::sas a query without its '?', for Kind::issued not set
  std::shared_ptr<TokenSource> tokens;
  std::string place;  // "environment variable AZURE_KEY", for messages
};

// An origin and what may be sent there. A request names a Site and a target at it, so that no code
// path can send a credential, or anything at all, to another origin.
struct Site {
  Origin origin;
  const Credential& credential;
  std::optional<std::filesystem::path> ca_file;  // replaces the system's store
  std::shared_ptr<const Proxy> proxy = nullptr;  // the way there, where it is not direct
  // Starts within any 60 s; 0: as many as you like.
  std::size_t gets_per_minute = 0;
  std::size_t posts_per_minute = 0;
  std::size_t connections = text_connections;  // that may be open there at a time
};

enum class Method { get, post };

struct Request {
  Method method = Method::get;
  std::string target;                            // path and query
  std::string body;                              // of a POST, JSON
  std::size_t limit = page_bytes;                // of the answer's body
  bool may_be_cut = false;                       // there, where it is longer
  milliseconds timeout = AttemptLimits{}.whole;  // the transport may have a shorter one
};

struct Header {
  std::string name;  // lower case
  std::string
      value;  // as the library gives it: percent-decoded, so never trust it in a log or link
};

struct Response {
  int status = 0;
  std::vector<Header> headers;  // those on the worker's list, in no order
  std::string body;
  bool is_cut = false;  // a request that may be cut: there is more of the body

  // The value of the only field of that name; nothing where there is none or more than one.
  std::optional<std::string_view> header(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};

// Why there is no answer, or none that can be used.
enum class Fault {
  name_unknown,
  name_lookup,
  connect,
  proxy,       // it refuses to lead there
  proxy_lost,  // it cannot be reached, or breaks off before it has answered
  handshake,
  certificate,
  ca_file,
  cut,          // closed or reset before the end, or not HTTP
  silent,       // no byte for too long
  slow,         // under the lowest rate
  timeout,      // the whole attempt
  too_large,    // body above its limit
  bad_headers,  // too many, or too large
  crashed,      // the worker died
  // An answer came, and:
  busy,          // its status says "later"
  unacceptable,  // it is not whole, or not what was asked for
  bad_json,
};

struct TransportError : FetchError {
  TransportError(Fault why, const std::string& what) : FetchError{what}, fault{why} {}
  Fault fault;
};

// Ends the fetch of a model, whatever was asked for: no time is left, the credential is refused, or
// an answer repeats a secret.
struct EndOfFetch : FetchError {
  using FetchError::FetchError;
};

// One connection to one site, kept open between requests. It is used and destroyed by the thread
// that opened it.
class Connection {
 public:
  virtual ~Connection() = default;

  // Before a request, as it may take requests of its own: puts in a new credential where ours has
  // ended or `is_turned_down`. Returns whether it is another one. Throws FetchError.
  virtual bool renew(bool is_turned_down) {
    static_cast<void>(is_turned_down);
    return false;
  }

  // One attempt, no retry. Any status is an answer; throws TransportError only when none came.
  virtual Response send(const Request& request) = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;

  // Nothing is sent yet. `site` outlives the connection. May be called by several threads.
  virtual std::unique_ptr<Connection> open(const Site& site) = 0;
};

}  // namespace errata::fetch
