#include "fetch/https_client.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <poll.h>
#include <utility>

#include <httplib.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "core/text.hpp"
#include "fetch/certificate.hpp"
#include "fetch/chunks.hpp"
#include "fetch/clock.hpp"
#include "fetch/dial.hpp"
#include "fetch/readiness.hpp"
#include "fetch/tunnel.hpp"

namespace errata::fetch {

namespace {

using std::chrono::steady_clock;

// Fields that somebody upstairs reads; no others leave the worker.
constexpr auto passed_on = std::to_array<std::string_view>(
    {"apim-request-id", "content-encoding", "content-length", "content-md5", "content-type", "date",
     "location", "operation-location", "retry-after", "retry-after-ms", "transfer-encoding",
     "x-ms-request-id", "x-ms-retry-after-ms"});

bool are_within_limits(const httplib::Headers& fields) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : fields)
    bytes += name.size() + value.size() + 4;
  return fields.size() <= header_fields && bytes <= header_bytes;
}

Response head_of(const httplib::Response& answer) {
  Response head{.status = answer.status, .headers = {}, .body = {}};
  for (const auto& [name, value] : answer.headers)
    if (auto known = lowered(name); std::ranges::binary_search(passed_on, known))
      head.headers.push_back({std::move(known), value});
  return head;
}

// What else stands there is no answer that is accepted.
bool is_chunked(const httplib::Headers& fields) {
  const auto found = fields.find("Transfer-Encoding");
  return found != fields.end() && equal_ignoring_case(trimmed(found->second), "chunked");
}

// Whether a connection that was kept cannot be used: it is closed, or there are bytes that nobody
// asked for. The library looks for readable bytes only, and takes the peer's TLS farewell for a
// sign of life.
bool is_hung_up(int socket) {
  pollfd kept{socket, POLLIN | POLLRDHUP, 0};
  return socket >= 0 && ::poll(&kept, 1, 0) > 0;
}

// The verification of the library accepts a common name beside other subjectAltNames, and wildcards
// over two labels; OpenSSL's does not.
bool demand_name(SSL_CTX* context, const std::string& host) {
  X509_VERIFY_PARAM* rules = ::SSL_CTX_get0_param(context);
  if (is_ip_address(host))
    return ::X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1;
  ::X509_VERIFY_PARAM_set_hostflags(
      rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  return ::X509_VERIFY_PARAM_set1_host(rules, host.c_str(), 0) == 1;
}

// What one request sees.
struct Progress {
  bool has_head = false;
  std::size_t received = 0;
  steady_clock::time_point last_byte = steady_clock::now();
  std::optional<Failure> refused;  // why we broke off ourselves
  bool is_chunked = false;
  Chunks chunks;
};

// The library's way over TLS, which does not let us see how a body is framed.
class TlsStream : public httplib::Stream {
 public:
  // `heard` gets all bytes that are read.
  TlsStream(SSL* line, int socket, const AttemptLimits& limits,
            const std::function<void(std::string_view)>& heard)
      : line_{line}, socket_{socket}, limits_{limits}, heard_{heard} {
    ::SSL_clear_mode(line_, SSL_MODE_AUTO_RETRY);
  }

  bool is_readable() const override { return is_in_time(POLLIN, limits_.read_silence); }
  bool is_writable() const override { return is_in_time(POLLOUT, limits_.write_silence); }

  ssize_t read(char* to, std::size_t size) override {
    const int got = repeat(SSL_ERROR_WANT_READ, [&] {
      const bool has_bytes = ::SSL_pending(line_) > 0 || is_readable();
      return has_bytes ? std::optional{::SSL_read(line_, to, bounded(size))} : std::nullopt;
    });
    if (got > 0)
      heard_({to, static_cast<std::size_t>(got)});
    return got;
  }

  ssize_t write(const char* from, std::size_t size) override {
    return repeat(SSL_ERROR_WANT_WRITE, [&] {
      return is_writable() ? std::optional{::SSL_write(line_, from, bounded(size))} : std::nullopt;
    });
  }

  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_; }

 private:
  bool is_in_time(short events, milliseconds patience) const {
    return is_ready(socket_, events, steady_clock::now() + patience);
  }

  static int bounded(std::size_t size) {
    return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
  }

  // A record that is not for us, or not all there, is no end.
  template <typename Step>
  int repeat(int reason, const Step& step) const {
    for (;;) {
      const std::optional<int> done = step();
      if (!done)
        return -1;
      if (*done >= 0 || ::SSL_get_error(line_, *done) != reason)
        return *done;
    }
  }

  SSL* line_;
  int socket_;
  const AttemptLimits& limits_;
  const std::function<void(std::string_view)>& heard_;
};

