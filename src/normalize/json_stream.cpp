#include "normalize/json_stream.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/columns.hpp"
#include "normalize/json_lines.hpp"
#include "normalize/open_input.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view list_of_lists =
    R"(a list of lists, where each is to be an object such as {"text": …, "gold": …, "predicted": …})";

bool is_record(json::object fields) {
  json::element found;
  for (const auto role : {Role::text, Role::gold})
    for (const auto name : usual_names(role))
      if (json::find(fields, name, found))
        return true;
  return false;
}

// Whether the head ends within its first line, which is too long to tell by itself.
bool is_cut(std::string_view head) {
  return head.size() >= longest_head && trimmed(head).starts_with('{') &&
         head.find('\n') == head.npos;
}

// Whether a line behind the first starts as the record that the first starts as.
bool has_further_record(const InputFile& file) {
  BlockReader reader{open_input(file)};
  bool is_below = false;
  for (auto block = reader.next(); !block.empty(); block = reader.next()) {
    if (!is_below && block.find('\n') == block.npos)
      continue;
    const auto rest = trimmed(is_below ? block : block.substr(block.find('\n')));
    is_below = true;
    if (!rest.empty())
      return rest.starts_with('{');
  }
  return false;
}

// Of a pair of a text and an object both; of anything else itself.
void split_pair(json::element& record, std::optional<std::string_view>& text) {
  json::array pair;
  std::string_view first;
  json::element second;
  text.reset();
  if (record.get(pair) != simdjson::SUCCESS || pair.size() != 2 ||
      pair.at(0).get(first) != simdjson::SUCCESS || pair.at(1).get(second) != simdjson::SUCCESS ||
      !second.is_object())
    return;
  text = first;
  record = second;
}

}  // namespace

bool JsonStream::find_list(json::object fields, json::array& into) const {
  for (const auto name : lists_)
    if (fields.at_key(name).get(into) == simdjson::SUCCESS)
      return true;
  return false;
}

// Whether a file that starts with `head` has a record a line. One line may also hold the list; the
// list of a record is its own, as where a text or gold stands beside it or a further record below.
bool JsonStream::is_by_line(std::string_view head) const {
  const auto line = telling_line(head);
  if (line.empty())
    return false;
  json::Parser parser;
  json::element root;
  json::object fields;
  const bool is_json = parser.try_parse(line, root) || try_parse_repaired(parser, line, root);
  std::optional<std::string_view> text;
  if (is_json)
    split_pair(root, text);
  if (text)
    return true;
  if (!is_json)
    return false;
  const auto end = static_cast<std::size_t>(line.data() + line.size() - head.data());
  const auto rest = trimmed(head.substr(end));
  if (root.get(fields) != simdjson::SUCCESS)
    return root.is_array() && rest.starts_with('[');
  json::array records;
  if (!find_list(fields, records) || is_record(fields))
    return true;
  return rest.starts_with('{') || (records.size() > 0 && !records.at(0).is_object());
}

bool JsonStream::open_next() {
  if (opened_ == files_.size())
    return false;
  file_ = &files_[opened_++];
  at_.reset();
  document_.forget();
  const auto head = read_head(*file_);
  if (is_by_line(head) || (is_cut(head) && has_further_record(*file_)))
    lines_.emplace(open_input(*file_), printable(file_->name));
  else
    open_whole();
  return true;
}

void JsonStream::open_whole() {
  const auto what = printable(file_->name);
  const auto root = document_.parse(read_input(*file_), *file_, what);
  if (document_.had_lone_surrogates())
    intake_.test_set.remarks.push_back(what + ": unpaired surrogates were replaced by U+FFFD");
  json::array list;
  json::object fields;
  const bool is_object = root.get(fields) == simdjson::SUCCESS;
  if (is_object ? find_list(fields, list) : root.get(list) == simdjson::SUCCESS) {
    const std::vector<json::element> records{list.begin(), list.end()};
    document_.check_rest(root, records, *file_);
    at_ = list.begin();
    end_ = list.end();
    return;
  }
  document_.check_rest(root, {}, *file_);
  if (!is_object || !takes_ || !takes_(fields, *file_))
    throw InputError{
        what + ": is neither a list of records nor " +
        (lists_.empty() ? "a record a line" : "an object with " + in_quotes(lists_.front()))};
}

bool JsonStream::next_of_list(json::element& record) {
  if (!at_ || !(*at_ != *end_))
    return false;
  record = **at_;
  ++*at_;
  ++number_;
  intake_.at(file_->name, 0);
  return true;
}

bool JsonStream::next_of_lines(json::element& record) {
  std::string_view line;
  while (lines_ && lines_->next(line)) {
    if (trimmed(line).empty())
      continue;
    ++number_;
    intake_.at(file_->name, lines_->number());
    if (parser_.try_parse_padded(line, record))
      return true;
    if (try_parse_repaired(parser_, line, record)) {
      intake_.remark({}, surrogates_replaced);
      return true;
    }
    if (find_invalid_utf8(line) != std::string_view::npos)
      intake_.skip({}, not_utf8);
    else
      intake_.skip({}, "not valid JSON", "the line " + parser_.fault());
  }
  lines_.reset();
  return false;
}

bool JsonStream::next_element(json::element& record) {
  do {
    if (next_of_list(record) || next_of_lines(record))
      return true;
  } while (open_next());
  return false;
}

bool JsonStream::next(json::object& record) {
  json::element element;
  while (next_element(element)) {
    const auto whole = element;
    split_pair(element, text_);
    if (document_.is_broken(whole))
      intake_.skip({}, not_utf8, "record " + std::to_string(number_));
    else if (element.get(record) != simdjson::SUCCESS)
      intake_.skip({}, element.is_array() ? list_of_lists : "not a JSON object",
                   "record " + std::to_string(number_));
    else if (json::has_duplicate_keys(whole))
      intake_.skip({}, "an object with a key twice", "record " + std::to_string(number_));
    else
      return true;
  }
  return false;
}

}  // namespace errata::normalize
