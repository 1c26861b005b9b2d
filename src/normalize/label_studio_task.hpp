// One task of a Label Studio export: its text, what people labelled and what a model predicted.
// Only .cpp files include this.
//   {"id": 7, "data": {"text": "by May"},
//    "annotations": [{"result": [{"from_name": "ner", "type": "labels",
//       "value": {"start": 3, "end": 6, "text": "May", "labels": ["Date"]}}]}],
//    "predictions": [{"model_version": "v2", "score": 0.8, "result": [
//       {"from_name": "mood", "type": "choices", "value": {"choices": ["Calm"]}}]}]}
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/columns.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/mentions.hpp"

namespace errata::normalize {

class LabelStudioTask {
 public:
  enum class Outcome { read, unusable, not_labelled, cancelled, of_another_version };

  // `choice` may name the key of the text, the control (from_name) whose labels count, and as
  // predicted the model_version whose predictions do; without it the first of each task.
  LabelStudioTask(model::LabelSet& labels, const ColumnChoice& choice,
                  std::optional<bool> wants_spans);

  // Spans in code points or, where only that makes the quoted words fit, in UTF-16 units. reason()
  // says why a task is unusable.
  Outcome read(json::object task, model::Document& into);

  const std::string& reason() const { return reason_; }
  std::string_view model() const { return model_; }  // of the prediction that was read
  bool has_quotes_elsewhere() const { return quotes_elsewhere_; }  // words not at their offsets

  // Before the first read(), of one task after another until it says true: where nobody named it,
  // the control that counts is the first that both sides of a task have, else the first of gold
  // that any prediction has, else the first whose labels can be used.
  bool look_for_control(json::object task);
  void settle_control();

  // Throws UsageError where the user named a control of which no result was, InputError where there
  // are results, but no prediction, or nothing at all, of the control that counts.
  void check_control(std::string_view file) const;

  // What stands beside labels where no text was known by a usual name; empty where one was.
  std::string remark_on_text() const;

  // Throws InputError where tasks had predictions of different versions.
  void check_version(std::string_view file) const;

  // What was met and left aside so far, by what it is.
  const std::map<std::string, std::uint64_t>& left_aside() const { return left_aside_; }

 private:
  bool fail(std::string reason);
  Outcome refuse(std::string reason);
  std::size_t first_of_version(json::array predictions) const;
  bool read_id_and_text(json::object task, model::Document& into);
  bool read_results(json::object from, Role side, std::vector<model::Annotation>& into);
  bool is_usable(json::object result, std::string_view type) const;
  std::vector<std::string> usable_controls(json::object from) const;
  bool takes(json::object result, std::string_view type);
  bool read_spans(json::object value, std::string_view type, float score,
                  std::vector<model::Annotation>& into);
  bool read_choices(json::object value, float score, std::vector<model::Annotation>& into);
  void choose_unit(model::Document& into);

  LabelCache labels_;
  std::string text_key_, control_, asked_control_, asked_version_;
  std::set<std::string> other_texts_;         // keys of strings in 'data'
  std::set<std::string> versions_;            // of the predictions that were read
  std::set<std::string> controls_;            // of all results that have labels or choices
  std::vector<std::string> gold_controls_;    // looked at, of which no task has both sides
  std::set<std::string> predicted_controls_;  // the same
  struct Side {
    std::uint64_t taken = 0;
    std::map<std::string, std::string> others;  // control -> type of its results
  };
  Side gold_, predicted_;
  std::optional<bool> wants_spans_;
  std::string reason_, model_;
  Mentions mentions_;
  bool quotes_elsewhere_ = false;
  std::map<std::string, std::uint64_t> left_aside_;
};

}  // namespace errata::normalize
