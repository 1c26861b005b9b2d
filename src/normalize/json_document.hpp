// A JSON document, or a line that is one, with what can be repaired repaired. Includes simdjson's
// door, so only .cpp files include this.
#pragma once

#include <span>
#include <string_view>

#include "core/json_reader.hpp"
#include "normalize/broken_bytes.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

class JsonDocument {
 public:
  // The value in `text` of `file`, which messages call `what`; valid until the next call. Unpaired
  // surrogates become U+FFFD. Bytes that are no UTF-8 are left to is_broken() and check_rest()
  // where they stand in strings. Throws InputError "WHAT:LINE: …" for what is no JSON, "NAME: …"
  // with its place for such a byte anywhere else.
  json::element parse(std::string_view text, const InputFile& file, std::string_view what);

  // The value dies; nothing is broken any more.
  void forget() { broken_.forget(); }

  bool had_lone_surrogates() const { return had_lone_surrogates_; }

  // Whether a string of this record of the document holds bytes that are no UTF-8: the record
  // cannot be used.
  bool is_broken(json::element record) const { return broken_.stand_in(record); }

  // Throws InputError where such a byte stands in `whole`, but in none of its records.
  void check_rest(json::element whole, std::span<const json::element> records,
                  const InputFile& file) const;

 private:
  [[noreturn]] void fail(std::string_view text, const InputFile& file, std::string_view what) const;

  json::Parser parser_;
  BrokenBytes broken_;
  bool had_lone_surrogates_ = false;
};

}  // namespace errata::normalize
