// Every secret of a run: the last line of defence before anything is written.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "fetch/secret.hpp"

namespace errata::fetch {

// May be used by several threads. One pass over a text, however many secrets are known.
class KnownSecrets {
 public:
  KnownSecrets();
  ~KnownSecrets();
  KnownSecrets(const KnownSecrets&) = delete;
  KnownSecrets& operator=(const KnownSecrets&) = delete;

  void add(const Secret& secret);

  // What no service that is asked ever sees, so that a text which has it as a word repeats nothing.
  void add_login(const Secret& login);

  // `text` with every form (see secret_forms.hpp) of every secret replaced by "***". Of a SAS also
  // its signature counts, of a login "user:password" also the password.
  std::string redact(std::string text) const;

  // The same for a text that may spell any character with JSON's escapes; where that hides a
  // secret, they are all replaced by what they stand for.
  std::string redact_escaped(std::string text) const;

  // Whether one that is no login does, with whichever characters escaped for JSON, once or twice.
  bool occur_in(std::string_view text) const;

 private:
  class Search;
  using SharedSearch = std::shared_ptr<const Search>;
  static SharedSearch with(const SharedSearch& known, const Secret& secret);
  SharedSearch current(const SharedSearch& search) const;

  mutable std::mutex mutex_;
  SharedSearch all_, without_logins_;
};

// The same for one secret alone, which may be unset: `text` without it, and whether it occurs.
std::string without_secret(std::string text, const Secret& secret);
bool contains_secret(std::string_view text, const Secret& secret);

}  // namespace errata::fetch
