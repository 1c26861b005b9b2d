// Bytes that are no UTF-8 in a JSON document, told apart by the value they stand in, so that every
// record without any can be used. Includes simdjson's door, so only .cpp files include this.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"

namespace errata::normalize {

class BrokenBytes {
 public:
  // `json` with each such byte replaced by a mark that a string keeps when it is parsed; nothing
  // where all bytes are UTF-8. What was marked before is forgotten.
  std::optional<std::string> mark(std::string_view json);
  void forget() { places_.clear(); }

  // Whether any stands in a key or string of `value`, which was parsed from the marked text, or
  // from a string of it.
  bool stand_in(json::element value) const;

  // The byte, in the text before it was marked, of the first in `whole` that is in no record.
  std::optional<std::size_t> outside(json::element whole,
                                     std::span<const json::element> records) const;

  // The byte whose mark stands at `at` of the marked text or behind it in the same word.
  std::optional<std::size_t> in_word_at(std::string_view marked, std::size_t at) const;

 private:
  std::optional<std::size_t> number_in(std::string_view text, std::size_t& at) const;
  void find_in(std::string_view text, std::vector<bool>& into) const;

  std::string begin_, end_;          // of a mark; its number stands between them
  std::vector<std::size_t> places_;  // of the bytes, by number
};

}  // namespace errata::normalize
