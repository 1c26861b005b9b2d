#include "normalize/intake.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/arrange.hpp"
#include "normalize/encoding.hpp"
#include "normalize/limits.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

using model::Task;

namespace {

const std::vector<model::Annotation>& first_side(const model::Document& document) {
  return document.gold.empty() ? document.predicted : document.gold;
}

std::string kind(bool has_spans) {
  return has_spans ? "entities" : "classification";
}

// Documents that each hold one class are also sets of classes.
bool fits(Task documents, Task said) {
  return documents == said || (documents == Task::single_label && said == Task::multi_label);
}

// " (first in x.csv:12: detail)" of the records that were left out for that reason.
std::string first_of(const model::IssueLog& issues, const std::string& reason) {
  const auto found = std::ranges::find_if(issues.first, [&](const model::Issue& issue) {
    return issue.skipped && issue.reason == reason;
  });
  if (found == issues.first.end())
    return {};
  auto where = printable(found->file);
  if (found->line > 0)
    where += ":" + std::to_string(found->line);
  else if (!found->record.empty())
    where += ", record " + in_quotes(found->record, 60);
  return " (first in " + where + (found->detail.empty() ? "" : ": " + found->detail) + ")";
}

// Of what errata itself writes so.
std::string reason_to_be_empty(std::string_view name) {
  return name == "worklist.jsonl" || name.ends_with("/worklist.jsonl")
             ? ", as nothing was to be labelled anew when errata wrote it"
             : "";
}

}  // namespace

std::vector<InputFile*> Inputs::of_documents() {
  std::vector<InputFile*> files;
  for (auto& file : documents)
    files.push_back(&file);
  for (auto* file : {&gold, &predicted, &texts_file})
    if (*file)
      files.push_back(&**file);
  return files;
}

// A reader knows only that what was converted to UTF-8 is none.
std::string Intake::worded(std::string_view reason) {
  const auto is_at_hand = [&](const InputFile& file) { return file.name.data() == file_.data(); };
  if (reason == not_utf8)
    for (const auto* file : inputs.of_documents())
      if (is_at_hand(*file))
        return broken_text(*file);
  return std::string{reason};
}

void Intake::skip(std::string_view record, std::string_view reason, std::string detail) {
  ++test_set.issues.seen;
  ++test_set.issues.skipped;
  broken_ += reason == not_utf8;
  const auto words = worded(reason);
  ++test_set.issues.skipped_by_reason[words];
  if (skipped_records_ != nullptr)
    skipped_records_->insert(std::string{record});
  test_set.issues.add({.file = std::string{file_},
                       .line = line_,
                       .record = std::string{record},
                       .reason = words,
                       .detail = std::move(detail),
                       .skipped = true});
}

void Intake::remark(std::string_view record, std::string_view reason, std::string detail) {
  if (counted_.contains(std::string{reason}))
    return;
  test_set.issues.add({.file = std::string{file_},
                       .line = line_,
                       .record = std::string{record},
                       .reason = std::string{reason},
                       .detail = std::move(detail),
                       .skipped = false});
}

void Intake::reject(std::string_view record, std::string_view reason) {
  ++test_set.issues.seen;
  ++test_set.issues.rejected;
  test_set.issues.add({.file = std::string{file_},
                       .line = line_,
                       .record = std::string{record},
                       .reason = std::string{reason},
                       .detail = {},
                       .skipped = true});
}

void Intake::set_passed(const model::IssueLog& earlier) {
  passed_ += earlier.skipped + earlier.rejected;
  passed_skipped_ += earlier.skipped;
}

bool Intake::wants_a_label() const {
  const auto said = options.task ? options.task : task_;
  return !said || *said == Task::single_label;
}

void Intake::advise(std::string text) {
  test_set.remarks.push_back(text);
  advice_ = std::move(text);
}

void Intake::set_task(Task task, std::string_view said_by) {
  if (options.task && (*options.task == Task::entities) != (task == Task::entities))
    throw UsageError{"--task " + std::string{name_of(*options.task)} + ": " + printable(said_by) +
                     " holds " + std::string{name_of(task)}};
  if (options.task) {
    task_ = options.task;
    return;
  }
  const auto before = known_task();
  const bool several = task == Task::single_label && !all_single_;
  const bool differs = task_ ? *before != task : several || (before && !fits(*before, task));
  if (differs)
    throw InputError{printable(said_by) + ": holds " + std::string{name_of(task)} +
                     ", the input before it " +
                     std::string{name_of(before.value_or(Task::multi_label))}};
  task_ = task;
}

