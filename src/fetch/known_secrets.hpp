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

  // `text` with every form (see secret_forms.hpp) of every secret replaced by "***". Of a SAS also
  // its signature counts, of a login "user:password" also its parts.
  std::string redact(std::string text) const;

  bool occur_in(std::string_view text) const;

 private:
  class Search;
  std::shared_ptr<const Search> search() const;

  mutable std::mutex mutex_;
  std::shared_ptr<const Search> search_;
};

}  // namespace errata::fetch
