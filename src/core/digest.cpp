#include "core/digest.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/base64.hpp"

namespace errata {

namespace {

using Hash = std::array<unsigned char, 32>;

// Looked up once: many small texts are hashed.
const EVP_MD* algorithm() {
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (found == nullptr)
    throw std::runtime_error{"SHA-256 is not available"};
  return found;
}

Hash hash_of(std::string_view bytes) {
  Hash hash{};
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, algorithm(), nullptr) != 1)
    throw std::runtime_error{"SHA-256 failed"};
  return hash;
}

std::string hex_of(const Hash& hash) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * hash.size());
  for (const auto byte : hash) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 0xFU];
  }
  return hex;
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_{std::make_unique<State>()} {
  if (EVP_DigestInit_ex(state_->context, algorithm(), nullptr) != 1)
    throw std::runtime_error{"SHA-256 is not available"};
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1)
    throw std::runtime_error{"SHA-256 failed"};
}

std::string Sha256::finish() {
  Hash hash{};
  if (EVP_DigestFinal_ex(state_->context, hash.data(), nullptr) != 1)
    throw std::runtime_error{"SHA-256 failed"};
  return hex_of(hash);
}

std::string sha256(std::string_view bytes) {
  return hex_of(hash_of(bytes));
}

std::uint64_t sha256_start(std::string_view bytes) {
  const auto hash = hash_of(bytes);
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < sizeof(start); ++i)
    start = start << 8U | hash[i];
  return start;
}

std::string sha256_base64(std::string_view bytes) {
  const auto hash = hash_of(bytes);
  return base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  Hash hash{};
  if (HMAC(algorithm(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data(),
           nullptr) == nullptr)
    throw std::runtime_error{"HMAC with SHA-256 failed"};
  return hex_of(hash);
}

}  // namespace errata
