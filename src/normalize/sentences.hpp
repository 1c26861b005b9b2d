// Sentences of a file of columns, one token a line:
//   EU     B-ORG  B-ORG
//   rejects  O    B-MISC
// Columns stand between tabs, in which case a token may hold blanks, or between blanks. An empty
// line ends a sentence, -DOCSTART- a document, and comments are those of CoNLL-U, and lines before
// the first token of a sentence that begin with "#" alone and end with nothing that the file has as
// a tag. A first line may name the columns. Lines have as many columns as most of the file, where
// columns are counted from the end.
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
  bool starts_document = false;  // a -DOCSTART- line stands before it
  std::string fault;             // why it cannot be used, empty where it can
};

// Numbers from 1; 0 counts from the end: the last column, for `gold` the last but one where
// `predicted` is asked for as well.
struct Columns {
  std::size_t text = 1;
  std::optional<std::size_t> gold = {}, predicted = {};
};

class SentenceReader {
 public:
  SentenceReader(const InputFile& file, const Columns& columns);

  // Buffers of `sentence` are reused. False at the end. Throws InputError for a sentence of more
  // than `most_tokens`.
  bool next(Sentence& sentence);

 private:
  std::size_t least() const;  // columns of a line
  bool counts_from_end() const;
  std::string_view gold_of(const std::vector<std::string_view>& cells) const;
  std::string_view predicted_of(const std::vector<std::string_view>& cells) const;
  bool may_be_tag(std::string_view cell) const;
  bool is_note() const;
  void take_header(std::string_view head);
  void add_token(Sentence& sentence);

  std::string name_;
  LineReader lines_;
  Columns columns_;
  std::vector<std::string_view> cells_;
  std::size_t width_ = 0;                    // columns of most lines of the head
  std::set<std::string, std::less<>> tags_;  // in these lines
  std::size_t used_ = 0;                     // tokens of the sentence at hand
  bool has_header_ = false;
  bool document_follows_ = false;  // a -DOCSTART- line ended the sentence before
};

// "# key = value", "# key=value", "# newdoc" or "# newpar"; a "#" with anything else behind it may
// be a token. Source: the comments of CoNLL-U.
bool is_comment(std::string_view line);

// Whether the file has more than one document by its -DOCSTART- lines.
bool has_documents(const InputFile& file);

}  // namespace errata::normalize