// Of the source, or of the documents that were accepted without a word about it.
std::optional<Task> Intake::known_task() const {
  if (task_ || !has_spans_)
    return task_;
  return *has_spans_ ? Task::entities : all_single_ ? Task::single_label : Task::multi_label;
}

bool Intake::has_unlabelled() const {
  return !task_ && !has_spans_.value_or(true) && has_empty_ && !has_several_ && has_ones_ &&
         !has_lists_;
}

bool Intake::accept(model::Document& document) {
  follow(document);
  check_kind(document);
  const auto entities = has_spans_.value_or(true);
  const auto assumed = entities ? Task::entities : Task::multi_label;
  if (const auto fault = arrange(document, task_.value_or(assumed)); !fault.empty()) {
    skip(document.id, fault);
    return false;
  }
  if (document.text.size() > largest_text) {
    skip(document.id, text_too_large);
    return false;
  }
  for (const auto& [reason, detail] : converter_.place(document))
    remark(document.id, reason, detail);
  all_single_ &= document.gold.size() == 1 && document.predicted.size() <= 1;
  has_several_ |= document.gold.size() > 1 || document.predicted.size() > 1;
  has_empty_ |= document.gold.empty();
  ++test_set.issues.seen;
  ++test_set.issues.used;
  return true;
}

void Intake::follow(const model::Document& document) {
  if (!task_)
    task_ = options.task;
  if (task_)
    has_spans_ = *task_ == Task::entities;
  const auto& first = first_side(document);
  if (!has_spans_ && !first.empty())
    has_spans_ = first.front().end > 0;
}

// A whole file of the other kind is one mistake, not an issue a record.
void Intake::check_kind(const model::Document& document) {
  const auto& first = first_side(document);
  if (first.empty() || known_file_ == file_.data())
    return;
  const bool follows = std::exchange(known_file_, file_.data()) != nullptr;
  const bool is_span = first.front().end > 0;
  if (follows && is_span != *has_spans_)
    throw InputError{printable(file_) + ": holds " + kind(is_span) + ", the input before it " +
                     kind(*has_spans_)};
}

std::string running_id(std::uint64_t number) {
  auto digits = std::to_string(number);
  return digits.size() < 6 ? std::string(6 - digits.size(), '0') + digits : digits;
}

void Intake::finish() {
  const auto& issues = test_set.issues;
  if (issues.seen == 0)
    throw InputError{printable(inputs.first().name) + ": holds no document" +
                     reason_to_be_empty(inputs.first().name)};
  const auto skipped = issues.skipped - passed_skipped_;
  const auto seen = issues.seen - passed_;
  const bool too_many =
      seen > 0 && static_cast<double>(skipped) / static_cast<double>(seen) > options.max_issues;
  if (issues.used == 0 && issues.rejected > 0 && issues.skipped == 0)
    throw InputError{printable(inputs.first().name) + ": " + "none of its " +
                     count_of(issues.seen, "record") +
                     " is left, most often: " + model::most_frequent(issues.by_reason)};
  if (issues.used == 0 || too_many) {
    const auto reason = model::most_frequent(issues.skipped_by_reason);
    throw InputError{printable(inputs.first().name) + ": " + std::to_string(issues.skipped) +
                     " of " + count_of(issues.seen, "record") +
                     " cannot be used, most often: " + reason + first_of(issues, reason) +
                     (reason == worded(not_utf8) ? "; " + std::string{encoding_hint} : "") +
                     (advice_.empty() ? "" : "; " + advice_)};
  }
  if (broken_ > 0)
    test_set.remarks.push_back(count_of(broken_, "record") + (broken_ == 1 ? " is " : " are ") +
                               worded(not_utf8) + "; if the input has another encoding, " +
                               std::string{encoding_hint});
  if (!task_) {
    const bool entities = has_spans_.value_or(true);
    const bool is_single = all_single_ || has_unlabelled();
    task_ = entities ? Task::entities : is_single ? Task::single_label : Task::multi_label;
    test_set.remarks.push_back("task inferred from the annotations: " +
                               std::string{name_of(*task_)});
  }
  test_set.task = *task_;
  test_set.labels = labels.names();
  std::ranges::sort(test_set.labels);
}

}  // namespace errata::normalize
