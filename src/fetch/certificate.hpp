// What is wrong with a server's certificate, in words; and files of authorities.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "fetch/https_client.hpp"

namespace errata::fetch {

// Notes the dates and names of certificates while OpenSSL verifies them; the HTTP library throws
// the certificate away before anybody can ask.
class CertificateNotes {
 public:
  // `context` is an SSL_CTX, and must not verify after the notes are gone.
  void watch(void* context);

  // For a verification that ended with `result`, and 0 where the library's own check of the name
  // failed; `ca_file` is what was trusted, empty for the system's store. The clock is this
  // machine's.
  Failure failure(long result, const std::string& ca_file) const;

  // From OpenSSL, while it verifies.
  void take_dates(std::string begin, std::string end, bool is_authority);
  void take_names(std::string names) { names_ = std::move(names); }

 private:
  std::string names_, begin_, end_;
  bool is_authority_ = false;
};

// The handshake's own reason, " (unsupported protocol)", from OpenSSL's queue, which is emptied.
std::string handshake_reason();

// Throws InputError where the file is not readable, or holds anything but certificates that can be
// read, in PEM.
void check_authorities(const std::filesystem::path& file);

}  // namespace errata::fetch
