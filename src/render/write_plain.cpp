#include <algorithm>

#include "core/text.hpp"
#include "core/width.hpp"
#include "render/markdown_parts.hpp"
#include "render/ticket_writers.hpp"

namespace errata::render {

namespace {

// What a line is never broken within: a number with its percent sign, and a text from outside, of
// which nothing may begin a line, where mail and ticket systems look for commands.
using Words = std::vector<std::string>;

void append_text(Words& words, std::string_view text) {
  if (words.empty())
    words.emplace_back();
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == ' ' && text.substr(i + 1, 1) != "%")
      words.emplace_back();
    else
      words.back() += text[i];
}

void append_unbroken(Words& words, const std::string& text) {
  if (words.empty())
    words.emplace_back();
  words.back() += text;
}

// The thing that a line is about stands between asterisks, as people write mail.
std::string written(const Inline& piece) {
  if (piece.kind == Inline::Kind::code)
    return piece.is_strong ? "*\"" + piece.text + "\"*" : "\"" + piece.text + "\"";
  return piece.text;
}

// The words of each line of ours: a break ends one.
std::vector<Words> lines_of(const Line& line) {
  std::vector<Words> lines(1);
  for (const auto& piece : line)
    if (piece.kind == Inline::Kind::break_)
      lines.emplace_back();
    else if (piece.kind == Inline::Kind::code)
      append_unbroken(lines.back(), written(piece));
    else
      append_text(lines.back(), piece.text);
  return lines;
}

// Of a heading or a cell.
std::string on_one_line(const Line& line) {
  std::string text;
  for (const auto& piece : line)
    text += piece.kind == Inline::Kind::break_ ? " " : written(piece);
  return text;
}

std::string wrapped(const Words& words, const std::string& first, const std::string& indent) {
  std::string text = first;
  auto columns = columns_of(first);
  bool is_begun = false;
  for (const auto& word : words) {
    if (word.empty())
      continue;
    const auto width = columns_of(word);
    if (is_begun && columns + 1 + width > plain_columns) {
      text += "\n" + indent;
      columns = indent.size();
    } else if (is_begun) {
      text += ' ';
      ++columns;
    }
    text += word;
    columns += width;
    is_begun = true;
  }
  return text + "\n";
}

std::string wrapped(const Line& line, const std::string& first) {
  const std::string indent(first.size(), ' ');
  std::string text;
  for (const auto& words : lines_of(line))
    text += wrapped(words, text.empty() ? first : indent, indent);
  return text;
}

using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const MarkdownTable& table) {
  Cells cells;
  for (const auto& row : table.rows) {
    cells.emplace_back();
    for (const auto& cell : row)
      cells.back().push_back(on_one_line(cell));
  }
  return cells;
}

// The table as it stands in columns: how wide they are and what is between them.
struct Columns {
  std::vector<std::size_t> widths;
  std::vector<bool> right;
  std::string gap = "  ";

  std::size_t total() const {
    std::size_t total = gap.size() * (widths.size() - 1);
    for (const auto width : widths)
      total += width;
    return total;
  }
};

std::size_t widest_word(std::string_view text) {
  std::size_t widest = 0;
  for (const auto word : split(text, ' '))
    widest = std::max(widest, columns_of(word));
  return widest;
}

// A head may stand on several lines.
Columns columns_for(const Cells& cells, const std::vector<bool>& right) {
  Columns columns{std::vector<std::size_t>(right.size()), right};
  for (std::size_t i = 0; i < right.size(); ++i)
    for (const auto& row : cells)
      columns.widths[i] = std::max(
          columns.widths[i], &row == &cells.front() ? widest_word(row[i]) : columns_of(row[i]));
  if (columns.total() > plain_columns)
    columns.gap = " ";
  return columns;
}

std::string without_blanks_behind(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string aligned(const std::vector<std::string>& row, const Columns& columns) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string blanks(columns.widths[i] - columns_of(row[i]), ' ');
    line += i == 0 ? "" : columns.gap;
    line += columns.right[i] ? blanks + row[i] : row[i] + blanks;
  }
  return without_blanks_behind(line) + "\n";
}

// The words of a head, as many on a line as its column takes.
std::vector<std::string> stacked(std::string_view head, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const auto word : split(head, ' ')) {
    auto& line = lines.back();
    if (!line.empty() && columns_of(line) + 1 + columns_of(word) > width)
      lines.emplace_back(word);
    else
      line += (line.empty() ? "" : " ") + std::string{word};
  }
  return lines;
}

std::string head_of(const std::vector<std::string>& head, const Columns& columns) {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    cells.push_back(stacked(head[i], columns.widths[i]));
    height = std::max(height, cells.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::vector<std::string> row;
    for (const auto& cell : cells)
      row.push_back(line < cell.size() ? cell[line] : "");
    text += aligned(row, columns);
  }
  return text;
}

std::string rule(const Columns& columns) {
  std::string line;
  for (const auto width : columns.widths)
    line += (line.empty() ? "" : columns.gap) + std::string(width, '-');
  return line + "\n";
}

std::string in_columns(const Cells& cells, const Columns& columns) {
  auto text = head_of(cells.front(), columns) + rule(columns);
  for (std::size_t i = 1; i < cells.size(); ++i)
    text += aligned(cells[i], columns);
  return text;
}

// A row as "head: cell; head: cell", without what is empty.
Line as_sentence(const std::vector<Line>& head, const std::vector<Line>& row) {
  Line line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].empty())
      continue;
    line.push_back({.text = (line.empty() ? "" : "; ") + on_one_line(head[i]) + ": "});
    line.insert(line.end(), row[i].begin(), row[i].end());
  }
  return line;
}

std::string as_list(const MarkdownTable& table) {
  std::string text;
  for (std::size_t i = 1; i < table.rows.size(); ++i)
    text += wrapped(as_sentence(table.rows.front(), table.rows[i]), "- ");
  return text;
}

std::string written(const MarkdownTable& table) {
  const auto cells = cells_of(table);
  const auto columns = columns_for(cells, table.right);
  return columns.total() <= plain_columns ? in_columns(cells, columns) : as_list(table);
}

std::string underlined(const Line& line, char with) {
  const auto text = on_one_line(line);
  return text + "\n" + std::string(std::min(columns_of(text), plain_columns), with) + "\n";
}

std::string written(const Part& part) {
  switch (part.kind) {
    case Part::Kind::heading:
      return underlined(part.line, part.number <= 2 ? '=' : '-');
    case Part::Kind::bullet:
      return wrapped(part.line, "- ");
    case Part::Kind::numbered:
      return wrapped(part.line, std::to_string(part.number) + ". ");
    case Part::Kind::table:
      return written(part.table);
    case Part::Kind::fold:
    case Part::Kind::paragraph:
      break;
  }
  return wrapped(part.line, "");
}

}  // namespace

std::string write_plain(const std::string& markdown) {
  return rewritten(markdown, written);
}

}  // namespace errata::render
