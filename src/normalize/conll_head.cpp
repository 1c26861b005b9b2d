#include "normalize/conll_head.hpp"

#include <cstddef>
#include <set>

#include "core/text.hpp"
#include "normalize/columns.hpp"
#include "normalize/sentences.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

namespace {

bool is_outside(std::string_view tag) {
  return tag == "O" || tag == "o";
}

bool is_begin(std::string_view tag) {
  return is_prefixed_tag(tag) && (tag.front() == 'B' || tag.front() == 'b');
}

// B-ORG, I-ORG.
bool goes_on(std::string_view begin, std::string_view tag) {
  return is_begin(begin) && is_prefixed_tag(tag) && !is_outside(tag) && !is_begin(tag) &&
         begin.substr(1) == tag.substr(1);
}

// B-ORG, S-ORG or U-ORG; codes such as B-20 count what they name.
bool begins_entity(std::string_view tag) {
  constexpr std::string_view first = "BbSU";
  return is_prefixed_tag(tag) && first.find(tag.front()) != first.npos &&
         !(tag[2] >= '0' && tag[2] <= '9');
}

// Takes the last cell off the line.
std::string_view take_last(std::string_view& line, std::string_view blanks) {
  const auto end = line.find_last_of(blanks);
  const auto cell = end == line.npos ? line : line.substr(end + 1);
  line = end == line.npos ? std::string_view{} : trimmed(line.substr(0, end));
  return cell;
}

// What the lines of a head look like.
struct Shape {
  std::size_t lines = 0, tagged = 0, outside = 0, gaps = 0, notes = 0, hashes = 0;
  bool has_outside = false;  // in either column of tags
  bool has_entity = false;   // in both of one line, or of two lines in the last
  bool begins_untagged = false;
  std::set<std::string_view> last;  // cells
  std::string_view before;          // the last cell of the line before in the sentence

  void add(std::string_view line);
  void add_tag(std::string_view tag);
  void add_rest(std::string_view line, std::string_view tag);
};

void Shape::add_tag(std::string_view tag) {
  begins_untagged |= lines == 1 && !is_prefixed_tag(tag);
  tagged += is_prefixed_tag(tag);
  outside += is_outside(tag);
  has_outside |= is_outside(tag);
  has_entity |= goes_on(before, tag);
  before = tag;
  last.insert(tag);
}

// What stands before the last cell. A text between tabs may end with a word "O", and has blanks.
void Shape::add_rest(std::string_view line, std::string_view tag) {
  const std::string_view blanks = line.find('\t') == line.npos ? " " : "\t";
  const auto other = take_last(line, blanks);
  if (line.empty())
    return;
  has_outside |= is_outside(other);
  has_entity |= begins_entity(other) && begins_entity(tag) && line.find(' ') == line.npos;
}

void Shape::add(std::string_view line) {
  auto cells = trimmed(line);
  if (cells.empty()) {
    ++gaps;
    before = {};
    return;
  }
  if (is_document_start(cells) || cells.front() == '#') {
    const bool is_note = is_document_start(cells) || is_comment(cells);
    ++(is_note ? notes : hashes);
    return;
  }
  ++lines;
  const auto tag = take_last(cells, " \t");
  if (cells.empty())
    return;
  add_tag(tag);
  add_rest(cells, tag);
}

bool is_header(std::string_view line) {
  return is_tag_header(split(trimmed(line), '\t')) || is_tag_header(split(trimmed(line), ' '));
}

// Above a table of texts; a column "sentence" beside one of tokens numbers them.
bool names_texts(std::string_view line) {
  const auto cells = split(trimmed(line), '\t');
  return is_usual_header(line, '\t') && usual_column(cells, Role::text) > 0 &&
         token_column(cells) == 0;
}

bool names_tokens(std::string_view line) {
  return is_header(line) && (token_column(split(trimmed(line), '\t')) > 0 ||
                             token_column(split(trimmed(line), ' ')) > 0);
}

// The first line may be a header of unknown names.
bool has_prefixed_tags(const Shape& shape) {
  const auto lines = shape.lines - (shape.begins_untagged && shape.lines > 2 ? 1 : 0);
  return 10 * shape.tagged >= 9 * lines;
}

// Bare types, or prefixes without a type: few words in the last column, of which "O" is one that
// comes often, and sentences parted by empty lines.
bool has_bare_tags(const Shape& shape) {
  constexpr std::size_t most_types = 100;
  return shape.gaps > 0 && 4 * shape.outside >= shape.lines && shape.last.size() <= most_types &&
         2 * shape.last.size() <= shape.lines;
}

}  // namespace

bool is_conll(std::string_view head) {
  Shape shape;
  const auto lines = split(head.substr(0, head.rfind('\n')), '\n');
  for (std::size_t i = is_header(lines.front()) ? 1 : 0; i < lines.size(); ++i)
    shape.add(lines[i]);
  if (shape.lines == 0)
    return shape.notes > 0 && shape.hashes == 0;
  if (names_texts(lines.front()) && (shape.gaps == 0 || !shape.has_outside))
    return false;
  const bool is_tagged = shape.has_outside || shape.has_entity || names_tokens(lines.front());
  return (is_tagged && has_prefixed_tags(shape)) || has_bare_tags(shape);
}

}  // namespace errata::normalize
