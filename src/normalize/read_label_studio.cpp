#include "normalize/read_label_studio.hpp"

#include <utility>

#include "core/text.hpp"
#include "normalize/json_head.hpp"
#include "normalize/json_stream.hpp"
#include "normalize/label_studio_task.hpp"

namespace errata::normalize {

namespace {

std::optional<bool> wants_spans(const Options& options) {
  if (!options.task)
    return std::nullopt;
  return *options.task == model::Task::entities;
}

class LabelStudioReader : public Reader {
 public:
  explicit LabelStudioReader(Intake& intake)
      : intake_{intake},
        task_{intake.labels, intake.options.columns, wants_spans(intake.options)},
        stream_{intake, intake.inputs.documents} {}

  bool next(model::Document& document) override;

 private:
  void settle_control();
  bool read(json::object fields, model::Document& document);
  void place(model::Document& document);
  void say_what_was_met();

  Intake& intake_;
  LabelStudioTask task_;
  JsonStream stream_;
  std::uint64_t unpredicted_ = 0, in_utf16_ = 0;
  bool is_settled_ = false;
};

void LabelStudioReader::place(model::Document& document) {
  in_utf16_ += document.unit == OffsetUnit::utf16;
  if (!document.has_text)
    return;
  if (task_.has_quotes_elsewhere()) {
    document.has_text = false;
    document.text.clear();
    intake_.remark(document.id,
                   "a region whose words are not at its offsets: the text is not used");
  }
}

bool LabelStudioReader::read(json::object fields, model::Document& document) {
  using Outcome = LabelStudioTask::Outcome;
  const auto outcome = task_.read(fields, document);
  if (document.id.empty())
    document.id = running_id(stream_.number());
  if (outcome == Outcome::cancelled)
    intake_.reject(document.id, "its annotations were cancelled");
  if (outcome == Outcome::not_labelled)
    intake_.reject(document.id, "not annotated");
  if (outcome == Outcome::of_another_version)
    intake_.reject(document.id, task_.reason());
  if (outcome == Outcome::unusable) {
    unpredicted_ += task_.reason() == "no prediction";
    intake_.skip(document.id, task_.reason());
  }
  return outcome == Outcome::read;
}

// What is wrong with the tasks is said when they are read.
void LabelStudioReader::settle_control() {
  Intake aside{intake_};
  JsonStream stream{aside, aside.inputs.documents};
  json::object fields;
  while (stream.next(fields) && !task_.look_for_control(fields)) {
  }
  task_.settle_control();
}

bool LabelStudioReader::next(model::Document& document) {
  json::object fields;
  if (!std::exchange(is_settled_, true))
    settle_control();
  while (stream_.next(fields)) {
    if (!read(fields, document))
      continue;
    intake_.test_set.model = task_.model();
    if (!document.gold.empty())
      intake_.note_gold(Gold::one);
    place(document);
    return true;
  }
  task_.check_control(intake_.inputs.first().name);
  task_.check_version(intake_.inputs.first().name);
  say_what_was_met();
  return false;
}

void LabelStudioReader::say_what_was_met() {
  auto& remarks = intake_.test_set.remarks;
  if (unpredicted_ > 0 && intake_.test_set.issues.used == 0)
    intake_.advise("export the tasks with their predictions");
  for (const auto& [what, count] : task_.left_aside())
    remarks.push_back("left aside: " + what + ", " + count_of(count, "time"));
  if (auto remark = task_.remark_on_text(); !remark.empty())
    remarks.push_back(std::move(remark));
  if (in_utf16_ > 0)
    remarks.push_back("offsets of " + count_of(in_utf16_, "task") +
                      " count UTF-16 units, as the quoted words show");
  in_utf16_ = 0;
}

}  // namespace

bool is_label_studio(std::string_view head) {
  const auto text = trimmed(head);
  return (text.starts_with('[') || text.starts_with('{')) && has_key(text, "data") &&
         (has_key(text, "annotations") || has_key(text, "completions")) &&
         (has_key(text, "result") || has_key(text, "predictions") ||
          has_key(text, "was_cancelled"));
}

std::unique_ptr<Reader> read_label_studio(Intake& intake) {
  return std::make_unique<LabelStudioReader>(intake);
}

}  // namespace errata::normalize
