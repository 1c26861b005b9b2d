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

// The cell between the quotes that enclose all of it, with doubled quotes halved; the cell as it is
// where a quote inside stands alone.
void unquote_whole(std::string& cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"')
    return;
  std::string inner;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    inner += cell[i];
    if (cell[i] == '"' && (i + 2 >= cell.size() || cell[++i] != '"'))
      return;
  }
  cell = std::move(inner);
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, std::string name, char delimiter)
    : blocks_{std::move(source)}, name_{std::move(name)}, delimiter_{delimiter} {
}

bool CsvReader::fill() {
  const auto block = blocks_.next();
  buffer_ += block;
  at_end_ = block.empty();
  return !at_end_;
}

bool CsvReader::next_line() {
  auto searched = begin_;
  auto stop = buffer_.find('\n', searched);
  while (stop == std::string::npos && !at_end_) {
    if (buffer_.size() - begin_ > longest_line)
      throw too_long(printable(name_), number_ + 1);
    buffer_.erase(0, kept_);
    begin_ -= std::exchange(kept_, 0);
    searched = buffer_.size();
    fill();
    stop = buffer_.find('\n', searched);
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
  return {.behind = begin_ - kept_, .number = number_};
}

void CsvReader::go_back(const Place& place) {
  begin_ = kept_ + place.behind;
  number_ = place.number;
}

bool CsvReader::next(CsvRecord& record) {
  do {
    kept_ = begin_;
    if (!next_line())
      return false;
  } while (without_line_end(line_).empty());
  record.line = number_;
  record.fault.clear();
  bytes_ = line_.size();
  cells_ = 0;
  const auto first = place();
  split_line(record);
  record.cells.resize(cells_);
  if (!record.fault.empty())
    go_back(first);
  return true;
}

void CsvReader::split_line(CsvRecord& record) {
  for (;;) {
    auto& cell = add_cell(record);
    if (delimiter_ != '\t' && at_ < line_.size() && line_[at_] == '"' && !read_quoted(record, cell))
      return;
    const auto bare = without_line_end(line_);
    const auto stop = std::min(bare.find(delimiter_, std::min(at_, bare.size())), bare.size());
    if (at_ < stop)
      cell.append(bare, at_, stop - at_);
    if (delimiter_ == '\t')
      unquote_whole(cell);
    at_ = stop + 1;
    if (stop == bare.size())
      return;
  }
}

// From the opening quote to behind the closing one, which may stand some lines below. False where
// none closes the cell.
bool CsvReader::read_quoted(CsvRecord& record, std::string& cell) {
  ++at_;
  for (;;) {
    const auto quote = line_.find('"', at_);
    cell.append(line_, at_, std::min(quote, line_.size()) - at_);
    if (quote == std::string_view::npos) {
      if (!next_line()) {
        record.fault = "a quote that is never closed";
        return false;
      }
      bytes_ += line_.size();
      if (bytes_ > longest_line)
        throw too_long(printable(name_), record.line, "a record with cells in quotes");
      continue;
    }
    at_ = quote + 1;
    if (at_ == line_.size() || line_[at_] != '"')
      break;
    cell += '"';
    ++at_;
  }
  const auto bare = without_line_end(line_);
  if (at_ < bare.size() && bare[at_] != delimiter_)
    record.fault = "text behind a closing quote";
  return record.fault.empty();
}

}  // namespace errata::normalize
