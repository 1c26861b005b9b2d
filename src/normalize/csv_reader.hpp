// Records of delimited text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/files.hpp"

namespace errata::normalize {

// The delimiter that spreadsheets say in a first line "sep=;", NUL where `line` says none.
char said_delimiter(std::string_view line);

struct CsvRecord {
  std::vector<std::string> cells;
  std::uint64_t line = 0;  // on which it began, from 1
  std::string fault;       // why it cannot be used, empty where it can
};

// With ',': RFC 4180. A cell that begins with a quote ends with one, holds line breaks as they are
// and quotes doubled; a quote inside a bare cell stands for itself. Text behind a closing quote is
// the record's fault, and so is a quote that is never closed: the line on which it began is the
// record then, and the next one begins behind it. A line or record longer than `longest_line`
// throws InputError with the line. With a tab: a cell is quoted where a tab or the end of a line
// follows its closing quote, also some lines below, and the record has as many columns as the first
// one then; any other quote is a character. Lines end with LF or CRLF, or with CR where
// the first block has no LF; empty lines and a first line "sep=;" are no records.
class CsvReader {
 public:
  // `name` is what messages call the source.
  CsvReader(std::unique_ptr<ByteSource> source, std::string name, char delimiter);

  // Buffers of `record` are reused. False at the end.
  bool next(CsvRecord& record);

 private:
  // A place in the record at hand.
  struct Place {
    std::size_t line, size;  // of its line, from the beginning of the record, in bytes
    std::size_t at;
    std::uint64_t number;
  };

  bool next_line();
  bool fill();
  Place place() const;
  void go_back(const Place& place);
  void split_commas(CsvRecord& record);
  void split_tabs(CsvRecord& record);
  bool opens_quote() const;
  bool ends_cell() const;
  std::size_t columns_of_line() const;
  bool end_cell(std::string& cell);
  bool to_closing_quote(std::string& cell);
  bool read_quoted(CsvRecord& record, std::string& cell);
  void read_enclosed(std::string& cell);
  std::string& add_cell(CsvRecord& record);

  BlockReader blocks_;
  std::string name_;
  char delimiter_;
  std::string buffer_;     // what was read and not yet used
  std::size_t begin_ = 0;  // of the next line
  std::size_t kept_ = 0;   // where the record at hand begins
  std::string_view line_;  // with its line end
  std::size_t at_ = 0;     // in the line
  std::uint64_t number_ = 0;
  std::size_t cells_ = 0;
  std::size_t width_ = 0;  // of the first record
  std::size_t bytes_ = 0;  // of the lines of the record
  char line_end_ = '\n';
  bool at_end_ = false;
};

}  // namespace errata::normalize
