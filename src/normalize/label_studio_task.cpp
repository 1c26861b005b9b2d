#include "normalize/label_studio_task.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/span_fault.hpp"

namespace errata::normalize {

namespace {

// Types of results, which are also the keys of their labels. The second is of texts in HTML.
constexpr std::string_view span_types[] = {"labels", "hypertextlabels"};
constexpr std::string_view class_type = "choices";
constexpr std::size_t most_named = 5;

bool is_span_type(std::string_view type) {
  return std::ranges::find(span_types, type) != std::end(span_types);
}

std::optional<std::uint32_t> offset(json::object value, std::string_view key) {
  std::uint64_t number = 0;
  if (value.at_key(key).get(number) != simdjson::SUCCESS ||
      number > std::numeric_limits<std::uint32_t>::max())
    return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

float score_of(json::object from, float otherwise) {
  double score = 0;
  const bool is_share =
      from.at_key("score").get(score) == simdjson::SUCCESS && score >= 0 && score <= 1;
  return is_share ? static_cast<float>(score) : otherwise;
}

bool is_true(json::object from, std::string_view key) {
  bool flag = false;
  return from.at_key(key).get(flag) == simdjson::SUCCESS && flag;
}

// Exports before 1.0 call annotations completions.
bool find_annotations(json::object task, json::array& into) {
  return task.at_key("annotations").get(into) == simdjson::SUCCESS ||
         task.at_key("completions").get(into) == simdjson::SUCCESS;
}

struct Chosen {
  std::optional<json::object> annotation;
  std::uint64_t cancelled = 0, usable = 0;
};

// The one that is marked as ground truth, else the first; cancelled ones do not count.
Chosen choose(json::array annotations) {
  Chosen chosen;
  bool is_truth = false;
  for (const auto element : annotations) {
    json::object annotation;
    if (element.get(annotation) != simdjson::SUCCESS)
      continue;
    if (is_true(annotation, "was_cancelled")) {
      ++chosen.cancelled;
      continue;
    }
    ++chosen.usable;
    if (!chosen.annotation || (!is_truth && is_true(annotation, "ground_truth"))) {
      chosen.annotation = annotation;
      is_truth = is_true(annotation, "ground_truth");
    }
  }
  return chosen;
}

// "; predictions are of 'topic' (taxonomy)"
std::string listed(std::string_view whose, const std::map<std::string, std::string>& controls) {
  std::string list;
  for (const auto& [name, type] : controls)
    list += (list.empty() ? "; " + std::string{whose} + " are of " : ", ") + in_quotes(name, 40) +
            " (" + printable(type, 40) + ")";
  return list;
}

bool is_of_region(json::object result) {
  json::object value;
  return result.at_key("value").get(value) == simdjson::SUCCESS &&
         value.at_key("start").error() == simdjson::SUCCESS;
}

}  // namespace

LabelStudioTask::LabelStudioTask(model::LabelSet& labels, const ColumnChoice& choice,
                                 std::optional<bool> wants_spans)
    : labels_{labels}, wants_spans_{wants_spans} {
  check_roles(choice);
  if (const auto* name = chosen(choice, Role::text))
    text_key_ = *name;
  if (const auto* name = chosen(choice, Role::gold))
    control_ = asked_control_ = *name;
  if (const auto* name = chosen(choice, Role::predicted))
    asked_version_ = *name;
}

std::size_t LabelStudioTask::first_of_version(json::array predictions) const {
  if (asked_version_.empty())
    return 0;
  std::size_t at = 0;
  for (const auto element : predictions) {
    json::object prediction;
    if (element.get(prediction) == simdjson::SUCCESS &&
        json::text_or(prediction, "model_version", "") == asked_version_)
      break;
    ++at;
  }
  return at;
}

std::string LabelStudioTask::remark_on_text() const {
  std::string named;
  for (const auto& key : other_texts_)
    named += (named.empty() ? "" : ", ") + in_quotes(key, 40);
  return text_key_.empty() && !named.empty() ? "no text is known by its name; 'data' has " + named +
                                                   ", which --columns text=NAME would choose"
                                             : std::string{};
}

void LabelStudioTask::check_version(std::string_view file) const {
  if (versions_.size() < 2)
    return;
  std::string named;
  for (const auto& version : versions_)
    named += (named.empty() ? "" : ", ") + in_quotes(version, 40);
  throw InputError{printable(file) + ": its tasks have predictions of several models (" + named +
                   "), which have no score together; --columns predicted=VERSION takes those of "
                   "one"};
}

bool LabelStudioTask::look_for_control(json::object task) {
  json::array annotations, predictions;
  json::object prediction;
  if (!control_.empty())
    return true;
  if (!find_annotations(task, annotations) ||
      task.at_key("predictions").get(predictions) != simdjson::SUCCESS ||
      predictions.at(first_of_version(predictions)).get(prediction) != simdjson::SUCCESS)
    return false;
  const auto gold = choose(annotations);
  if (!gold.annotation)
    return false;
  const auto predicted = usable_controls(prediction);
  for (auto& control : usable_controls(*gold.annotation)) {
    if (std::ranges::find(predicted, control) != predicted.end()) {
      control_ = control;
      return true;
    }
    gold_controls_.push_back(std::move(control));
  }
  predicted_controls_.insert(predicted.begin(), predicted.end());
  return false;
}

void LabelStudioTask::settle_control() {
  const auto found = std::ranges::find_if(gold_controls_, [&](const std::string& control) {
    return predicted_controls_.contains(control);
  });
  if (control_.empty() && found != gold_controls_.end())
    control_ = *found;
}

void LabelStudioTask::check_control(std::string_view file) const {
  if (!asked_control_.empty() && !controls_.contains(asked_control_)) {
    const std::vector<std::string_view> names{controls_.begin(), controls_.end()};
    throw UsageError{"--columns gold=" + printable(asked_control_) +
                     ": no result is of this control" + did_you_mean(asked_control_, names)};
  }
  if (gold_.taken + predicted_.taken == 0 && !(gold_.others.empty() && predicted_.others.empty()))
    throw InputError{printable(file) + ": none of its results has labels or choices that count" +
                     listed("annotations", gold_.others) +
                     listed("predictions", predicted_.others)};
  if (predicted_.taken == 0 && !predicted_.others.empty())
    throw InputError{printable(file) + ": no prediction is of the control " +
                     in_quotes(control_, 40) + listed("predictions", predicted_.others) +
                     "; --columns gold=NAME names the control that counts"};
}

bool LabelStudioTask::fail(std::string reason) {
  reason_ = std::move(reason);
  return false;
}

LabelStudioTask::Outcome LabelStudioTask::refuse(std::string reason) {
  fail(std::move(reason));
  return Outcome::unusable;
}

LabelStudioTask::Outcome LabelStudioTask::read(json::object task, model::Document& into) {
  into = {};
  into.unit = OffsetUnit::codepoints;
  model_.clear();
  quotes_elsewhere_ = false;
  mentions_ = {};
  if (!read_id_and_text(task, into))
    return Outcome::unusable;
  json::array annotations;
  if (!find_annotations(task, annotations))
    return refuse("no list of annotations");
  const auto gold = choose(annotations);
  if (!gold.annotation)
    return gold.cancelled > 0 ? Outcome::cancelled : Outcome::not_labelled;
  if (gold.usable > 1)
    left_aside_["further annotation of a task"] += gold.usable - 1;
  json::array predictions;
  json::object prediction;
  if (task.at_key("predictions").get(predictions) != simdjson::SUCCESS || predictions.size() == 0)
    return refuse("no prediction");
  const auto chosen = first_of_version(predictions);
  if (chosen == predictions.size()) {
    fail("no prediction of the version " + in_quotes(asked_version_, 40));
    return Outcome::of_another_version;
  }
  if (predictions.at(chosen).get(prediction) != simdjson::SUCCESS)
    return refuse("a prediction that is not an object");
  if (predictions.size() > 1)
    left_aside_["further prediction of a task"] += predictions.size() - 1;
  model_ = json::text_or(prediction, "model_version", "");
  versions_.insert(model_);
  if (!read_results(*gold.annotation, Role::gold, into.gold) ||
      !read_results(prediction, Role::predicted, into.predicted))
    return Outcome::unusable;
  for (auto& annotation : into.gold)
    annotation.score = model::no_score;
  choose_unit(into);
  return Outcome::read;
}

bool LabelStudioTask::read_id_and_text(json::object task, model::Document& into) {
  std::int64_t number = 0;
  if (task.at_key("id").get(number) == simdjson::SUCCESS)
    into.id = std::to_string(number);
  else
    into.id = json::text_or(task, "id", "");
  json::object data;
  if (task.at_key("data").get(data) != simdjson::SUCCESS)
    return fail("no 'data'");
  json::element text;
  if (!text_key_.empty() && !json::find(data, text_key_, text))
    return fail("no " + in_quotes(text_key_) + " in 'data'");
  for (const auto name : usual_names(Role::text))
    if (text_key_.empty() && json::find(data, name, text) && text.is_string())
      text_key_ = name;
  into.has_text = !text_key_.empty() && json::find(data, text_key_, text) && text.is_string();
  for (const auto field : data)
    if (!into.has_text && other_texts_.size() < most_named && field.value.is_string())
      other_texts_.emplace(field.key);
  if (into.has_text)
    into.text = json::text_or(data, text_key_, "");
  return true;
}

bool LabelStudioTask::is_usable(json::object result, std::string_view type) const {
  return is_span_type(type) || (type == class_type && !is_of_region(result));
}

std::vector<std::string> LabelStudioTask::usable_controls(json::object from) const {
  json::array results;
  json::object result;
  std::vector<std::string> controls;
  if (from.at_key("result").get(results) != simdjson::SUCCESS)
    return controls;
  for (const auto element : results) {
    if (element.get(result) != simdjson::SUCCESS)
      continue;
    const auto type = json::text_or(result, "type", "");
    if (is_usable(result, type) && (!wants_spans_ || *wants_spans_ == is_span_type(type)))
      controls.emplace_back(json::text_or(result, "from_name", ""));
  }
  return controls;
}

bool LabelStudioTask::read_results(json::object from, Role side,
                                   std::vector<model::Annotation>& into) {
  auto& met = side == Role::gold ? gold_ : predicted_;
  json::array results;
  if (from.at_key("result").get(results) != simdjson::SUCCESS)
    return fail("an annotation without a list 'result'");
  for (const auto element : results) {
    json::object result;
    json::object value;
    if (element.get(result) != simdjson::SUCCESS)
      return fail("a result that is not an object");
    const auto type = json::text_or(result, "type", "");
    if (!takes(result, type)) {
      met.others.emplace(json::text_or(result, "from_name", ""), type);
      continue;
    }
    ++met.taken;
    if (result.at_key("value").get(value) != simdjson::SUCCESS)
      return fail("a result without a 'value'");
    const auto score = score_of(result, score_of(from, model::no_score));
    if (!(is_span_type(type) ? read_spans(value, type, score, into)
                             : read_choices(value, score, into)))
      return false;
  }
  return true;
}

// Where none was settled, the first control whose labels can be used decides.
bool LabelStudioTask::takes(json::object result, std::string_view type) {
  const auto control = json::text_or(result, "from_name", "");
  if (!is_usable(result, type)) {
    ++left_aside_["result of type " + in_quotes(type, 40)];
    return false;
  }
  if (!asked_control_.empty())
    controls_.emplace(control);
  if (!control_.empty() ? control != control_
                        : wants_spans_ && *wants_spans_ != is_span_type(type)) {
    ++left_aside_["result of the control " + in_quotes(control, 40)];
    return false;
  }
  if (control_.empty())
    control_ = control;
  wants_spans_ = is_span_type(type);
  return true;
}

bool LabelStudioTask::read_spans(json::object value, std::string_view type, float score,
                                 std::vector<model::Annotation>& into) {
  json::array names;
  json::object global;
  auto begin = offset(value, "start");
  auto end = offset(value, "end");
  // of HTML, start and end are paths
  if (!begin && value.at_key("globalOffsets").get(global) == simdjson::SUCCESS) {
    begin = offset(global, "start");
    end = offset(global, "end");
  }
  if (!begin || !end || *begin > *end)
    return fail("a region without whole numbers as start and end, in this order");
  if (const auto fault = span_fault(*begin, *end); !fault.empty())
    return fail(std::string{fault});
  if (value.at_key(type).get(names) != simdjson::SUCCESS || names.size() == 0)
    return fail("a region without a label");
  for (const auto element : names) {
    std::string_view name;
    if (element.get(name) != simdjson::SUCCESS)
      return fail("a label that is not a string");
    into.push_back({.label = labels_.id(name), .begin = *begin, .end = *end, .score = score});
  }
  if (const auto quoted = json::text_or(value, "text", ""); !quoted.empty())
    mentions_.add(*begin, *end, quoted);
  return true;
}

bool LabelStudioTask::read_choices(json::object value, float score,
                                   std::vector<model::Annotation>& into) {
  json::array names;
  if (value.at_key(class_type).get(names) != simdjson::SUCCESS)
    return fail("a choice without a list 'choices'");
  for (const auto element : names) {
    std::string_view name;
    if (element.get(name) != simdjson::SUCCESS)
      return fail("a label that is not a string");
    into.push_back({.label = labels_.id(name), .score = score});
  }
  return true;
}

// The quoted words tell the unit. They may fit neither, as those of HTML, whose offsets count what
// is shown.
void LabelStudioTask::choose_unit(model::Document& into) {
  if (!into.has_text)
    return;
  const auto in_codepoints = mentions_.differing_in(OffsetUnit::codepoints, into.text);
  if (in_codepoints == 0)
    return;
  const auto in_utf16 = mentions_.differing_in(OffsetUnit::utf16, into.text);
  if (in_utf16 < in_codepoints)
    into.unit = OffsetUnit::utf16;
  quotes_elsewhere_ = in_utf16 > 0 && in_codepoints > 0;
}

}  // namespace errata::normalize
