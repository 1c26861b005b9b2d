// SHA-256, which names content and tells whether it changed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace errata {

// 64 lower-case hex digits.
std::string sha256(std::string_view bytes);

// Its first 8 bytes, most significant first: the first 16 of those digits.
std::uint64_t sha256_start(std::string_view bytes);

// The digest in base64, as content security policies and integrity attributes want it.
std::string sha256_base64(std::string_view bytes);

// HMAC (RFC 2104) with SHA-256, 64 lower-case hex digits: a digest of `bytes` that nobody without
// the key can find by trying.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

// SHA-256 over pieces that arrive one after another.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  std::string finish();  // once; the object is spent

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata
