#include "fetch/secret.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <openssl/crypto.h>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/limits.hpp"
#include "fetch/url.hpp"

namespace errata::fetch {

namespace {

void wipe(std::string& value) {
  OPENSSL_cleanse(value.data(), value.size());
  value.clear();
}

void strip_line_end(std::string& value) {
  if (value.ends_with('\n'))
    value.pop_back();
  if (value.ends_with('\r'))
    value.pop_back();
}

// Why the value cannot be a secret, empty where it can.
std::string fault_of(std::string_view value) {
  if (value.empty())
    return "is empty";
  if (!std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7F; }))
    return "must be one line of printable ASCII without blanks";
  if (value.size() < secret_min_bytes || value.size() > secret_max_bytes)
    return "must have 8 to 4096 characters, has " + std::to_string(value.size());
  return {};
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
  throw UsageError{printable(path.string()) + ": " + why};
}

void check_owner_and_mode(const std::filesystem::path& path, int file) {
  struct stat info {};
  if (::fstat(file, &info) != 0)
    fail(path, std::string{"fstat: "} + std::strerror(errno));
  if (!S_ISREG(info.st_mode))
    fail(path, "is not a regular file");
  if (info.st_uid != ::geteuid() && info.st_uid != 0)
    fail(path, "belongs to another user");
  if ((info.st_mode & 077U) != 0)
    fail(path, "others may read this key; run chmod 600 " + printable(path.string()));
}

// One byte more than a secret and its line end may have, so that a longer file is noticed.
std::string read_start(const std::filesystem::path& path, int file) {
  std::string bytes(secret_max_bytes + 3, '\0');
  std::size_t used = 0;
  for (;;) {
    const auto got = ::read(file, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      fail(path, std::string{"read: "} + std::strerror(errno));
    if (got == 0)
      break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return bytes;
}

// The forms in which a server could send the secret back. Short pieces would hit by chance.
std::vector<std::string> forms_of(const Secret& secret) {
  std::vector<std::string> forms;
  const auto add = [&forms](const std::string& form) {
    if (form.size() >= secret_min_bytes)
      forms.push_back(form);
  };
  const auto add_encodings = [&add](std::string_view value) {
    add(std::string{value});
    add(encode_segment(value));
    add(lowered(encode_segment(value)));
    add(decode_percent(value));
  };
  add_encodings(secret.reveal());
  for (const auto parameter : split(secret.reveal(), '&'))
    if (parameter.starts_with("sig="))
      add_encodings(parameter.substr(4));
  std::ranges::sort(forms, [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  return forms;
}

}  // namespace

Secret::Secret(std::string value, std::string_view source) : value_{std::move(value)} {
  strip_line_end(value_);
  if (const auto fault = fault_of(value_); !fault.empty()) {
    wipe(value_);
    throw UsageError{std::string{source} + ": the secret " + fault};
  }
}

Secret::~Secret() {
  wipe(value_);
}

Secret::Secret(Secret&& other) noexcept : value_{other.value_} {
  wipe(other.value_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(value_);
    value_ = other.value_;
    wipe(other.value_);
  }
  return *this;
}

Secret Secret::clone() const {
  Secret same;
  same.value_ = value_;
  return same;
}

std::string Secret::fingerprint() const {
  return std::to_string(value_.size()) + " chars, sha256 " + sha256(value_).substr(0, 8);
}

Secret secret_from_environment(const std::string& name) {
  char* value = std::getenv(name.c_str());
  if (value == nullptr)
    throw UsageError{"environment variable " + in_quotes(name) + ": is not set"};
  Secret secret{value, "environment variable " + in_quotes(name)};
  // unsetenv alone would leave the bytes for readers of /proc/PID/environ
  OPENSSL_cleanse(value, std::strlen(value));
  ::unsetenv(name.c_str());
  return secret;
}

Secret secret_from_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    fail(path, std::strerror(errno));
  const struct Closer {
    int file;
    ~Closer() { ::close(file); }
  } closer{file};
  check_owner_and_mode(path, file);
  return Secret{read_start(path, file), printable(path.string())};
}

std::string without_secret(std::string text, const Secret& secret) {
  if (!secret.is_set())
    return text;
  for (const auto& form : forms_of(secret))
    for (auto at = text.find(form); at != std::string::npos; at = text.find(form, at + 3))
      text.replace(at, form.size(), "***");
  return text;
}

bool contains_secret(std::string_view text, const Secret& secret) {
  return secret.is_set() && std::ranges::any_of(forms_of(secret), [text](const auto& form) {
           return text.find(form) != std::string_view::npos;
         });
}

}  // namespace errata::fetch
