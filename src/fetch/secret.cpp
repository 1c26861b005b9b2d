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
#include "core/unicode.hpp"
#include "fetch/limits.hpp"

namespace errata::fetch {

void wipe(std::string& value) {
  OPENSSL_cleanse(value.data(), value.size());
  value.clear();
}

namespace {

// What nobody else may do with a key. In systemd's folder a service's user gets access by an entry
// of a list, which shows as a right of the group.
constexpr mode_t forbidden_rights = 077;
constexpr mode_t forbidden_rights_of_credential = 027;

// Keys of the service have 32 or 84 letters and digits, which no name has without a separator.
constexpr std::size_t shortest_key = 32;

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
  if (value.starts_with(utf8_mark))
    return "begins with a byte order mark; save it without one";
  if (value.find('\n') != std::string_view::npos)
    return "has more than one line";
  if (!std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7F; }))
    return "must be one line of printable ASCII without blanks";
  if (value.size() < secret_min_bytes || value.size() > secret_max_bytes)
    return "must have 8 to 4096 characters, has " + std::to_string(value.size());
  return {};
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
  throw UsageError{printable(path.string()) + ": " + why};
}

void check_owner_and_mode(const std::filesystem::path& path, int file, mode_t forbidden) {
  struct stat info {};
  if (::fstat(file, &info) != 0)
    fail(path, std::string{"fstat: "} + std::strerror(errno));
  if (!S_ISREG(info.st_mode))
    fail(path, "is not a regular file");
  if (info.st_uid != ::geteuid() && info.st_uid != 0)
    fail(path, "belongs to another user");
  if ((info.st_mode & forbidden) != 0)
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

// Copied and wiped: a short text that is moved stays behind in the other's own buffer.
// NOLINTNEXTLINE(performance-move-constructor-init)
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

Secret Secret::login(std::string value, std::string_view source) {
  strip_line_end(value);
  const bool is_right = value.find(':') != std::string::npos && value.size() <= secret_max_bytes &&
                        std::ranges::none_of(value, [](char c) {
                          return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                        });
  if (!is_right) {
    wipe(value);
    throw UsageError{std::string{source} + ": the login must be one line, USER:PASSWORD"};
  }
  Secret secret;
  secret.value_ = std::move(value);
  return secret;
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

namespace {

Secret read_secret(const std::filesystem::path& path, mode_t forbidden) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    fail(path, std::strerror(errno));
  const struct Closer {
    int file;
    ~Closer() { ::close(file); }
  } closer{file};
  check_owner_and_mode(path, file, forbidden);
  return Secret{read_start(path, file), printable(path.string())};
}

bool is_credential_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
         std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7F && c != '/'; });
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

Secret secret_from_file(const std::filesystem::path& path) {
  return read_secret(path, forbidden_rights);
}

Secret secret_from_credential(const std::string& name) {
  const auto what = "credential " + in_quotes(name);
  if (!is_credential_name(name))
    throw UsageError{what + ": is not a name that systemd gives"};
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || *folder == '\0')
    throw UsageError{what +
                     ": CREDENTIALS_DIRECTORY is not set; systemd sets it for a unit with "
                     "LoadCredential="};
  return read_secret(std::filesystem::path{folder} / name, forbidden_rights_of_credential);
}

std::vector<std::string_view> parts_of(const Secret& secret) {
  const auto value = secret.reveal();
  std::vector<std::string_view> parts{value};
  for (const auto parameter : split(value, '&'))
    if (parameter.starts_with("sig="))
      parts.push_back(parameter.substr(4));
  if (const auto colon = value.find(':'); colon != std::string_view::npos)
    parts.push_back(value.substr(colon + 1));
  return parts;
}

namespace {

// Letters and digits, or base64; a path has no '+' and no '='.
bool is_made_of_key(std::string_view value) {
  const bool is_path = value.find_first_of("+=") == std::string_view::npos;
  return std::ranges::all_of(value, [is_path](char c) {
    return is_letter_or_digit(c) || c == '+' || c == '=' || (c == '/' && !is_path);
  });
}

}  // namespace

bool looks_like_secret(std::string_view value) {
  const auto small = lowered(value);
  if (small.find("sig=") != std::string::npos || small.find("accountkey=") != std::string::npos)
    return true;
  if (value.starts_with("eyJ") && std::ranges::count(value, '.') == 2)
    return true;
  const auto has = [value](auto is_kind) { return std::ranges::any_of(value, is_kind); };
  return value.size() >= shortest_key && is_made_of_key(value) && has(is_digit) &&
         !std::ranges::all_of(value, is_digit);
}

}  // namespace errata::fetch
