// A key, token or SAS: held in memory that is wiped, shown only on purpose.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace errata::fetch {

// Movable, not copyable, not printable. The bytes are wiped when it dies or is moved from.
class Secret {
 public:
  Secret() = default;
  // `value` is checked as the rules say: one line (a single "\n" or "\r\n" behind it is taken off),
  // printable ASCII without blanks, 8 to 4096 characters. Throws UsageError
  // "SOURCE: reason"; the value never stands in the message.
  Secret(std::string value, std::string_view source);
  ~Secret();
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  // "user:password" of a proxy, which may be short and may have blanks, but no control character.
  // Throws UsageError as above.
  static Secret login(std::string value, std::string_view source);

  // For a second place that needs the same secret.
  Secret clone() const;

  bool is_set() const { return !value_.empty(); }

  // For the request writer and for taking the value out of messages; nothing else may call it.
  std::string_view reveal() const { return value_; }

  // "32 chars, sha256 1a2b3c4d": tells secrets apart without showing them.
  std::string fingerprint() const;

 private:
  std::string value_;
};

// The secret in environment variable `name`, which is overwritten and removed from the environment.
// Call before any thread is started. Throws UsageError.
Secret secret_from_environment(const std::string& name);

// The secret in a regular file of the user or root that nobody else may read. Throws UsageError;
// for a wrong mode it says which chmod to run.
Secret secret_from_file(const std::filesystem::path& path);

// The secret that systemd put into the folder CREDENTIALS_DIRECTORY under `name`. Throws UsageError
// where there is no such folder, for a name that is none, and as above; the group may read it, as
// systemd grants the service's user access by a list that shows so.
Secret secret_from_credential(const std::string& name);

// What would give the secret away: itself, the signature of a SAS, the password of a login. A
// user's name is none: it may be any word, which documents have as well.
std::vector<std::string_view> parts_of(const Secret& secret);

// Whether `value`, from where a name or path is expected, looks like a secret itself: a key of the
// service (32 and more letters and digits), a token, a signature, an account key.
bool looks_like_secret(std::string_view value);

// For memory that held a secret.
void wipe(std::string& value);

}  // namespace errata::fetch
