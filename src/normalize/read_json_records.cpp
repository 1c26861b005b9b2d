#include "normalize/read_json_records.hpp"

#include <optional>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/json_fault.hpp"
#include "normalize/json_lines.hpp"
#include "normalize/json_record.hpp"
#include "normalize/open_input.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view lists[] = {"predictions", "examples"};

// The list of records in a whole document, if it has one.
bool find_records(json::element root, json::array& into) {
  json::object fields;
  if (root.get(into) == simdjson::SUCCESS)
    return true;
  if (root.get(fields) != simdjson::SUCCESS)
    return false;
  for (const auto name : lists)
    if (fields.at_key(name).get(into) == simdjson::SUCCESS)
      return true;
  return false;
}

// Whether a file that starts with `head` has a record a line.
bool is_by_line(std::string_view head) {
  const auto line = telling_line(head);
  if (line.empty())
    return false;
  json::Parser parser;
  json::element root;
  json::object fields;
  const auto repaired = replace_lone_surrogates(line);
  if (!parser.try_parse(repaired ? *repaired : line, root) || root.get(fields) != simdjson::SUCCESS)
    return false;
  json::array records;
  for (const auto name : lists)
    if (fields.at_key(name).get(records) == simdjson::SUCCESS)
      return records.size() > 0 && !records.at(0).is_object();
  return true;
}

class JsonRecords : public Reader {
 public:
  explicit JsonRecords(Intake& intake)
      : intake_{intake}, record_{intake.labels, intake.options.columns} {}

  bool next(model::Document& document) override;

 private:
  bool open_next();
  void open_whole();
  bool next_record(json::element& record);
  bool next_of_list(json::element& record);
  bool next_of_lines(json::element& record);
  bool read(json::element record, model::Document& document);

  Intake& intake_;
  JsonRecord record_;
  json::Parser parser_;
  const InputFile* file_ = nullptr;
  std::size_t opened_ = 0;
  std::optional<LineReader> lines_;
  std::optional<json::array::iterator> at_, end_;  // of the list, where there is one
  bool is_set_ = false;                            // the task was told
  std::uint64_t records_ = 0, fieldless_ = 0;
};

bool JsonRecords::open_next() {
  if (opened_ == intake_.inputs.documents.size())
    return false;
  file_ = &intake_.inputs.documents[opened_++];
  const bool by_line = is_by_line(BlockReader{open_input(*file_)}.next());
  at_.reset();
  if (by_line)
    lines_.emplace(open_input(*file_));
  else
    open_whole();
  return true;
}

void JsonRecords::open_whole() {
  const auto text = read_input(*file_);
  const auto what = printable(file_->name);
  json::element root;
  if (!parser_.try_parse(text, root)) {
    const auto repaired = replace_lone_surrogates(text);
    const auto& better = repaired ? *repaired : text;
    if (!parser_.try_parse(better, root)) {
      check_is_text(text, *file_);
      throw InputError{place_of_fault(better, what) + ": " + parser_.fault()};
    }
    intake_.test_set.remarks.push_back(what + ": unpaired surrogates were replaced by U+FFFD");
  }
  json::array list;
  if (!find_records(root, list))
    throw InputError{what + ": is neither a list of records nor an object with 'predictions'"};
  at_ = list.begin();
  end_ = list.end();
}

bool JsonRecords::next_of_list(json::element& record) {
  if (!at_ || !(*at_ != *end_))
    return false;
  record = **at_;
  ++*at_;
  ++records_;
  intake_.at(file_->name, 0);
  return true;
}

bool JsonRecords::next_of_lines(json::element& record) {
  std::string_view line;
  while (lines_ && lines_->next(line)) {
    if (trimmed(line).empty())
      continue;
    ++records_;
    intake_.at(file_->name, lines_->number());
    if (parser_.try_parse_padded(line, record))
      return true;
    const auto repaired = replace_lone_surrogates(line);
    if (repaired && parser_.try_parse(*repaired, record))
      return true;
    if (find_invalid_utf8(line) != std::string_view::npos)
      intake_.skip({}, not_utf8);
    else
      intake_.skip({}, "not valid JSON", "the line " + parser_.fault());
  }
  lines_.reset();
  return false;
}

bool JsonRecords::next_record(json::element& record) {
  do {
    if (next_of_list(record) || next_of_lines(record))
      return true;
  } while (open_next());
  return false;
}

bool JsonRecords::read(json::element record, model::Document& document) {
  json::object fields;
  if (record.get(fields) != simdjson::SUCCESS) {
    intake_.skip({}, "not a JSON object", "record " + std::to_string(records_));
    return false;
  }
  const bool is_read = record_.read(fields, document);
  if (document.id.empty())
    document.id = running_id(records_);
  fieldless_ += !is_read && record_.reason().starts_with("no field ");
  if (!is_read)
    intake_.skip(document.id, record_.reason());
  else if (!record_.text_fault().empty())
    intake_.remark(document.id, record_.text_fault());
  return is_read;
}

// Lists of classes are sets even where each holds one.
bool JsonRecords::next(model::Document& document) {
  json::element record;
  while (next_record(record)) {
    if (!read(record, document))
      continue;
    if (record_.has_sets() && !record_.has_spans() && !std::exchange(is_set_, true) &&
        !intake_.options.task)
      intake_.set_task(model::Task::multi_label, file_->name);
    return true;
  }
  if (fieldless_ > 0 && fieldless_ == records_)
    intake_.advise("name the fields with --columns gold=NAME,predicted=NAME");
  return false;
}

}  // namespace

bool is_json_records(std::string_view head) {
  const auto text = trimmed(head);
  if (text.starts_with('{'))
    return true;
  const auto inside = trimmed(text.substr(text.empty() ? 0 : 1));
  return text.starts_with('[') && (inside.starts_with('{') || inside.starts_with(']'));
}

std::unique_ptr<Reader> read_json_records(Intake& intake) {
  return std::make_unique<JsonRecords>(intake);
}

}  // namespace errata::normalize
