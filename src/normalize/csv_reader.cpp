#include "normalize/csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

namespace {

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n'))
    line.remove_suffix(1);
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return line;
}

}  // namespace

char said_delimiter(std::string_view line) {
  constexpr std::string_view key = "sep=";
  const auto bare = without_line_end(line);
  const bool is_said = bare.size() == key.size() + 1 && equal_ignoring_case(bare.substr(0, 4), key);
  return is_said ? bare.back() : '\0';
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, std::string name, char delimiter)
    : blocks_{std::move(source)}, name_{std::move(name)}, delimiter_{delimiter} {
}

bool CsvReader::fill() {
  const auto block = blocks_.next();
  if (number_ == 0 && buffer_.empty() && block.find('\n') == block.npos &&
      block.find('\r') != block.npos)
    line_end_ = '\r';
  buffer_ += block;
  at_end_ = block.empty();
  return !at_end_;
}

bool CsvReader::next_line() {
  auto searched = begin_;
  auto stop = buffer_.find(line_end_, searched);
  while (stop == std::string::npos && !at_end_) {
    if (buffer_.size() - begin_ > longest_line)
      throw too_long(printable(name_), number_ + 1);
    buffer_.erase(0, kept_);
    begin_ -= std::exchange(kept_, 0);
    searched = buffer_.size();
    fill();
    stop = buffer_.find(line_end_, searched);
  }
  if (stop == std::string::npos && begin_ == buffer_.size())
    return false;
  const auto end = std::min(stop, buffer_.size() - 1) + 1;
  line_ = std::string_view{buffer_}.substr(begin_, end - begin_);
  begin_ = end;
  at_ = 0;
  ++number_;
  return true;
}

std::string& CsvReader::add_cell(CsvRecord& record) {
  if (cells_ == record.cells.size())
    record.cells.emplace_back();
  auto& cell = record.cells[cells_++];
  cell.clear();
  return cell;
}

CsvReader::Place CsvReader::place() const {
  return {
      .line = begin_ - line_.size() - kept_, .size = line_.size(), .at = at_, .number = number_};
}

void CsvReader::go_back(const Place& place) {
  begin_ = kept_ + place.line + place.size;
  line_ = std::string_view{buffer_}.substr(kept_ + place.line, place.size);
  at_ = place.at;
  number_ = place.number;
}

bool CsvReader::next(CsvRecord& record) {
  do {
    kept_ = begin_;
    if (!next_line())
      return false;
  } while (without_line_end(line_).empty() || (number_ == 1 && said_delimiter(line_) != '\0'));
  record.line = number_;
  record.fault.clear();
  bytes_ = line_.size();
  if (delimiter_ == '\t')
    split_tabs(record);
  else
    split_commas(record);
  record.cells.resize(cells_);
  return true;
}

void CsvReader::split_commas(CsvRecord& record) {
  const auto first = place();
  cells_ = 0;
  do {
    auto& cell = add_cell(record);
    if (opens_quote() && !read_quoted(record, cell))
      return go_back(first);
  } while (end_cell(record.cells[cells_ - 1]));
}

// Quotes count, unless the line has as many columns as the first record without them only.
void CsvReader::split_tabs(CsvRecord& record) {
  const auto first = place();
  const auto plain = columns_of_line();
  cells_ = 0;
  do {
    auto& cell = add_cell(record);
    if (opens_quote())
      read_enclosed(cell);
  } while (end_cell(record.cells[cells_ - 1]));
  if (width_ == 0)
    width_ = cells_;
  const bool has_lines = number_ > first.number;
  if (cells_ == width_ || (!has_lines && plain != width_))
    return;
  go_back(first);
  cells_ = 0;
  do
    add_cell(record);
  while (end_cell(record.cells[cells_ - 1]));
}

bool CsvReader::opens_quote() const {
  return at_ < line_.size() && line_[at_] == '"';
}

std::size_t CsvReader::columns_of_line() const {
  return 1 + static_cast<std::size_t>(std::ranges::count(line_, delimiter_));
}

// What is left of the cell. False behind the last one of the line.
bool CsvReader::end_cell(std::string& cell) {
  const auto bare = without_line_end(line_);
  const auto stop = std::min(bare.find(delimiter_, std::min(at_, bare.size())), bare.size());
  if (at_ < stop)
    cell.append(bare, at_, stop - at_);
  at_ = stop + 1;
  return stop < bare.size();
}

// Adds what stands before the closing quote and steps behind that; to the end of the line where it
// has none, which is false.
bool CsvReader::to_closing_quote(std::string& cell) {
  for (;;) {
    const auto quote = line_.find('"', at_);
    cell.append(line_, at_, std::min(quote, line_.size()) - at_);
    if (quote == std::string_view::npos)
      return false;
    at_ = quote + 1;
    if (at_ == line_.size() || line_[at_] != '"')
      return true;
    cell += '"';
    ++at_;
  }
}

bool CsvReader::ends_cell() const {
  const auto bare = without_line_end(line_);
  return at_ >= bare.size() || bare[at_] == delimiter_;
}

// From the opening quote to behind the closing one, which may stand some lines below. False where
// none closes the cell.
bool CsvReader::read_quoted(CsvRecord& record, std::string& cell) {
  ++at_;
  while (!to_closing_quote(cell)) {
    if (!next_line()) {
      record.fault = "a quote that is never closed";
      return false;
    }
    bytes_ += line_.size();
    if (bytes_ > longest_line)
      throw too_long(printable(name_), record.line, "a record with cells in quotes");
  }
  if (!ends_cell())
    record.fault = "text behind a closing quote";
  return record.fault.empty();
}

// The same between tabs, where a quote that encloses no cell is a character. Lines that are whole
// as they stand are not taken together.
void CsvReader::read_enclosed(std::string& cell) {
  constexpr std::size_t longest_cell = std::size_t{1} << 20U;
  const auto opening = place();
  const bool is_whole = columns_of_line() == width_;
  ++at_;
  bool is_enclosed = to_closing_quote(cell);
  while (!is_enclosed && width_ > 0 && cell.size() < longest_cell && next_line()) {
    if (is_whole && number_ == opening.number + 1 && columns_of_line() == width_)
      break;
    is_enclosed = to_closing_quote(cell);
  }
  if (is_enclosed && ends_cell())
    return;
  go_back(opening);
  cell.clear();
}

}  // namespace errata::normalize
