#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "render/dialect.hpp"
#include "render/visible.hpp"

namespace errata::render {

namespace {

// One line: a code span ends at a blank line, and a table row at any.
void append_on_one_line(std::string& to, std::string_view text) {
  for (const char c : text) {
    if (c == '\n')
      to += "\\n";
    else
      to += c == '\t' ? ' ' : c;
  }
}

std::string one_line(std::string_view text) {
  std::string line;
  each_visible(
      text, [&](std::string_view shown) { append_on_one_line(line, shown); },
      [&](std::string_view name) {
        const bool is_byte = name.starts_with('\\');
        line += is_byte ? std::string{name} : "\\u{" + std::string{name.substr(2)} + "}";
      });
  return line;
}

// The shortest run of back-ticks that does not occur in `text` (CommonMark 6.1).
std::string delimiter_for(std::string_view text) {
  std::set<std::size_t> runs;
  for (auto at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
    const auto end = std::min(text.find_first_not_of('`', at), text.size());
    runs.insert(end - at);
    at = end;
  }
  std::size_t length = 1;
  while (runs.contains(length))
    ++length;
  return std::string(length, '`');
}

bool needs_padding(std::string_view line) {
  const auto is_edge = [](char c) { return c == '`' || c == ' '; };
  return is_edge(line.front()) || is_edge(line.back());
}

std::string code_span(std::string_view text) {
  const auto line = one_line(text);
  if (line.empty())
    return "(empty)";
  // CommonMark strips one blank on both sides, but not from a span of blanks alone.
  const bool is_blank = line.find_first_not_of(' ') == std::string::npos;
  const std::string padding = !is_blank && needs_padding(line) ? " " : "";
  const auto delimiter = delimiter_for(line);
  return delimiter + padding + line + padding + delimiter;
}

// Pieces stand beside each other in a sentence, with blanks of ours between them.
std::string code_span_of_piece(std::string_view text) {
  const auto inner = trimmed(text);
  return code_span(inner.empty() ? text : inner);
}

// GFM's tables take "\|" for "|" before they look for code spans.
std::string code_span_in_table(std::string_view text) {
  std::string escaped;
  for (const char c : code_span(text)) {
    if (c == '|')
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

const Dialect markdown{one_line, code_span, code_span_in_table, code_span_of_piece};

}  // namespace errata::render
