#include "core/json_writer.hpp"

#include <cassert>
#include <charconv>
#include <cmath>

#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata {

namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && c != '"' && c != '\\' && c != '<' && byte != 0x7F;
}

void append_escape(std::string& to, char c) {
  static constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"':
      to += "\\\"";
      return;
    case '\\':
      to += "\\\\";
      return;
    case '\n':
      to += "\\n";
      return;
    case '\r':
      to += "\\r";
      return;
    case '\t':
      to += "\\t";
      return;
    default:
      to += "\\u00";
      to += digits[static_cast<unsigned char>(c) >> 4U];
      to += digits[static_cast<unsigned char>(c) & 0xFU];
  }
}

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  assert(find_invalid_utf8(text) == std::string_view::npos);
  to += '"';
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_plain(text[at]))
      continue;
    to.append(text, begin, at - begin);
    append_escape(to, text[at]);
    begin = at + 1;
  }
  to.append(text, begin);
  to += '"';
}

std::size_t json_size(std::string_view text) {
  std::size_t size = text.size();
  std::string escape;
  for (const char c : text) {
    if (is_plain(c))
      continue;
    escape.clear();
    append_escape(escape, c);
    size += escape.size() - 1;
  }
  return size;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(to_, name);
  to_ += indent_ > 0 ? ": " : ":";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_json_string(to_, text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  assert(std::isfinite(number));
  separate();
  to_ += shortest(number == 0 ? 0.0 : number);
  return *this;
}

JsonWriter& JsonWriter::value(float number) {
  assert(std::isfinite(number));
  separate();
  char digits[32];
  const auto [end, fault] = std::to_chars(digits, digits + sizeof digits, number);
  assert(fault == std::errc{});
  to_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  separate();
  to_ += truth ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  to_ += "null";
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  separate();
  to_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::natural(std::uint64_t number) {
  separate();
  to_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  to_ += bracket;
  has_items_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  assert(!has_items_.empty());
  const bool is_broken = has_items_.back() && has_items_.size() <= levels_;
  has_items_.pop_back();
  if (is_broken)
    break_line();
  to_ += bracket;
  return *this;
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_items_.empty())
    return;
  if (has_items_.back())
    to_ += ',';
  has_items_.back() = true;
  if (has_items_.size() <= levels_)
    break_line();
}

void JsonWriter::break_line() {
  if (indent_ == 0)
    return;
  to_ += '\n';
  to_.append(has_items_.size() * static_cast<std::size_t>(indent_), ' ');
}

}  // namespace errata
