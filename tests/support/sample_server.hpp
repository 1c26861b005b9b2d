// SampleService over HTTPS on the loopback, with a certificate authority made at the start.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "support/certificates.hpp"
#include "support/sample_service.hpp"

namespace errata::test {

// Listens on a free port of 127.0.0.1 from construction to destruction.
class SampleServer {
 public:
  explicit SampleServer(SampleOptions options, Flaw flaw = Flaw::none);
  ~SampleServer();
  SampleServer(const SampleServer&) = delete;
  SampleServer& operator=(const SampleServer&) = delete;

  int port() const { return port_; }
  std::string origin() const { return "https://localhost:" + std::to_string(port_); }
  std::string ca_pem() const { return authority_.pem(); }
  std::size_t requests() const { return requests_; }

 private:
  struct Listener;
  CertificateAuthority authority_;
  Identity identity_;
  SampleService service_;
  std::atomic<std::size_t> requests_ = 0;
  std::unique_ptr<Listener> listener_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace errata::test
