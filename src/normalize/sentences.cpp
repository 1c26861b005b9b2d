#include "normalize/sentences.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/columns.hpp"
#include "normalize/limits.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

namespace {

bool is_tab(char c) {
  return c == '\t' || c == '\r';
}

bool is_blank(char c) {
  return c == ' ' || is_tab(c);
}

// A token a line: what stands between its separators is most of the work of reading such files.
template <bool is_separator(char)>
void split_at(std::string_view line, std::vector<std::string_view>& into) {
  into.clear();
  for (std::size_t begin = 0, end = 0; end < line.size(); begin = end + 1) {
    for (end = begin; end < line.size() && !is_separator(line[end]);)
      ++end;
    if (end > begin)
      into.push_back(line.substr(begin, end - begin));
  }
}

// Where tabs make columns enough, a token may hold blanks.
void split_columns(std::string_view line, std::size_t least, std::vector<std::string_view>& into) {
  const bool may_hold_blanks = line.find(' ') != line.npos && line.find('\t') != line.npos;
  if (may_hold_blanks) {
    split_at<is_tab>(line, into);
    for (auto& cell : into)
      cell = trimmed(cell);
    std::erase(into, std::string_view{});
  }
  if (!may_hold_blanks || into.size() < least)
    split_at<is_blank>(line, into);
}

using Cells = std::vector<std::string_view>;

// The lines of a head that are tokens; those that begin with "#" may be, and count where no others
// are there.
std::vector<Cells> tokens_of(std::string_view head, std::size_t least) {
  std::vector<Cells> tokens, hashes;
  Cells cells;
  for (const auto line : split(head.substr(0, head.rfind('\n')), '\n')) {
    split_columns(line, least, cells);
    if (!cells.empty() && !is_document_start(line) && !is_comment(line))
      (cells.front() == "#" ? hashes : tokens).push_back(cells);
  }
  return tokens.empty() ? hashes : tokens;
}

// Columns of most lines, 0 of none.
std::size_t usual_width(const std::vector<Cells>& tokens) {
  std::map<std::size_t, std::size_t> lines;
  for (const auto& cells : tokens)
    ++lines[cells.size()];
  const auto most = std::ranges::max_element(lines, {}, [](const auto& row) { return row.second; });
  return most == lines.end() ? 0 : most->first;
}

// "3", or "2-3" and "2.1" as in CoNLL-U.
bool is_number_of_token(std::string_view cell) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto marks = std::ranges::count_if(cell, [](char c) { return c == '-' || c == '.'; });
  return is_digit(cell.front()) && is_digit(cell.back()) && marks <= 1 &&
         std::ranges::count_if(cell, is_digit) + marks == std::ssize(cell);
}

std::string_view cell(const Cells& cells, std::size_t column, std::size_t from_end) {
  if (column == 0 ? cells.size() < from_end : cells.size() < column)
    return {};
  return cells[column == 0 ? cells.size() - from_end : column - 1];
}

// Tokens are put over those of the sentence before, whose memory they take.
void put(std::vector<std::string>& list, std::size_t at, std::string_view value) {
  if (at == list.size())
    list.emplace_back(value);
  else
    list[at] = value;
}

}  // namespace

SentenceReader::SentenceReader(const InputFile& file, const Columns& columns)
    : name_{printable(file.name)}, lines_{open_input(file), name_}, columns_{columns} {
  const auto head = read_head(file);
  if (head.find('\n') == head.npos && trimmed(head).find('\r') != head.npos)
    throw InputError{name_ +
                     ": its lines end with carriage returns alone; convert them (mac2unix)"};
  const auto first = std::string_view{head}.substr(0, head.find('\n'));
  take_usual_header(first);
  auto tokens = tokens_of(head, least());
  if (has_header_ && tokens.size() > 1)
    tokens.erase(tokens.begin());
  width_ = usual_width(tokens);
  std::erase_if(tokens, [this](const Cells& cells) { return cells.size() != width_; });
  if (!has_header_)
    take_unknown_header(first, tokens);
  take_token_column(tokens);
  for (const auto& cells : tokens)
    for (const auto tag : {gold_of(cells), predicted_of(cells)})
      tags_.emplace(tag);
}

