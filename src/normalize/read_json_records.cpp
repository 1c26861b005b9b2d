#include "normalize/read_json_records.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "normalize/json_head.hpp"
#include "normalize/json_lines.hpp"
#include "normalize/json_record.hpp"
#include "normalize/json_side.hpp"
#include "normalize/json_stream.hpp"

namespace errata::normalize {

namespace {

const std::vector<std::string_view> lists{"predictions", "examples", "data"};

class JsonRecords : public Reader {
 public:
  explicit JsonRecords(Intake& intake)
      : intake_{intake},
        record_{
            intake.labels, intake.options.columns, {intake.options.task, intake.options.threshold}},
        stream_{intake, intake.inputs.documents, lists} {
    record_.join_tokens_with(intake.options.joiner.value_or(" "));
  }

  bool next(model::Document& document) override;

 private:
  bool read(json::object fields, model::Document& document);
  void settle_task();
  void say_what_was_met();

  Intake& intake_;
  JsonRecord record_;
  JsonStream stream_;
  bool is_settled_ = false, are_sets_of_predictions_ = false;
  std::uint64_t fieldless_ = 0;
};

bool JsonRecords::read(json::object fields, model::Document& document) {
  const bool is_read = record_.read(fields, document, stream_.text());
  if (document.id.empty())
    document.id = running_id(stream_.number());
  fieldless_ += !is_read && record_.reason().starts_with("no field ");
  if (!is_read)
    intake_.skip(document.id, record_.reason());
  else if (record_.score_fault())
    intake_.remark(document.id, score_left_out);
  return is_read;
}

// Classes are sets in all records where they are a list in any, be it of one. So all records are
// looked at before the first is read, but for spans, of which the first tells; what is wrong with
// them is said when they are read.
void JsonRecords::settle_task() {
  using Wanted = ScoreChoice::Wanted;
  if (intake_.options.task)
    return;
  Intake aside{intake_};
  JsonRecord probe{aside.labels, intake_.options.columns, {{}, intake_.options.threshold}};
  JsonStream stream{aside, intake_.inputs.documents, lists};
  model::Document document;
  for (json::object fields; stream.next(fields);) {
    probe.read(fields, document, stream.text());
    if (probe.has_spans())
      return;
    if (probe.wanted() == Wanted::several && probe.has_sets())
      break;
  }
  const bool is_one = probe.wanted() == Wanted::one && !probe.has_sets();
  if (!is_one && !probe.has_sets())
    return;
  are_sets_of_predictions_ = !is_one && probe.wanted() == Wanted::one;
  record_.settle(is_one ? Wanted::one : Wanted::several);
  intake_.set_task(is_one ? model::Task::single_label : model::Task::multi_label,
                   stream.file().name);
}

bool JsonRecords::next(model::Document& document) {
  json::object fields;
  if (!std::exchange(is_settled_, true))
    settle_task();
  while (stream_.next(fields))
    if (read(fields, document))
      return true;
  say_what_was_met();
  return false;
}

void JsonRecords::say_what_was_met() {
  record_.check_vectors(intake_.inputs.first().name);
  record_.check_fields();
  if (!intake_.options.label_map)
    record_.check_tags(intake_.inputs.first().name);
  for (auto& remark : record_.remarks())
    intake_.test_set.remarks.push_back(std::move(remark));
  if (fieldless_ > 0 && fieldless_ == stream_.number())
    intake_.advise("name the fields with --columns gold=NAME,predicted=NAME");
  if (are_sets_of_predictions_)
    intake_.test_set.remarks.emplace_back(
        "gold is one label in each record and predictions are lists, which are read as sets: all "
        "of "
        "them count; of ranked ones write the first alone");
}

// Whether a list is JSON, of which a table may have the beginning: its first line, the whole, or
// what is cut but has its brackets on lines of their own.
bool is_list(std::string_view text) {
  json::Parser parser;
  json::element root;
  const auto first = trimmed(text.substr(0, text.find('\n')));
  return first.find_first_not_of("[ \t") == first.npos || !telling_line(text).empty() ||
         parser.try_parse(text, root);
}

}  // namespace

bool is_json_records(std::string_view head) {
  const auto text = trimmed(head);
  if (text.starts_with('{'))
    return true;
  const auto inside = trimmed(text.substr(text.empty() ? 0 : 1));
  constexpr std::array<std::string_view, 2> of_spacy{"entities", "cats"};
  const bool is_pair = inside.starts_with('"') || inside.starts_with('[');
  if (text.starts_with('[') && is_pair && has_any_key(text, of_spacy))
    return true;
  if (text.starts_with('[') && (inside.starts_with('{') || inside.starts_with(']')))
    return true;
  return text.starts_with('[') && is_list(text);
}

std::unique_ptr<Reader> read_json_records(Intake& intake) {
  if (intake.inputs.gold)
    return join_json(intake);
  return std::make_unique<JsonRecords>(intake);
}

}  // namespace errata::normalize
