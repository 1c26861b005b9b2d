// Text in other encodings than UTF-8.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/byte_source.hpp"

namespace errata::normalize {

// What can be done about a file whose bytes are no text.
inline constexpr std::string_view encoding_hint =
    "say its encoding with --encoding, such as --encoding WINDOWS-1252";

// Bytes at the beginning of a text that say its encoding.
struct ByteOrderMark {
  std::string_view bytes, encoding;
};

// The mark that `head` begins with: of UTF-8, UTF-16 or UTF-32. Nothing where it has none.
const ByteOrderMark* byte_order_mark(std::string_view head);

bool is_utf8_name(std::string_view encoding);

// Throws UsageError "--encoding NAME: …" for an encoding that nobody knows, or that leaves the
// order of bytes open.
void check_encoding(const std::string& encoding);

// `source`, which is in `encoding`, as UTF-8 while it is read. Bytes that mean nothing there become
// the byte FF, which is no UTF-8 either, so that the record they stand in is known to be broken and
// every other one is read. Throws UsageError for an encoding that nobody knows.
std::unique_ptr<ByteSource> convert(std::unique_ptr<ByteSource> source,
                                    const std::string& encoding);

}  // namespace errata::normalize
