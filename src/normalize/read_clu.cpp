#include "normalize/read_clu.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/azure_body.hpp"
#include "normalize/azure_facts.hpp"
#include "normalize/azure_items.hpp"
#include "normalize/azure_pages.hpp"
#include "normalize/azure_summary.hpp"
#include "normalize/clu_item.hpp"
#include "normalize/json_head.hpp"

namespace errata::normalize {

namespace {

bool holds_utterances(json::array items) {
  for (const auto item : items)
    for (const auto* key : {"intentsResult", "entitiesResult"})
      if (item.at_key(key).error() == simdjson::SUCCESS)
        return true;
  return false;
}

class CluReader : public Reader {
 public:
  explicit CluReader(Intake& intake)
      : intake_{intake},
        item_{intake.labels},
        items_{intake, [this](json::object answer, const InputFile& file, bool is_recorded) {
                 return take(answer, file, is_recorded);
               }} {
    add_azure_facts(intake);
  }

  bool next(model::Document& document) override;

 private:
  bool take(json::object body, const InputFile& file, bool is_recorded);
  void take_summary(const InputFile& file);
  void choose_task(json::object item);
  bool read(json::element item, model::Document& document);
  void finish();

  Intake& intake_;
  CluItem item_;
  AzureItems items_;
  AzurePages given_;
  std::optional<model::Task> task_;
  std::vector<CluSummary> summaries_;
  std::uint64_t number_ = 0;  // of the item over all files
  bool is_finished_ = false;
};

// Of what was recorded a list is a page only where it holds utterances, and a summary that was
// asked for again says nothing new.
bool CluReader::take(json::object body, const InputFile& file, bool is_recorded) {
  json::array items;
  json::element assets;
  if (body.at_key("value").get(items) == simdjson::SUCCESS) {
    if (is_recorded && !holds_utterances(items))
      return false;
    items_.add(items);
    given_.add(file.name, body);
  } else if (!is_recorded && (body.at_key("intentsResult").error() == simdjson::SUCCESS ||
                              body.at_key("entitiesResult").error() == simdjson::SUCCESS)) {
    items_.add_answer();
    given_.add_item();
  } else if (auto summary = read_clu_summary(body)) {
    if (is_recorded && !summaries_.empty())
      return false;
    summaries_.push_back(std::move(*summary));
  } else if (json::find(body, "assets", assets)) {
    intake_.test_set.remarks.push_back(printable(file.name) +
                                       ": the export of a conversational project is left aside");
  } else if (is_recorded) {
    return false;
  } else {
    throw InputError{printable(file.name) +
                     ": is neither a page of evaluation results nor a summary"};
  }
  return true;
}

// One evaluation holds one task; the first utterance tells what there is.
void CluReader::choose_task(json::object item) {
  using model::Task;
  json::object intents;
  json::object entities;
  const bool has_intents = item.at_key("intentsResult").get(intents) == simdjson::SUCCESS;
  const bool has_entities = item.at_key("entitiesResult").get(entities) == simdjson::SUCCESS;
  const bool asked = intake_.options.task == Task::entities;
  task_ = (asked || !has_intents) && has_entities ? Task::entities : Task::single_label;
  intake_.set_task(*task_, items_.file().name);
  if (has_intents && has_entities)
    intake_.test_set.remarks.emplace_back(
        asked ? "the intents of these utterances are read without --task entities"
              : "the intents were read; the entities of these utterances are read with --task "
                "entities");
}

bool CluReader::read(json::element item, model::Document& document) {
  json::object fields;
  intake_.at(items_.file().name, items_.line());
  document.id = running_id(++number_);
  if (items_.is_broken(item)) {
    intake_.skip(document.id, not_utf8);
    return false;
  }
  if (item.get(fields) != simdjson::SUCCESS) {
    intake_.skip(document.id, "an item that is not an object");
    return false;
  }
  if (!task_)
    choose_task(fields);
  if (!item_.read(fields, *task_ == model::Task::entities, document)) {
    intake_.skip(document.id, item_.reason());
    return false;
  }
  return true;
}

void CluReader::take_summary(const InputFile& file) {
  items_.read(file, [&](json::object body) {
    auto summary = read_clu_summary(body);
    if (!summary)
      throw InputError{printable(file.name) + ": is not the summary of an evaluation of CLU"};
    summaries_.push_back(std::move(*summary));
    return true;
  });
}

// What is known only when every page was read.
void CluReader::finish() {
  const auto& inputs = intake_.inputs;
  if (given_.are_none())
    throw InputError{
        printable(inputs.first().name) +
        ": looks like a summary; give it as --summary, beside the pages of the result"};
  for (auto& remark : given_.remarks())
    intake_.test_set.remarks.push_back(std::move(remark));
  if (inputs.summary)
    take_summary(*inputs.summary);
  if (summaries_.size() > 1)
    throw InputError{printable(inputs.first().name) + ": a second summary was given"};
  if (summaries_.empty() || !task_)
    return;
  auto& figures = *task_ == model::Task::entities ? summaries_[0].entities : summaries_[0].intents;
  intake_.test_set.service = std::move(figures);
}

bool CluReader::next(model::Document& document) {
  json::element item;
  while (items_.next(item))
    if (read(item, document))
      return true;
  if (!std::exchange(is_finished_, true))
    finish();
  return false;
}

}  // namespace

bool is_clu_evaluation(std::string_view head) {
  head.remove_prefix(http_head_size(head));
  if (!trimmed(head).starts_with('{') && !trimmed(head).starts_with('['))
    return false;
  constexpr std::string_view keys[] = {"intentsResult", "entitiesResult", "intentsEvaluation",
                                       "entitiesEvaluation"};
  const auto text = without_escapes(head);
  return has_any_key(text, keys) ||
         (is_recording(head) && text.find("/analyze-conversations/") != text.npos);
}

std::unique_ptr<Reader> read_clu_evaluation(Intake& intake) {
  return std::make_unique<CluReader>(intake);
}

}  // namespace errata::normalize
