#include "normalize/read_azure.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/azure_body.hpp"
#include "normalize/azure_export.hpp"
#include "normalize/azure_facts.hpp"
#include "normalize/azure_item.hpp"
#include "normalize/azure_items.hpp"
#include "normalize/azure_pages.hpp"
#include "normalize/azure_summary.hpp"
#include "normalize/azure_texts.hpp"
#include "normalize/json_head.hpp"
#include "normalize/read_clu.hpp"
#include "normalize/seen_documents.hpp"

namespace errata::normalize {

namespace {

std::string content_of(const model::Document& document) {
  std::string content;
  for (const auto* side : {&document.gold, &document.predicted}) {
    auto annotations = *side;
    model::sort_annotations(annotations);
    content += '|';
    for (const auto& [label, begin, end, score] : annotations)
      content +=
          std::to_string(label) + ' ' + std::to_string(begin) + ' ' + std::to_string(end) + ',';
  }
  return content;
}

// Of the text that was evaluated, where one region tells it.
std::uint64_t known_length(const std::vector<Region>& regions) {
  return regions.size() == 1 && regions.front().offset == 0 ? regions.front().length : 0;
}

void check_no_error(json::object body, const InputFile& file) {
  std::string_view code;
  if (body.at_pointer("/error/code").get(code) != simdjson::SUCCESS)
    return;
  std::string_view message;
  const bool is_said = body.at_pointer("/error/message").get(message) == simdjson::SUCCESS;
  throw InputError{printable(file.name) + ": is an error of the service, " + in_quotes(code, 60) +
                   (is_said ? ": " + printable(message) : "")};
}

class AzureReader : public Reader {
 public:
  explicit AzureReader(Intake& intake);

  bool next(model::Document& document) override;

 private:
  bool take(json::object body, const InputFile& file, bool is_recorded);
  void take_summary(json::object body, const InputFile& file);
  void take_export(json::object body);
  bool read(json::element item, model::Document& document);
  void skip(json::element item, std::string_view reason, const std::string& detail);
  bool follows_kind();
  bool is_copy(const model::Document& document);
  void add_text(model::Document& document);
  [[noreturn]] void fail_without_pages() const;
  void finish();

