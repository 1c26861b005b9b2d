// A certificate authority of the tests' own: made in memory, never older than the process.
#pragma once

#include <memory>
#include <string>

#include <openssl/x509.h>

namespace errata::test {

struct FreeCertificate {
  void operator()(X509* certificate) const { ::X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { ::EVP_PKEY_free(key); }
};

struct Identity {
  std::unique_ptr<X509, FreeCertificate> certificate;
  std::unique_ptr<EVP_PKEY, FreeKey> key;
};

// What is wrong with a server's certificate.
enum class Flaw { none, other_name, self_signed, expired };

class CertificateAuthority {
 public:
  CertificateAuthority();

  // For localhost, 127.0.0.1 and ::1.
  Identity issue(Flaw flaw = Flaw::none) const;

  std::string pem() const;

 private:
  Identity root_;
};

}  // namespace errata::test
