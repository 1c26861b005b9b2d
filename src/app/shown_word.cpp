#include "app/shown_word.hpp"

#include "core/text.hpp"
#include "fetch/secret.hpp"

namespace errata::app {

std::string shown_word(std::string_view word) {
  return fetch::looks_like_secret(word) ? "(not shown: it looks like a secret)" : in_quotes(word);
}

}  // namespace errata::app