// The library's client, but for how it gets its connection, and what it reads from there.
class Client : public httplib::SSLClient {
 public:
  explicit Client(const WorkerSetup& setup)
      : SSLClient{setup.origin.host, setup.origin.port}, setup_{setup} {}

  // Whether bytes follow the last answer, which are no answer to the next request.
  bool has_leftovers() const {
    return socket_.ssl != nullptr && ::SSL_has_pending(socket_.ssl) == 1;
  }

  // Gets all bytes that come, of heads and of bodies.
  void listen(std::function<void(std::string_view)> heard) { heard_ = std::move(heard); }

  // Why there was no connection; once.
  std::optional<Failure> take_failure() { return std::exchange(failure_, std::nullopt); }

 private:
  bool create_and_connect_socket(Socket& socket, httplib::Error& error) override {
    auto line = setup_.proxy ? open_tunnel(*setup_.proxy, setup_.proxy_login.reveal(),
                                           setup_.origin, setup_.limits)
                             : open_line(setup_.origin, setup_.limits);
    socket.sock = line.socket;
    failure_ = std::move(line.failure);
    error = failure_ ? httplib::Error::Connection : httplib::Error::Success;
    return !failure_;
  }

  bool process_socket(const Socket& socket,
                      std::function<bool(httplib::Stream&)> exchange) override {
    TlsStream stream{socket.ssl, socket.sock, setup_.limits, heard_};
    return exchange(stream);
  }

  const WorkerSetup& setup_;
  std::optional<Failure> failure_;
  std::function<void(std::string_view)> heard_;
};

// The proxy is named, whether it is on the way to what failed or has failed itself.
std::string through(const std::optional<Origin>& proxy, Fault fault) {
  const bool is_lost = fault == Fault::proxy_lost;
  return proxy ? (is_lost ? " (the proxy " : " (through the proxy ") + authority(*proxy) + ")" : "";
}

}  // namespace

struct HttpsClient::State {
  WorkerSetup setup;
  Client client;
  CertificateNotes notes;
  bool is_usable = false;

  explicit State(WorkerSetup given) : setup{std::move(given)}, client{setup} {
    client.enable_server_certificate_verification(true);
    client.set_keep_alive(true);
    client.set_follow_location(false);
    client.set_decompress(false);
    client.set_url_encode(false);
    client.set_tcp_nodelay(true);
    client.set_connection_timeout(setup.limits.connect);
    client.set_read_timeout(setup.limits.read_silence);
    client.set_write_timeout(setup.limits.write_silence);
    if (!setup.ca_file.empty())
      client.set_ca_cert_path(setup.ca_file);
    SSL_CTX* context = client.ssl_context();
    is_usable = context != nullptr &&
                ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                demand_name(context, setup.origin.host);
    if (is_usable)
      notes.watch(context);
  }