// Names above both columns of tags say which is which, where nobody else did.
void SentenceReader::take_usual_header(std::string_view line) {
  split_columns(line, least(), cells_);
  has_header_ = is_tag_header(cells_);
  if (!has_header_)
    return;
  const auto gold = usual_column(cells_, Role::gold);
  const auto predicted = usual_column(cells_, Role::predicted);
  if (columns_.text == 0)
    columns_.text = token_column(cells_);
  if (columns_.gold == 0U && columns_.predicted == 0U && gold > 0 && predicted > 0) {
    columns_.gold = gold;
    columns_.predicted = predicted;
  }
}

// Bare types above columns of nothing but tags with prefixes are names of the columns.
void SentenceReader::take_unknown_header(std::string_view line, std::vector<Cells>& tokens) {
  split_columns(line, least(), cells_);
  if (tokens.size() < 2 || cells_ != tokens.front() || !is_untagged(cells_))
    return;
  const auto begin = tokens.begin() + 1;
  const auto has_type = [this](const Cells& cells) {
    return gold_of(cells) != "O" || predicted_of(cells) != "O";
  };
  has_header_ =
      std::all_of(begin, tokens.end(), [this](const Cells& cells) { return is_tagged(cells); }) &&
      std::any_of(begin, tokens.end(), has_type);
  if (!has_header_)
    return;
  tokens.erase(tokens.begin());
  remarks_.push_back("the first line " + in_quotes(trimmed(line), 60) +
                     " is taken for names of the columns");
}

void SentenceReader::take_token_column(const std::vector<Cells>& tokens) {
  if (columns_.text > 0)
    return;
  columns_.text = 1;
  const auto are_numbers = [&](std::size_t column) {
    return std::ranges::all_of(
        tokens, [=](const Cells& cells) { return is_number_of_token(cells[column]); });
  };
  const auto tags = columns_.gold && columns_.predicted ? 2U : 1U;
  if (width_ < 2 + tags || columns_.gold == 2U || columns_.predicted == 2U || !are_numbers(0) ||
      are_numbers(1))
    return;
  columns_.text = 2;
  remarks_.emplace_back(
      "tokens are taken from column 2, as column 1 holds only numbers; --columns text=1 would "
      "choose these");
}

bool SentenceReader::next(Sentence& sentence) {
  used_ = 0;
  sentence.fault.clear();
  sentence.fault_line = 0;
  sentence.starts_document = std::exchange(document_follows_, false);
  std::string_view line;
  while (lines_.next(line)) {
    if (has_header_ && lines_.number() == 1)
      continue;
    if (is_document_start(line)) {
      document_follows_ = used_ > 0;
      if (document_follows_)
        break;
      sentence.starts_document = true;
      continue;
    }
    split_line(line);
    if (cells_.empty() && used_ > 0)
      break;
    if (!cells_.empty() && !is_comment(line) && !is_note())
      add_token(sentence);
  }
  for (auto* list : {&sentence.tokens, &sentence.gold, &sentence.predicted})
    list->resize(used_);
  return used_ > 0;
}

bool is_document_start(std::string_view line) {
  return line.starts_with("-DOCSTART-") || line.starts_with("#begin document");
}

bool is_comment(std::string_view line) {
  const auto text = trimmed(line);
  if (text == "#end document")
    return true;
  if (!text.starts_with("# ") || text.find('\t') != std::string_view::npos)
    return false;
  std::vector<std::string_view> words;
  split_at<is_blank>(text.substr(2), words);
  const auto key = words.front();
  const bool is_pair = words.size() == 1 && key.find('=') != std::string_view::npos;
  return key == "newdoc" || key == "newpar" || is_pair ||
         std::find(words.begin() + 1, words.end(), "=") != words.end();
}

std::size_t SentenceReader::least() const {
  return columns_.gold && columns_.predicted ? 3 : 2;
}

