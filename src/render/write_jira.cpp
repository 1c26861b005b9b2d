#include <algorithm>

#include "core/text.hpp"
#include "render/markdown_parts.hpp"
#include "render/ticket_writers.hpp"

namespace errata::render {

namespace {

constexpr std::string_view joiner = "\xE2\x81\xA0";
constexpr std::string_view bar = "\xE2\x94\x82";
constexpr std::string_view wide_bracket = "\xEF\xBC\xBB";
constexpr char none = ' ';  // stands for the beginning of a line, and its end

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_alphanumeric(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

// What a backslash takes the meaning from, in both renderers; but for '%', which has none.
bool takes_backslash(char c) {
  return std::string_view{"!#()*+-?@[]^_{|}~"}.find(c) != std::string_view::npos;
}

// A colon may end the scheme of a link or begin a face.
std::string inert_colon(char before, char after) {
  std::string colon = ":";
  if (after == ' ')
    return colon;
  if (is_letter(before))
    colon.insert(0, joiner);
  return colon.append(joiner);
}

std::string inert_character(char before, char c, char after) {
  if (c == '-' && is_letter(before) && is_letter(after))
    return "-";
  if (c == ':')
    return inert_colon(before, after);
  // A server takes "&#42;" for a character, and Cloud has a break of the line for two backslashes.
  if (c == '\\' || (c == '&' && (after == '#' || is_letter(after))))
    return c + std::string{joiner};
  if (!takes_backslash(c))
    return {c};
  const std::string escaped{'\\', c};
  // A server gives braces back before it looks for "{{".
  return c == '{' || c == '}' ? escaped + std::string{joiner} : escaped;
}

// What Cloud takes for the end of a cell, or for a link that goes on beyond it, whatever stands
// before it.
std::string_view look_alike(std::string_view rest) {
  if (rest.front() == '|')
    return bar;
  const bool is_open = rest.front() == '[' && rest.find_first_of("[]", 1) == std::string_view::npos;
  return is_open ? wide_bracket : std::string_view{};
}

// `end` is what stands behind the text.
std::string inert(std::string_view text, bool in_table, char end = none) {
  std::string written;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto other = in_table ? look_alike(text.substr(i)) : std::string_view{};
    if (other.empty())
      written += inert_character(i > 0 ? text[i - 1] : none, text[i],
                                 i + 1 < text.size() ? text[i + 1] : end);
    else
      written += other;
  }
  return written;
}

// Never bold: Cloud reads what stands between two asterisks once more, without the backslashes.
std::string quotation(const Inline& piece, bool in_table) {
  return "“" + inert(piece.text, in_table, '"') + "”";
}

bool may_be_bold(std::string_view words) {
  return !words.empty() && words.front() != ' ' && words.back() != ' ' &&
         inert(words, true) == words;
}

// A mark is none beside a letter, a digit or anything beyond ASCII.
bool is_beside_bold(char c) {
  return !is_alphanumeric(c) && static_cast<unsigned char>(c) < 0x80;
}

std::string bold_words(std::string_view text, char before, char after, bool in_table) {
  const auto begin = std::min(text.find_first_not_of(' '), text.size());
  const auto end = text.find_last_not_of(' ') + 1;
  const auto words = begin < end ? text.substr(begin, end - begin) : std::string_view{};
  const bool is_free =
      (begin > 0 || is_beside_bold(before)) && (end < text.size() || is_beside_bold(after));
  if (!may_be_bold(words) || !is_free)
    return inert(text, in_table);
  return std::string(begin, ' ') + "*" + std::string{words} + "*" +
         std::string(text.size() - end, ' ');
}

// The character that the next piece begins with, as far as it matters to what stands before it.
char first_of(const Line& line, std::size_t next) {
  if (next >= line.size() || line[next].kind == Inline::Kind::break_)
    return none;
  return line[next].kind == Inline::Kind::code ? '\x80' : line[next].text.front();
}

std::string written(const Line& line, bool in_table) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto& piece = line[i];
    if (piece.kind == Inline::Kind::break_)
      text = std::string{trimmed(text)} + " \\\\ ";
    else if (piece.kind == Inline::Kind::code)
      text += quotation(piece, in_table);
    else if (piece.is_strong)
      text += bold_words(piece.text, text.empty() ? none : text.back(), first_of(line, i + 1),
                         in_table);
    else
      text += inert(piece.text, in_table);
  }
  return text;
}

std::string written(const MarkdownTable& table) {
  std::string text;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::string mark = i == 0 ? "||" : "|";
    text += mark;
    for (const auto& cell : table.rows[i])
      text += " " + written(cell, true) + " " + mark;
    text += '\n';
  }
  return text;
}

std::string written(const Part& part) {
  switch (part.kind) {
    case Part::Kind::heading:
      return "h" + std::to_string(part.number) + ". " + written(part.line, false) + "\n";
    case Part::Kind::bullet:
      return "* " + written(part.line, false) + "\n";
    case Part::Kind::numbered:
      return "# " + written(part.line, false) + "\n";
    case Part::Kind::table:
      return written(part.table);
    case Part::Kind::fold:
      return bold_words(part.line.front().text, none, none, false) + "\n";
    case Part::Kind::paragraph:
      break;
  }
  return written(part.line, false) + "\n";
}

}  // namespace

std::string write_jira(const std::string& markdown) {
  return rewritten(markdown, written);
}

}  // namespace errata::render
