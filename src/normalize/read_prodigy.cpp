#include "normalize/read_prodigy.hpp"

#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/json_head.hpp"
#include "normalize/json_lines.hpp"
#include "normalize/json_record.hpp"
#include "normalize/json_side.hpp"
#include "normalize/json_stream.hpp"

namespace errata::normalize {

namespace {

class ProdigyReader : public Reader {
 public:
  explicit ProdigyReader(Intake& intake)
      : intake_{intake},
        record_{intake.labels, intake.options.columns, Role::predicted},
        stream_{intake, intake.inputs.documents} {}

  bool next(model::Document& document) override;

 private:
  bool read(json::object fields, model::Document& document);
  void take(const std::vector<std::string>& answers, model::Document& document);
  void say_what_was_met();

  Intake& intake_;
  JsonRecord record_;
  JsonStream stream_;
  bool is_set_ = false;                        // the task was told
  std::uint64_t accepted_ = 0, rejected_ = 0;  // suggestions
};

// The answer of each suggestion: its own where a span has one, else that of its record.
std::vector<std::string> answers_of(json::object fields, std::size_t suggestions,
                                    std::string_view answer) {
  std::vector<std::string> answers(suggestions, std::string{answer});
  json::array spans;
  if (fields.at_key("spans").get(spans) != simdjson::SUCCESS || spans.size() != suggestions)
    return answers;
  std::size_t at = 0;
  for (const auto span : spans)
    if (json::object of; span.get(of) == simdjson::SUCCESS)
      answers[at++] = json::text_or(of, "answer", answer);
  return answers;
}

bool ProdigyReader::read(json::object fields, model::Document& document) {
  const auto answer = json::text_or(fields, "answer", "");
  const bool is_read = record_.read(fields, document);
  document.id = running_id(stream_.number());
  if (answer == "ignore") {
    intake_.reject(document.id, "answered 'ignore'");
    return false;
  }
  if (!is_read || (answer != "accept" && answer != "reject")) {
    intake_.skip(document.id, is_read ? "no answer" : record_.reason());
    return false;
  }
  take(answers_of(fields, document.predicted.size(), answer), document);
  return true;
}

// An answer to no suggestion at all says that there is nothing, or that something is.
void ProdigyReader::take(const std::vector<std::string>& answers, model::Document& document) {
  std::vector<model::Annotation> predicted;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool is_accepted = answers[i] == "accept";
    if (!is_accepted && answers[i] != "reject")
      continue;
    ++(is_accepted ? accepted_ : rejected_);
    predicted.push_back(document.predicted[i]);
    if (is_accepted) {
      document.gold.push_back(document.predicted[i]);
      document.gold.back().score = model::no_score;
    }
  }
  document.predicted = std::move(predicted);
}

// A single suggested label may be rejected, so that classes are sets here.
bool ProdigyReader::next(model::Document& document) {
  json::object fields;
  while (stream_.next(fields)) {
    if (!read(fields, document))
      continue;
    if (!document.predicted.empty() && !std::exchange(is_set_, true))
      intake_.set_task(
          document.predicted.front().end > 0 ? model::Task::entities : model::Task::multi_label,
          stream_.file().name);
    return true;
  }
  record_.check_fields();
  say_what_was_met();
  return false;
}

void ProdigyReader::say_what_was_met() {
  const auto where = printable(intake_.inputs.first().name) + ": ";
  if (accepted_ > 0 && rejected_ == 0)
    throw InputError{where +
                     "nothing in it was rejected, so it holds gold labels alone; give it as "
                     "--gold beside a file of predictions (--predicted)"};
  auto& remarks = intake_.test_set.remarks;
  intake_.test_set.precision_only = true;
  if (rejected_ > 0)
    remarks.push_back(where +
                      "gold is what was suggested and accepted: precision is measured, recall and "
                      "F1 are not, as nobody said what was not suggested");
}

}  // namespace

bool is_prodigy(std::string_view head) {
  const auto line = telling_line(head);
  return line.starts_with('{') && has_key(line, "answer") &&
         (has_key(line, "_task_hash") || has_key(line, "spans"));
}

std::unique_ptr<Reader> read_prodigy(Intake& intake) {
  if (intake.inputs.gold)
    return join_json(intake);
  return std::make_unique<ProdigyReader>(intake);
}

}  // namespace errata::normalize