// A blank is a token where characters are: it is the first of as many cells as there are columns.
void SentenceReader::split_line(std::string_view line) {
  split_columns(line, least(), cells_);
  if (cells_.empty() || cells_.size() + 1 != width_ ||
      !trimmed(line.substr(0, line.find('\t'))).empty())
    return;
  const auto tabs = std::ranges::count(line, '\t');
  if (static_cast<std::size_t>(tabs) + 1 == width_)
    cells_.insert(cells_.begin(), " ");
}

bool SentenceReader::counts_from_end() const {
  return columns_.gold == 0U || columns_.predicted == 0U;
}

std::size_t SentenceReader::gold_column() const {
  const auto number = columns_.gold.value_or(0);
  return number > 0 ? number : width_ - (columns_.predicted ? 1 : 0);
}

std::size_t SentenceReader::predicted_column() const {
  const auto number = columns_.predicted.value_or(0);
  return number > 0 ? number : width_;
}

std::string_view SentenceReader::gold_of(const Cells& cells) const {
  const bool both = columns_.gold && columns_.predicted;
  return columns_.gold ? cell(cells, *columns_.gold, both ? 2 : 1) : "O";
}

std::string_view SentenceReader::predicted_of(const Cells& cells) const {
  return columns_.predicted ? cell(cells, *columns_.predicted, 1) : "O";
}

bool SentenceReader::may_be_tag(std::string_view cell) const {
  return is_prefixed_tag(cell) || tags_.contains(cell);
}

bool SentenceReader::is_tagged(const Cells& cells) const {
  return is_prefixed_tag(gold_of(cells)) && is_prefixed_tag(predicted_of(cells));
}

bool SentenceReader::is_untagged(const Cells& cells) const {
  return !(columns_.gold && is_prefixed_tag(gold_of(cells))) &&
         !(columns_.predicted && is_prefixed_tag(predicted_of(cells)));
}

// "# sentence 0": no token has such tags. Between tokens it is one that is broken, unless it has a
// cell for each column and no tag of the file among them.
bool SentenceReader::is_note() const {
  if (cells_.front() != "#")
    return false;
  const bool is_gold = columns_.gold && may_be_tag(gold_of(cells_));
  const bool is_predicted = columns_.predicted && may_be_tag(predicted_of(cells_));
  if (used_ > 0)
    return cells_.size() == width_ && !is_gold && !is_predicted;
  return !(may_be_tag(gold_of(cells_)) && may_be_tag(predicted_of(cells_)));
}

// Of the line at hand, empty where it can be used.
std::string_view SentenceReader::fault_of(std::string_view token, std::string_view gold,
                                          std::string_view predicted) const {
  if (cells_.size() != width_ && counts_from_end() && cells_.size() >= least())
    return other_width;
  if (cells_.size() < least() || token.empty() || gold.empty() || predicted.empty())
    return too_few_columns;
  for (const auto cell : {token, gold, predicted})
    if (find_invalid_utf8(cell) != std::string_view::npos)
      return not_utf8;
  return {};
}

void SentenceReader::add_token(Sentence& sentence) {
  if (used_ == 0)
    sentence.line = lines_.number();
  if (used_ == most_tokens)
    throw InputError{name_ + ":" + std::to_string(sentence.line) + ": a sentence of more than " +
                     std::to_string(most_tokens) + " tokens; no empty line ends it"};
  const auto token = cell(cells_, columns_.text, 1);
  const auto gold = gold_of(cells_);
  const auto predicted = predicted_of(cells_);
  if (const auto fault = fault_of(token, gold, predicted);
      sentence.fault.empty() && !fault.empty()) {
    sentence.fault = fault;
    sentence.fault_line = lines_.number();
  }
  put(sentence.tokens, used_, token);
  put(sentence.gold, used_, gold.empty() ? "O" : gold);
  put(sentence.predicted, used_, predicted.empty() ? "O" : predicted);
  ++used_;
}

bool has_documents(const InputFile& file) {
  LineReader lines{open_input(file), printable(file.name)};
  std::size_t starts = 0;
  bool tokens_before = false;
  for (std::string_view line; starts < 2 && lines.next(line);) {
    if (is_document_start(line))
      starts += tokens_before && starts == 0 ? 2 : 1;
    else
      tokens_before = tokens_before || !trimmed(line).empty();
  }
  return starts >= 2;
}

}  // namespace errata::normalize
