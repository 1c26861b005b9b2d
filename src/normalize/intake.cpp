#include "normalize/intake.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/arrange.hpp"

namespace errata::normalize {

using model::Task;

namespace {

std::string most_frequent_reason(const model::IssueLog& issues) {
  std::string reason;
  std::uint64_t most = 0;
  for (const auto& [why, count] : issues.by_reason) {
    if (count > most) {
      most = count;
      reason = why;
    }
  }
  return reason;
}

}  // namespace

void Intake::skip(std::string_view record, std::string_view reason, std::string detail) {
  ++test_set.issues.seen;
  ++test_set.issues.skipped;
  test_set.issues.add({.file = std::string{file_},
                       .line = line_,
                       .record = std::string{record},
                       .reason = std::string{reason},
                       .detail = std::move(detail),
                       .skipped = true});
}

void Intake::remark(std::string_view record, std::string_view reason, std::string detail) {
  test_set.issues.add({.file = std::string{file_},
                       .line = line_,
                       .record = std::string{record},
                       .reason = std::string{reason},
                       .detail = std::move(detail),
                       .skipped = false});
}

void Intake::set_task(Task task, std::string_view said_by) {
  if (options.task && (*options.task == Task::entities) != (task == Task::entities))
    throw UsageError{"--task " + std::string{name_of(*options.task)} + ": " + printable(said_by) +
                     " holds " + std::string{name_of(task)}};
  if (task_ && *task_ != task && !options.task)
    throw InputError{printable(said_by) + ": holds " + std::string{name_of(task)} +
                     ", the input before it " + std::string{name_of(*task_)}};
  task_ = options.task ? options.task : task;
}

bool Intake::accept(model::Document& document) {
  follow(document);
  const auto entities = has_spans_.value_or(true);
  const auto assumed = entities ? Task::entities : Task::multi_label;
  if (const auto fault = arrange(document, task_.value_or(assumed)); !fault.empty()) {
    skip(document.id, fault);
    return false;
  }
  all_single_ &= document.gold.size() == 1 && document.predicted.size() <= 1;
  ++test_set.issues.seen;
  ++test_set.issues.used;
  return true;
}

void Intake::follow(const model::Document& document) {
  if (!task_)
    task_ = options.task;
  if (task_)
    has_spans_ = *task_ == Task::entities;
  const auto& first = document.gold.empty() ? document.predicted : document.gold;
  if (!has_spans_ && !first.empty())
    has_spans_ = first.front().end > 0;
}

std::string running_id(std::uint64_t number) {
  auto digits = std::to_string(number);
  return digits.size() < 6 ? std::string(6 - digits.size(), '0') + digits : digits;
}

void Intake::finish() {
  const auto& issues = test_set.issues;
  const auto share = static_cast<double>(issues.skipped) / static_cast<double>(issues.seen);
  if (issues.seen > 0 && (issues.used == 0 || share > options.max_issues))
    throw InputError{printable(inputs.first().name) + ": " + std::to_string(issues.skipped) +
                     " of " + std::to_string(issues.seen) +
                     " records cannot be used, most often: " + most_frequent_reason(issues)};
  if (issues.seen == 0)
    test_set.remarks.emplace_back("the input holds no documents");
  if (!task_) {
    const bool entities = has_spans_.value_or(true);
    task_ = entities ? Task::entities : all_single_ ? Task::single_label : Task::multi_label;
    test_set.remarks.push_back("task inferred from the annotations: " +
                               std::string{name_of(*task_)});
  }
  test_set.task = *task_;
  test_set.labels = labels.names();
}

}  // namespace errata::normalize
