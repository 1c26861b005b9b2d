// Our own Markdown, read back: what the writers of other dialects of a ticket go by, so that words,
// numbers and lengths exist once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace errata::render {

// A stretch of a line.
struct Inline {
  enum class Kind {
    text,   // words and numbers of errata
    code,   // text from outside, in which nothing has a meaning
    break_  // of the line; without text
  };
  Kind kind = Kind::text;
  bool is_strong = false;
  std::string text;
};
using Line = std::vector<Inline>;

struct MarkdownTable {
  std::vector<bool> right;              // a column each: whether it stands at the right
  std::vector<std::vector<Line>> rows;  // the head first; each with as many cells as columns
};

// A block, in its order.
struct Part {
  enum class Kind {
    heading,
    paragraph,
    bullet,
    numbered,
    table,
    fold,  // the summary of <details>; what it folds away stands behind it
  };
  Kind kind = Kind::paragraph;
  std::size_t number = 0;  // level of a heading, number of a numbered item
  Line line = {};          // of all but tables
  MarkdownTable table = {};
};

// GitHub Flavored Markdown as far as templates use it: headings, paragraphs, flat lists, tables,
// strong, code, breaks, and <details>. The open box of a task list becomes U+2610. Comments
// disappear; other HTML is words.
std::vector<Part> read_markdown(std::string_view markdown);

// `markdown` in another dialect, whose text of a part, its last line feed included, `written`
// gives. An empty line stands behind each part but items of a list that goes on.
std::string rewritten(std::string_view markdown, std::string (*written)(const Part& part));

}  // namespace errata::render
