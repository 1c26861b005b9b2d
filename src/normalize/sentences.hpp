// Sentences of a file of columns, one token a line:
//   EU     B-ORG  B-ORG
//   rejects  O    B-MISC
// Columns stand between tabs, in which case a token may hold blanks or be one, or between blanks.
// An empty line ends a sentence, -DOCSTART- or "#begin document" a document. Comments are those of
// CoNLL-U, "#end document", and lines that begin with "#" alone and end with nothing that the file
// has as a tag; between tokens only those of as many words as there are columns. A first line may
// name the columns: with usual names, or with any where all tags below have prefixes. Lines have as
// many columns as most of the file, where columns are counted from the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/files.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

// A fault of a sentence, as it stands in Sentence::fault.
inline constexpr std::string_view too_few_columns = "a line with too few columns";
inline constexpr std::string_view other_width =
    "a line with more or fewer columns than most of its file";

struct Sentence {
  std::vector<std::string> tokens, gold,
      predicted;                 // of equal length, tags empty where not asked for
  std::uint64_t line = 0;        // of the first token
  bool starts_document = false;  // the start of a document stands before it
  std::string fault;             // why it cannot be used, empty where it can
  std::uint64_t fault_line = 0;  // of the first line at fault
};

// Numbers from 1; 0 counts from the end: the last column, for `gold` the last but one where
// `predicted` is asked for as well. `text` 0 is the column that a header calls one of tokens, else
// the first that does not number them.
struct Columns {
  std::size_t text = 0;
  std::optional<std::size_t> gold = {}, predicted = {};
};

class SentenceReader {
 public:
  SentenceReader(const InputFile& file, const Columns& columns);

  // Buffers of `sentence` are reused. False at the end. Throws InputError for a sentence of more
  // than `most_tokens`.
  bool next(Sentence& sentence);

  // What is to be said of columns and header that nobody named.
  const std::vector<std::string>& remarks() const { return remarks_; }

  // Whether gold or predicted is a column of most lines that only its place tells.
  bool counts_from_end() const;
  std::size_t gold_column() const;  // numbers from 1
  std::size_t predicted_column() const;

 private:
  std::size_t least() const;  // columns of a line
  std::string_view gold_of(const std::vector<std::string_view>& cells) const;
  std::string_view predicted_of(const std::vector<std::string_view>& cells) const;
  bool may_be_tag(std::string_view cell) const;
  bool is_note() const;
  void take_usual_header(std::string_view line);
  void take_unknown_header(std::string_view line,
                           std::vector<std::vector<std::string_view>>& tokens);
  void take_token_column(const std::vector<std::vector<std::string_view>>& tokens);
  bool is_tagged(const std::vector<std::string_view>& cells) const;
  bool is_untagged(const std::vector<std::string_view>& cells) const;
  void split_line(std::string_view line);
  std::string_view fault_of(std::string_view token, std::string_view gold,
                            std::string_view predicted) const;
  void add_token(Sentence& sentence);

  std::string name_;
  LineReader lines_;
  Columns columns_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> remarks_;
  std::size_t width_ = 0;                    // columns of most lines of the head
  std::set<std::string, std::less<>> tags_;  // in these lines
  std::size_t used_ = 0;                     // tokens of the sentence at hand
  bool has_header_ = false;
  bool document_follows_ = false;  // the start of a document ended the sentence before
};

// "-DOCSTART-", or "#begin document (bc/cctv/00); part 000" as in OntoNotes.
bool is_document_start(std::string_view line);

// "# key = value", "# key=value", "# newdoc", "# newpar" or "#end document"; a "#" with anything
// else behind it may be a token. Source: the comments of CoNLL-U and of CoNLL-2012.
bool is_comment(std::string_view line);

// Whether the file has more than one document by the lines that start them.
bool has_documents(const InputFile& file);

}  // namespace errata::normalize
