#include "support/certificates.hpp"

#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace errata::test {

namespace {

constexpr long day = 86'400;

void require(bool succeeded) {
  if (!succeeded)
    throw std::runtime_error{"OpenSSL cannot make a certificate"};
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  ::X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = ::X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  require(extension != nullptr && ::X509_add_ext(certificate, extension, -1) == 1);
  ::X509_EXTENSION_free(extension);
}

Identity make(const char* name, long serial, long from, long until) {
  Identity made{std::unique_ptr<X509, FreeCertificate>{::X509_new()},
                std::unique_ptr<EVP_PKEY, FreeKey>{EVP_EC_gen("P-256")}};
  X509* certificate = made.certificate.get();
  require(certificate != nullptr && made.key != nullptr);
  ::X509_set_version(certificate, 2);
  ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate), serial);
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate), from);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate), until);
  ::X509_set_pubkey(certificate, made.key.get());
  X509_NAME* subject = ::X509_get_subject_name(certificate);
  const std::string text{name};
  require(::X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_ASC,
                                       reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()), -1, 0) == 1);
  return made;
}

void sign(const Identity& subject, const Identity& issuer) {
  X509* certificate = subject.certificate.get();
  ::X509_set_issuer_name(certificate, ::X509_get_subject_name(issuer.certificate.get()));
  require(::X509_sign(certificate, issuer.key.get(), ::EVP_sha256()) > 0);
}

}  // namespace

CertificateAuthority::CertificateAuthority() : root_{make("errata test authority", 1, -day, day)} {
  X509* certificate = root_.certificate.get();
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign");
  sign(root_, root_);
}

Identity CertificateAuthority::issue(Flaw flaw) const {
  const bool is_expired = flaw == Flaw::expired;
  auto made = make("localhost", 2, is_expired ? -2 * day : -day, is_expired ? -day : day);
  X509* certificate = made.certificate.get();
  const auto& issuer = flaw == Flaw::self_signed ? made : root_;
  add_extension(
      certificate, issuer.certificate.get(), NID_subject_alt_name,
      flaw == Flaw::other_name ? "DNS:elsewhere.example" : "DNS:localhost,IP:127.0.0.1,IP:::1");
  sign(made, issuer);
  return made;
}

std::string CertificateAuthority::pem() const {
  BIO* memory = ::BIO_new(::BIO_s_mem());
  require(memory != nullptr && ::PEM_write_bio_X509(memory, root_.certificate.get()) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string text{data, static_cast<std::size_t>(size)};
  ::BIO_free(memory);
  return text;
}

}  // namespace errata::test