  // The only place where a credential meets a request.
  httplib::Request prepare(const Request& request) const {
    httplib::Request made;
    made.method = request.method == Method::get ? "GET" : "POST";
    made.path = request.target;
    made.headers = {{"Host", authority(setup.origin)}, {"User-Agent", "errata"}, {"Accept", "*/*"}};
    const bool is_form = setup.credential.kind == Credential::Kind::form;
    if (!request.body.empty())
      made.headers.emplace("Content-Type",
                           is_form ? "application/x-www-form-urlencoded" : "application/json");
    made.body = request.body;
    const std::string secret{setup.credential.secret.reveal()};
    if (is_form)
      made.body += "&" + setup.credential.header + "=" + encode_segment(secret);
    if (setup.credential.kind == Credential::Kind::header)
      made.headers.emplace(setup.credential.header, secret);
    if (setup.credential.kind == Credential::Kind::bearer)
      made.headers.emplace("Authorization", "Bearer " + secret);
    if (setup.credential.kind == Credential::Kind::sas)
      made.path += (made.path.find('?') == std::string::npos ? "?" : "&") + secret;
    return made;
  }

  Failure failure_of(httplib::Error error, const Progress& progress) {
    if (progress.refused)
      return *progress.refused;
    if (auto failure = client.take_failure())
      return std::move(*failure);
    switch (error) {
      case httplib::Error::SSLConnection:
        return {Fault::handshake, "the TLS handshake was broken off" + handshake_reason()};
      case httplib::Error::SSLLoadingCerts:
        return {Fault::ca_file, "the file of certificate authorities cannot be used"};
      case httplib::Error::SSLServerVerification:
        return notes.failure(client.get_openssl_verify_result(), setup.ca_file);
      default:
        break;
    }
    if (steady_clock::now() - progress.last_byte >= setup.limits.read_silence)
      return {Fault::silent, "no bytes for " + in_seconds(setup.limits.read_silence)};
    return {Fault::cut, progress.has_head ? "the answer is cut short or broken"
                                          : "the connection was closed before an answer"};
  }
};

HttpsClient::HttpsClient(WorkerSetup setup) : state_{std::make_unique<State>(std::move(setup))} {
}
HttpsClient::~HttpsClient() = default;

std::optional<Failure> HttpsClient::send(const Request& request, const AnswerSink& sink) {
  if (!state_->is_usable)
    return Failure{Fault::handshake, "TLS is not available"};
  if (state_->client.is_socket_open() != 0 &&
      (is_hung_up(state_->client.socket()) || state_->client.has_leftovers()))
    state_->client.stop();
  Progress progress;
  // the library reads a head to its last byte and no farther
  state_->client.listen([&progress](std::string_view bytes) {
    if (progress.is_chunked)
      progress.chunks.follow(bytes);
  });
  auto made = state_->prepare(request);
  made.response_handler = [&](const httplib::Response& answer) {
    progress.has_head = true;
    progress.is_chunked = is_chunked(answer.headers);
    progress.last_byte = steady_clock::now();
    if (are_within_limits(answer.headers))
      sink.head(head_of(answer));
    else
      progress.refused = {Fault::bad_headers,
                          "the answer has too many header fields, or too large ones"};
    return !progress.refused;
  };
  made.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    progress.last_byte = steady_clock::now();
    progress.received += size;
    if (progress.received > request.limit)
      progress.refused = {Fault::too_large,
                          "the answer is larger than " + std::to_string(request.limit) + " bytes"};
    else
      sink.body({data, size});
    return !progress.refused;
  };
  const auto result = state_->client.send(made);
  if (!result) {
    auto failure = state_->failure_of(result.error(), progress);
    failure.detail += through(state_->setup.proxy, failure.fault);
    return failure;
  }
  if (!progress.has_head)  // the library does not announce 204
    made.response_handler(*result);
  else if (progress.is_chunked && !progress.chunks.are_whole() && !progress.refused) {
    state_->client.stop();
    return Failure{Fault::unacceptable, "the chunks of the answer are broken"};
  }
  return progress.refused;
}

}  // namespace errata::fetch
