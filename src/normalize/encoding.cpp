#include "normalize/encoding.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <utility>

#include <iconv.h>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::normalize {

namespace {

using namespace std::string_view_literals;

// UTF-32 first: its mark of little endian begins with that of UTF-16.
constexpr ByteOrderMark marks[] = {
    {utf8_mark, "UTF-8"},       {"\xFF\xFE\0\0"sv, "UTF-32LE"}, {"\0\0\xFE\xFF"sv, "UTF-32BE"},
    {"\xFF\xFE"sv, "UTF-16LE"}, {"\xFE\xFF"sv, "UTF-16BE"},
};

// What to suggest for a name that is misspelt.
constexpr auto usual = std::to_array<std::string_view>(
    {"UTF-8",        "UTF-16LE",     "UTF-16BE",     "UTF-32LE",     "UTF-32BE",    "ASCII",
     "LATIN1",       "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-15", "WINDOWS-1250",
     "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1254", "WINDOWS-1256", "KOI8-R",      "SHIFT_JIS",
     "EUC-JP",       "EUC-KR",       "GBK",          "GB18030",      "BIG5",        "MACINTOSH"});

// Names of iconv for what the machine is set to, and names whose bytes may stand in either order.
constexpr auto by_machine = std::to_array<std::string_view>({"char", "wchar_t", "internal"});
constexpr auto by_order = std::to_array<std::string_view>(
    {"utf16", "utf-16", "utf32", "utf-32", "ucs2", "ucs-2", "ucs4", "ucs-4", "unicode"});

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::any_of(
      names, [name](std::string_view known) { return equal_ignoring_case(name, known); });
}

// Letters, digits and what else stands in names; a slash would begin options of iconv.
bool is_name(std::string_view name) {
  constexpr auto allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()"sv;
  return !name.empty() && name.find_first_not_of(allowed) == name.npos &&
         !is_one_of(name, by_machine);
}

[[noreturn]] void fail(const std::string& encoding, const std::string& why) {
  throw UsageError{"--encoding " + printable(encoding) + ": " + why};
}

iconv_t open(const std::string& encoding) {
  if (is_one_of(encoding, by_order))
    fail(encoding, "leaves the order of bytes open; say UTF-16LE or UTF-16BE");
  const auto none = reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): POSIX
  const auto converter = is_name(encoding) ? ::iconv_open("UTF-8", encoding.c_str()) : none;
  if (converter == none)
    fail(encoding, "unknown encoding" + did_you_mean(encoding, usual) +
                       " (those of iconv -l, such as WINDOWS-1252, are known)");
  return converter;
}

// Bytes of the smallest unit, which is what a broken one is left out by.
std::size_t unit_of(std::string_view encoding) {
  const auto name = lowered(encoding);
  if (name.starts_with("utf-16") || name.starts_with("utf16") || name.starts_with("ucs-2"))
    return 2;
  return name.starts_with("utf-32") || name.starts_with("utf32") || name.starts_with("ucs-4") ? 4
                                                                                              : 1;
}

constexpr std::size_t block = std::size_t{32} << 10U;
constexpr std::size_t most_per_byte = 16;  // of UTF-8; in TSCII it is 9

class ConvertingSource : public ByteSource {
 public:
  ConvertingSource(std::unique_ptr<ByteSource> source, const std::string& encoding)
      : source_{std::move(source)},
        converter_{open(encoding)},
        unit_{unit_of(encoding)},
        in_(block, '\0'),
        out_(block * most_per_byte, '\0') {}
  ~ConvertingSource() override { ::iconv_close(converter_); }
  ConvertingSource(const ConvertingSource&) = delete;
  ConvertingSource& operator=(const ConvertingSource&) = delete;

  std::size_t read(char* to, std::size_t size) override;

 private:
  void fill();
  void convert_some();
  void finish();
  void mark_broken();

  std::unique_ptr<ByteSource> source_;
  iconv_t converter_;
  std::size_t unit_;
  std::string in_, out_;
  std::size_t unused_ = 0;  // bytes at the front of in_ that were read and not yet converted
  std::size_t begin_ = 0, end_ = 0;  // of what out_ holds
  bool is_finished_ = false;
};

std::size_t ConvertingSource::read(char* to, std::size_t size) {
  while (begin_ == end_ && !is_finished_)
    fill();
  const auto count = std::min(size, end_ - begin_);
  std::copy_n(out_.data() + begin_, count, to);
  begin_ += count;
  return count;
}

void ConvertingSource::fill() {
  begin_ = end_ = 0;
  const auto got = source_->read(in_.data() + unused_, in_.size() - unused_);
  unused_ += got;
  if (got == 0)
    finish();
  else
    convert_some();
}

// All that in_ can become has room in out_.
void ConvertingSource::convert_some() {
  auto* from = in_.data();
  auto left = unused_;
  while (left > 0) {
    auto* to = out_.data() + end_;
    auto room = out_.size() - end_;
    const auto done = ::iconv(converter_, &from, &left, &to, &room);
    end_ = out_.size() - room;
    if (done != static_cast<std::size_t>(-1) || errno != EILSEQ)
      break;
    const auto broken = std::min(unit_, left);
    mark_broken();
    from += broken;
    left -= broken;
  }
  std::copy_n(from, left, in_.data());  // a character whose rest is still to be read
  unused_ = left;
}

void ConvertingSource::finish() {
  is_finished_ = true;
  if (unused_ > 0)
    mark_broken();
  auto* to = out_.data() + end_;
  auto room = out_.size() - end_;
  ::iconv(converter_, nullptr, nullptr, &to, &room);  // what waited for a combining character
  end_ = out_.size() - room;
}

void ConvertingSource::mark_broken() {
  out_[end_++] = '\xFF';
}

}  // namespace

const ByteOrderMark* byte_order_mark(std::string_view head) {
  const auto* found = std::ranges::find_if(
      marks, [head](const ByteOrderMark& mark) { return head.starts_with(mark.bytes); });
  return found == std::end(marks) ? nullptr : found;
}

bool is_utf8_name(std::string_view encoding) {
  return equal_ignoring_case(encoding, "utf-8") || equal_ignoring_case(encoding, "utf8");
}

void check_encoding(const std::string& encoding) {
  ::iconv_close(open(encoding));
}

std::unique_ptr<ByteSource> convert(std::unique_ptr<ByteSource> source,
                                    const std::string& encoding) {
  return std::make_unique<ConvertingSource>(std::move(source), encoding);
}

}  // namespace errata::normalize
