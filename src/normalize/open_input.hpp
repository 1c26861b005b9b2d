// Inputs as UTF-8 text, however they are packed and encoded. Every reader opens its files here.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/byte_source.hpp"
#include "normalize/intake.hpp"
#include "normalize/limits.hpp"

namespace errata::normalize {

// The text of a file while it is read: unpacked, without its byte order mark, and as UTF-8, from
// the encoding of its mark or else from file.encoding. Bytes that mean nothing in that encoding are
// passed on as bytes that are no UTF-8. Throws InputError where the file cannot be opened, and
// while reading where it cannot be unpacked.
std::unique_ptr<ByteSource> open_input(const InputFile& file);

// The same for bytes that need not be those of a file, but for one thing: a byte order mark of
// UTF-8 is a part of the text.
std::unique_ptr<ByteSource> as_text(std::unique_ptr<ByteSource> bytes, const std::string& name,
                                    const std::string& encoding);

// The beginning of that text: up to a size by which formats are known, or the first line where that
// is longer.
std::string read_head(const InputFile& file);

// All of that text at once. Throws InputError for more than `largest_whole` bytes.
std::string read_input(const InputFile& file);

// The same of what is left of a source that open_input() gave. A file that is larger as it lies is
// refused before it is read.
std::string read_whole(ByteSource& text, const InputFile& file);

// By which encoding a file is to be read: its mark's, or else `said`; empty for UTF-8.
std::string encoding_of(const InputFile& file, const std::string& said);

// "not valid UTF-8", or what that means in a file of another encoding.
std::string broken_text(const InputFile& file);

// Throws InputError where `text` of that file, which could not be parsed, is no text at all.
void check_is_text(std::string_view text, const InputFile& file);

// Throws InputError for the byte `at` of that file, which is no text and belongs to no record.
[[noreturn]] void fail_as_no_text(const InputFile& file, std::size_t at);

}  // namespace errata::normalize
