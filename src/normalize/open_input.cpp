#include "normalize/open_input.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/encoding.hpp"
#include "normalize/unpack.hpp"

namespace errata::normalize {

namespace {

constexpr std::size_t longest_mark = 4;

std::unique_ptr<PeekSource> open_unpacked(const InputFile& file) {
  return unpack(open_file(file.path), file.name);
}

}  // namespace

std::unique_ptr<ByteSource> open_input(const InputFile& file) {
  auto source = open_unpacked(file);
  const auto* mark = byte_order_mark(source->peek(longest_mark));
  if (mark != nullptr)
    source->drop(mark->bytes.size());
  const auto encoding = mark != nullptr ? std::string{mark->encoding} : file.encoding;
  if (encoding.empty() || is_utf8_name(encoding))
    return source;
  return convert(std::move(source), encoding);
}

std::unique_ptr<ByteSource> as_text(std::unique_ptr<ByteSource> bytes, const std::string& name,
                                    const std::string& encoding) {
  auto source = unpack(std::move(bytes), name);
  const auto* mark = byte_order_mark(source->peek(longest_mark));
  const auto taken = mark != nullptr ? std::string{mark->encoding} : encoding;
  if (taken.empty() || is_utf8_name(taken))
    return source;
  if (mark != nullptr)
    source->drop(mark->bytes.size());
  return convert(std::move(source), taken);
}

std::string read_head(const InputFile& file) {
  BlockReader reader{open_input(file)};
  std::string head;
  for (auto block = reader.next(); !block.empty() && head.size() < longest_head;
       block = reader.next()) {
    head += block;
    if (head.size() >= head_size && head.find('\n') != std::string::npos)
      break;
  }
  head.resize(std::min(head.size(), std::max(head_size, head.find('\n'))));
  return head;
}

std::string read_input(const InputFile& file) {
  return read_whole(*open_input(file), file);
}

std::string read_whole(ByteSource& text, const InputFile& file) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file.path, unknown);
  if (!unknown && file.encoding.empty() && size > largest_whole)
    throw InputError{printable(file.name) + ": is larger than " + std::to_string(largest_whole) +
                     " bytes"};
  return read_all(text, printable(file.name), largest_whole);
}

std::string encoding_of(const InputFile& file, const std::string& said) {
  const auto* mark = byte_order_mark(open_unpacked(file)->peek(longest_mark));
  const auto encoding = mark != nullptr ? std::string{mark->encoding} : said;
  return is_utf8_name(encoding) ? "" : encoding;
}

std::string broken_text(const InputFile& file) {
  return file.encoding.empty() ? std::string{not_utf8} : "not valid " + printable(file.encoding);
}

void check_is_text(std::string_view text, const InputFile& file) {
  if (const auto at = find_invalid_utf8(text); at != std::string_view::npos)
    fail_as_no_text(file, at);
}

void fail_as_no_text(const InputFile& file, std::size_t at) {
  const auto place = file.encoding.empty() ? " at byte " + std::to_string(at) : "";
  throw InputError{printable(file.name) + ": is " + broken_text(file) + place + "; " +
                   std::string{encoding_hint}};
}

}  // namespace errata::normalize