  Intake& intake_;
  AzureItem item_;
  AzureTexts texts_;
  AzureItems items_;
  AzurePages given_;
  std::optional<model::Task> kind_;  // of the first item of the file that could be read
  SeenDocuments seen_, skipped_;     // by location
  bool is_finished_ = false;
};

AzureReader::AzureReader(Intake& intake)
    : intake_{intake},
      item_{intake.labels},
      texts_{intake},
      items_{intake, [this](json::object answer, const InputFile& file, bool is_recorded) {
               return take(answer, file, is_recorded);
             }} {
  if (!texts_.are_given())
    intake_.test_set.remarks.emplace_back("the texts of the documents were not given");
  add_azure_facts(intake_);
}

void AzureReader::take_summary(json::object body, const InputFile& file) {
  auto summary = read_azure_summary(body, printable(file.name));
  intake_.set_task(summary.task, file.name);
  if (intake_.test_set.service)
    throw InputError{printable(file.name) + ": is a second summary"};
  intake_.test_set.service = std::move(summary.figures);
}

// Of what was recorded a list is a page only where it holds results, and a summary that was asked
// for again says nothing new.
bool AzureReader::take(json::object body, const InputFile& file, bool is_recorded) {
  switch (kind_of(body)) {
    case AzureBody::page:
      if (is_recorded && !holds_results(body))
        return false;
      items_.add(json::array{body.at_key("value")});
      given_.add(file.name, body);
      return true;
    case AzureBody::item:
      if (is_recorded)
        return false;
      items_.add_answer();
      given_.add_item();
      return true;
    case AzureBody::summary:
      if (is_recorded && intake_.test_set.service)
        return false;
      take_summary(body, file);
      return true;
    case AzureBody::exported:
      if (intake_.inputs.exported && intake_.inputs.exported->path != file.path)
        throw InputError{printable(file.name) + ": is a second project export"};
      intake_.inputs.exported = file;
      return true;
    default:
      if (is_recorded)
        return false;
      check_no_error(body, file);
      throw InputError{printable(file.name) +
                       ": is neither a page of evaluation results, nor a summary, nor an export"};
  }
}

// A file of another kind is a mistake, an item of another kind among many a fault of the item.
bool AzureReader::follows_kind() {
  if (!kind_)
    intake_.set_task(item_.task(), items_.file().name);
  kind_ = kind_.value_or(item_.task());
  return *kind_ == item_.task();
}

bool AzureReader::is_copy(const model::Document& document) {
  const auto known = seen_.add(document.id, content_of(document));
  if (known == SeenDocuments::Known::no)
    return false;
  if (known == SeenDocuments::Known::other)
    throw InputError{printable(items_.file().name) + ": document " + in_quotes(document.id) +
                     " stands twice in the results, with different labels"};
  intake_.remark(document.id, "a document that stands twice in the results: it is used once");
  return true;
}

void AzureReader::add_text(model::Document& document) {
  if (!texts_.are_given())
    return;
  if (const auto fault = texts_.add_text(document, known_length(item_.regions())); !fault.empty())
    intake_.remark(document.id, fault);
}

// What stands in the result was tested, also where it cannot be used.
void AzureReader::skip(json::element item, std::string_view reason, const std::string& detail) {
  json::object fields;
  std::string_view location;
  if (item.get(fields) == simdjson::SUCCESS)
    location = json::text_or(fields, "location", "");
  if (!location.empty())
    skipped_.add(location, {});
  intake_.skip(items_.is_broken(item) ? std::string{} : std::string{location}, reason, detail);
}

bool AzureReader::read(json::element item, model::Document& document) {
  json::object fields;
  intake_.at(items_.file().name, items_.line());
  if (items_.number() == 1)
    kind_.reset();
  const auto where = "item " + std::to_string(items_.number());
  if (items_.is_broken(item)) {
    skip(item, not_utf8, where);
    return false;
  }
  if (item.get(fields) != simdjson::SUCCESS) {
    skip(item, "an item that is not an object", where);
    return false;
  }
  if (!item_.read(fields, document)) {
    skip(item, item_.reason(), item_.detail().empty() ? where : where + ": " + item_.detail());
    return false;
  }
  if (!follows_kind()) {
    skip(item, "an item of another task than the first of its file",
         where + ": " + std::string{name_of(item_.task())});
    return false;
  }
  if (is_copy(document))
    return false;
  if (!item_.remark().empty())
    intake_.remark(document.id, item_.remark(), where);
  add_text(document);
  return true;
}

void AzureReader::take_export(json::object body) {
  auto& test_set = intake_.test_set;
  test_set.training = count_training(body, [&](std::string_view location) {
    return seen_.contains(location) || skipped_.contains(location);
  });
  if (test_set.source.project.empty())
    test_set.source.project = project_name(body);
}

void AzureReader::fail_without_pages() const {
  const bool is_summary = intake_.test_set.service.has_value();
  throw InputError{
      printable(intake_.inputs.first().name) + ": looks like " +
      (is_summary ? "a summary; give it as --summary" : "a project export; give it as --export") +
      ", beside the pages of the result"};
}

// What is known only when every page was read.
void AzureReader::finish() {
  if (given_.are_none())
    fail_without_pages();
  const auto& inputs = intake_.inputs;
  for (auto& remark : given_.remarks())
    intake_.test_set.remarks.push_back(std::move(remark));
  if (inputs.summary)
    items_.read(*inputs.summary, [&](json::object body) {
      take_summary(body, *inputs.summary);
      return true;
    });
  if (!inputs.exported)
    return;
  items_.read(*inputs.exported, [&](json::object body) {
    const bool is_export = kind_of(body) == AzureBody::exported;
    if (is_export)
      take_export(body);
    return is_export;
  });
  if (!intake_.test_set.training)
    throw InputError{printable(inputs.exported->name) + ": is not the export of a project"};
}

bool AzureReader::next(model::Document& document) {
  json::element item;
  while (items_.next(item))
    if (read(item, document))
      return true;
  if (!std::exchange(is_finished_, true))
    finish();
  return false;
}

// {"value": []}, {"error": {"code": …}}
bool is_empty_or_error(std::string_view text) {
  std::string bare{text.substr(0, 200)};
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  return bare.starts_with("{\"value\":[]") || bare.starts_with("{\"error\":{\"code\":");
}

}  // namespace

bool is_azure_evaluation(std::string_view head) {
  head.remove_prefix(http_head_size(head));
  if (!trimmed(head).starts_with('{') && !trimmed(head).starts_with('['))
    return false;
  if (is_clu_evaluation(head))
    return false;
  const auto text = lowered(without_escapes(head));
  constexpr std::string_view marks[] = {"\"projectfileversion\"", "\"project-file-version\"",
                                        "\"nextlink\""};
  const bool has_kinds = text.find("\"projectkind\"") != text.npos && has_key(text, "value");
  return names_results(head) || has_kinds ||
         std::ranges::any_of(
             marks, [&](std::string_view mark) { return text.find(mark) != std::string::npos; }) ||
         is_recording(head) || is_empty_or_error(text);
}

std::unique_ptr<Reader> read_azure_evaluation(Intake& intake) {
  return std::make_unique<AzureReader>(intake);
}

}  // namespace errata::normalize
