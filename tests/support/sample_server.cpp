#include "support/sample_server.hpp"

#include <stdexcept>
#include <utility>

#include <httplib.h>

#include "core/text.hpp"

namespace errata::test {

namespace {

SampleRequest request_from(const httplib::Request& from) {
  SampleRequest request{from.method, from.path, from.get_header_value("Host"), {}, {}};
  for (const auto& [name, value] : from.params)
    request.query[name] = value;
  for (const auto& [name, value] : from.headers)
    request.fields[lowered(name)] = value;
  return request;
}

void write(const SampleAnswer& answer, httplib::Response& to) {
  to.status = answer.status;
  for (const auto& [name, value] : answer.fields)
    to.set_header(name, value);
  if (!answer.is_cut) {
    to.set_content(answer.body, answer.type);
    return;
  }
  const auto half = answer.body.substr(0, answer.body.size() / 2);
  to.set_content_provider(answer.body.size(), answer.type,
                          [half](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                            if (offset == 0)
                              sink.write(half.data(), half.size());
                            return false;
                          });
}

}  // namespace

struct SampleServer::Listener {
  httplib::SSLServer server;
};

SampleServer::SampleServer(SampleOptions options, Flaw flaw)
    : identity_{authority_.issue(flaw)},
      service_{std::move(options)},
      listener_{new Listener{{identity_.certificate.get(), identity_.key.get()}}} {
  auto& server = listener_->server;
  const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
    ++requests_;
    write(service_.answer(request_from(request)), response);
  };
  server.Get(".*", handler);
  server.Post(".*", handler);
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(100'000);
  server.set_keep_alive_timeout(1);
  port_ = server.bind_to_any_port("127.0.0.1");
  if (!server.is_valid() || port_ <= 0)
    throw std::runtime_error{"the sample server cannot listen"};
  thread_ = std::thread{[&server] { server.listen_after_bind(); }};
  while (!server.is_running())
    std::this_thread::yield();
}

SampleServer::~SampleServer() {
  listener_->server.stop();
  thread_.join();
}

}  // namespace errata::test
