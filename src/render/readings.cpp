#include "render/readings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "render/grams.hpp"

namespace errata::render {

namespace {

using Piece = std::function<void(std::string_view piece)>;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_tag = 2'000;
constexpr std::size_t longest_reference = 10;

// Words on both sides of these belong to one text.
constexpr auto inline_elements = std::to_array<std::string_view>(
    {"a", "b", "bdi", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"});

// The tag at the beginning, empty where there is none.
std::string_view tag_at(std::string_view text) {
  const auto is_begun = text.size() > 1 && (text[1] == '/' || text[1] == '!' ||
                                            is_word(static_cast<unsigned char>(text[1])));
  const auto end = is_begun ? text.substr(0, longest_tag).find('>') : npos;
  return end == npos ? std::string_view{} : text.substr(0, end + 1);
}

bool is_inline(std::string_view tag) {
  const auto begin = tag[1] == '/' ? 2U : 1U;
  const auto end = tag.find_first_of(" \n/>", begin);
  return std::ranges::find(inline_elements, tag.substr(begin, end - begin)) !=
         inline_elements.end();
}

std::optional<char32_t> numbered(std::string_view name) {
  const bool is_hex = name.starts_with("#x") || name.starts_with("#X");
  char32_t value = 0;
  for (const char c : lowered(name.substr(is_hex ? 2 : 1))) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && !(is_hex && c >= 'a' && c <= 'f'))
      return std::nullopt;
    value = value * (is_hex ? 16 : 10) + static_cast<char32_t>(is_digit ? c - '0' : c - 'a' + 10);
  }
  const bool is_character = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return is_character ? std::optional{value} : std::nullopt;
}

struct Reference {
  std::string_view name;
  char32_t value;
};
constexpr auto references = std::to_array<Reference>(
    {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}});

// Appends what "&name;" at the beginning stands for; the bytes that it takes, 0 where it is none.
std::size_t resolve(std::string_view text, std::string& to) {
  const auto end = text.substr(0, longest_reference).find(';');
  if (end == npos)
    return 0;
  const auto name = text.substr(1, end - 1);
  const auto known = std::ranges::find(references, name, &Reference::name);
  const auto value = known != references.end() ? std::optional{known->value}
                     : name.starts_with('#')   ? numbered(name)
                                               : std::nullopt;
  if (!value)
    return 0;
  append_utf8(to, *value);
  return end + 1;
}

std::string without_markup(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto tag = rest[0] == '<' ? tag_at(rest) : std::string_view{};
    const auto taken = rest[0] == '&' ? resolve(rest, shown) : tag.size();
    if (!tag.empty() && !is_inline(tag))
      shown += run_end;
    if (taken == 0)
      shown += rest[0];
    at += std::max<std::size_t>(taken, 1);
  }
  return shown;
}

void read_markup(const std::filesystem::path& file, const Piece& piece) {
  const auto text = read_file(file);
  piece(text);
  piece(without_markup(text));
}

void append_escaped(char c, std::string_view digits, std::string& to) {
  char32_t value = 0;
  for (const char digit : lowered(digits.substr(0, 4)))
    value = value * 16 + static_cast<char32_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  if (c == 'u')
    append_utf8(to, value >= 0xD800 && value <= 0xDFFF ? 0xFFFD : value);
  else
    to += c == '"' || c == '\\' || c == '/' ? c : ' ';
}

// Calls `piece` with each string of a line, which is JSON that errata wrote.
void read_strings(std::string_view line, const Piece& piece) {
  std::string text;
  bool is_inside = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') {
      if (is_inside)
        piece(text);
      text.clear();
      is_inside = !is_inside;
    } else if (c == '\\' && at + 1 < line.size()) {
      append_escaped(line[at + 1], line.substr(std::min(at + 2, line.size())), text);
      at += line[at + 1] == 'u' ? 5U : 1U;
    } else if (is_inside) {
      text += c;
    }
  }
  piece(text);
}

void read_lines(const std::filesystem::path& file, const Piece& piece) {
  LineReader reader{file};
  for (std::string_view line; reader.next(line);)
    piece(line);
}

void read_json(const std::filesystem::path& file, const Piece& piece) {
  LineReader reader{file};
  for (std::string_view line; reader.next(line);)
    read_strings(line, piece);
}

struct Row {
  std::string_view extension;
  void (*read)(const std::filesystem::path& file, const Piece& piece);
};
constexpr auto table = std::to_array<Row>(
    {{".html", read_markup}, {".json", read_json}, {".jsonl", read_json}, {".md", read_markup}});

}  // namespace

void each_piece(const std::filesystem::path& file, const Piece& piece) {
  const auto found = std::ranges::find(table, file.extension().string(), &Row::extension);
  if (found == table.end())
    read_lines(file, piece);
  else
    found->read(file, piece);
}

}  // namespace errata::render
