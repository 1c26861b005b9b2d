// Sentences of a file of columns, one token a line:
//   EU     B-ORG  B-ORG
//   rejects  O    B-MISC
// Columns stand between tabs, in which case a token may hold blanks, or between blanks. An empty
// line ends a sentence, -DOCSTART- a document, and "# key = value" is a comment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/files.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

// A fault of a sentence, as it stands in Sentence::fault.
inline constexpr std::string_view too_few_columns = "a line with too few columns";

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
  SentenceReader(const InputFile& file, const Columns& columns)
      : lines_{open_input(file)}, columns_{columns} {}

  // Buffers of `sentence` are reused. False at the end.
  bool next(Sentence& sentence);

 private:
  std::size_t least() const;  // columns of a line
  void add_token(Sentence& sentence);

  LineReader lines_;
  Columns columns_;
  std::vector<std::string_view> cells_;
  std::size_t used_ = 0;           // tokens of the sentence at hand
  bool document_follows_ = false;  // a -DOCSTART- line ended the sentence before
};

// Whether the file has more than one document by its -DOCSTART- lines.
bool has_documents(const InputFile& file);

}  // namespace errata::normalize
