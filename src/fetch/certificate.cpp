#include "fetch/certificate.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

constexpr int most_names = 5;
constexpr std::size_t name_bytes = 60;
constexpr std::size_t authorities_bytes = std::size_t{16} << 20U;

std::string shown(const std::tm& time) {
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", time.tm_year + 1900, time.tm_mon + 1,
                     time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec);
}

std::string date_of(const ASN1_TIME* time) {
  std::tm parts{};
  return ::ASN1_TIME_to_tm(time, &parts) == 1 ? shown(parts) : "an unreadable date";
}

std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  return ::gmtime_r(&time, &parts) != nullptr ? shown(parts) : "an unreadable date";
}

std::string text_of(const ASN1_STRING* text) {
  const auto* const bytes = reinterpret_cast<const char*>(::ASN1_STRING_get0_data(text));
  return {bytes, static_cast<std::size_t>(::ASN1_STRING_length(text))};
}

std::string text_of(const ASN1_OCTET_STRING* address, int family_bytes) {
  const auto* const bytes = ::ASN1_STRING_get0_data(address);
  if (family_bytes == 4)
    return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
  std::string text;
  for (int i = 0; i < family_bytes; i += 2)
    text += fmt::format("{}{:x}", i == 0 ? "" : ":", bytes[i] << 8 | bytes[i + 1]);
  return text;
}

std::string name_of(const GENERAL_NAME* name) {
  if (name->type == GEN_DNS)
    return text_of(name->d.dNSName);
  const int size = name->type == GEN_IPADD ? ::ASN1_STRING_length(name->d.iPAddress) : 0;
  return size == 4 || size == 16 ? text_of(name->d.iPAddress, size) : std::string{};
}

// "'a.example', 'b.example'", the first of them; "no name" where there is none.
std::string names_in(const X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&::GENERAL_NAMES_free)> names{
      static_cast<GENERAL_NAMES*>(
          ::X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      &::GENERAL_NAMES_free};
  const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
  std::string list;
  int listed = 0;
  for (int i = 0; i < count && listed < most_names; ++i)
    if (const auto name = name_of(sk_GENERAL_NAME_value(names.get(), i)); !name.empty())
      list += (listed++ == 0 ? "" : ", ") + in_quotes(name, name_bytes);
  if (listed == 0)
    return "no name";
  return list + (count > most_names ? ", …" : "");
}

int take_note(int is_good, X509_STORE_CTX* verification) {
  const auto* const ssl = static_cast<const SSL*>(
      ::X509_STORE_CTX_get_ex_data(verification, ::SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* const notes =
      static_cast<CertificateNotes*>(::SSL_CTX_get_ex_data(::SSL_get_SSL_CTX(ssl), 0));
  if (const auto* leaf = ::X509_STORE_CTX_get0_cert(verification))
    notes->take_names(names_in(leaf));
  if (const auto* at = ::X509_STORE_CTX_get_current_cert(verification); is_good == 0 && at)
    notes->take_dates(date_of(::X509_get0_notBefore(at)), date_of(::X509_get0_notAfter(at)),
                      ::X509_STORE_CTX_get_error_depth(verification) > 0);
  return is_good;
}

bool is_unknown_authority(int code) {
  static constexpr auto codes = std::to_array<int>(
      {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
       X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
       X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED});
  return std::ranges::find(codes, code) != codes.end();
}

std::string what_is_trusted(int code, const std::string& ca_file) {
  if (ca_file.empty())
    return "; a private authority is named by ca_file";
  return "; trusted is ca_file " + printable(ca_file) + " alone" +
         (is_unknown_authority(code) ? ", which does not hold its authority" : "");
}

}  // namespace

void CertificateNotes::watch(void* context) {
  auto* const tls = static_cast<SSL_CTX*>(context);
  ::SSL_CTX_set_ex_data(tls, 0, this);
  ::SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, take_note);
}

void CertificateNotes::take_dates(std::string begin, std::string end, bool is_authority) {
  begin_ = std::move(begin);
  end_ = std::move(end);
  is_authority_ = is_authority;
}

Failure CertificateNotes::failure(long result, const std::string& ca_file) const {
  const auto code = result == X509_V_OK ? X509_V_ERR_HOSTNAME_MISMATCH : static_cast<int>(result);
  const std::string whose = is_authority_ ? "the certificate of its authority" : "the certificate";
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return {Fault::certificate, whose + " has expired: it was valid from " + begin_ + " to " +
                                      end_ + ", and the clock here says " + now() +
                                      " [E-TLS-EXPIRED]"};
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {Fault::certificate, whose + " is valid only from " + begin_ +
                                      ", and the clock here says " + now() +
                                      "; is it right? [E-TLS-TIME]"};
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return {Fault::certificate,
              "the certificate is for another host: it has " + names_ + " [E-TLS-NAME]"};
    default:
      return {Fault::certificate, std::string{"the certificate cannot be verified: "} +
                                      ::X509_verify_cert_error_string(code) +
                                      what_is_trusted(code, ca_file) + " [E-TLS-CA]"};
  }
}

std::string handshake_reason() {
  const auto code = ::ERR_peek_last_error();
  ::ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ::ERR_reason_error_string(code);
  return reason == nullptr ? std::string{} : " (" + std::string{reason} + ")";
}

void check_authorities(const std::filesystem::path& file) {
  const auto text = read_file(file, authorities_bytes);
  const std::unique_ptr<BIO, decltype(&::BIO_free)> bytes{
      ::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &::BIO_free};
  std::size_t count = 0;
  for (;; ++count) {
    const std::unique_ptr<X509, decltype(&::X509_free)> certificate{
        ::PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr), &::X509_free};
    if (!certificate)
      break;
  }
  const bool is_at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ::ERR_clear_error();
  if (count == 0 || !is_at_end)
    throw InputError{printable(file.string()) + ": holds no PEM certificate, or a broken one"};
}

}  // namespace errata::fetch
