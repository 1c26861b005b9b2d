#include "normalize/read_azure.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/azure_body.hpp"
#include "normalize/azure_export.hpp"
#include "normalize/azure_facts.hpp"
#include "normalize/azure_item.hpp"
#include "normalize/azure_pages.hpp"
#include "normalize/azure_summary.hpp"
#include "normalize/azure_texts.hpp"
#include "normalize/offsets.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

namespace {

// Eight bytes of a SHA-256: names chosen to collide cannot make a table of these slow.
std::uint64_t key_of(std::string_view bytes) {
  const auto digest = sha256(bytes);
  std::uint64_t key = 0;
  std::from_chars(digest.data(), digest.data() + 16, key, 16);
  return key;
}

std::uint64_t content_key(const model::Document& document) {
  std::string content = document.language;
  for (const auto* side : {&document.gold, &document.predicted}) {
    auto annotations = *side;
    model::sort_annotations(annotations);
    content += '|';
    for (const auto& [label, begin, end, score] : annotations)
      content +=
          std::to_string(label) + ' ' + std::to_string(begin) + ' ' + std::to_string(end) + ',';
  }
  return key_of(content);
}

// Of the text that was evaluated, where one region tells it.
std::uint64_t known_length(const std::vector<Region>& regions) {
  return regions.size() == 1 && regions.front().offset == 0 ? regions.front().length : 0;
}

class AzureReader : public Reader {
 public:
  explicit AzureReader(Intake& intake);

  bool next(model::Document& document) override;

 private:
  bool next_item(json::element& item);
  bool open_next();
  void open(const InputFile& file);
  void take(json::object body, const InputFile& file);
  void take_summary(json::object body, const InputFile& file);
  void take_export(json::object body);
  bool read(json::element item, model::Document& document);
  bool follows_kind();
  bool is_copy(const model::Document& document);
  void add_text(model::Document& document);
  [[noreturn]] void fail_without_pages() const;
  void finish();

  Intake& intake_;
  AzureItem item_;
  AzureTexts texts_;
  SpanConverter converter_;
  json::Parser parser_;
  const InputFile* file_ = nullptr;
  std::size_t opened_ = 0;
  std::vector<json::array> pages_;  // of the file that is open
  std::size_t page_ = 0;
  AzurePages given_;
  std::optional<json::array::iterator> at_, end_;
  std::uint64_t number_ = 0;         // of the item in its file
  std::optional<model::Task> kind_;  // of its first item that could be read
  std::unordered_map<std::uint64_t, std::uint64_t> seen_;
  bool is_finished_ = false;
};

AzureReader::AzureReader(Intake& intake)
    : intake_{intake}, item_{intake.labels}, texts_{intake.inputs} {
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

void AzureReader::take(json::object body, const InputFile& file) {
  switch (kind_of(body)) {
    case AzureBody::page:
      pages_.push_back(json::array{body.at_key("value")});
      given_.add(file.name, body);
      return;
    case AzureBody::summary:
      return take_summary(body, file);
    case AzureBody::exported:
      if (intake_.inputs.exported && intake_.inputs.exported->path != file.path)
        throw InputError{printable(file.name) + ": is a second project export"};
      intake_.inputs.exported = file;
      return;
    case AzureBody::unknown:
      throw InputError{printable(file.name) +
                       ": is neither a page of evaluation results, nor a summary, nor an export"};
  }
}

void AzureReader::open(const InputFile& file) {
  file_ = &file;
  pages_.clear();
  page_ = 0;
  number_ = 0;
  kind_.reset();
  at_.reset();
  const auto what = printable(file.name);
  bool repaired = false;
  const auto root = parse_azure(parser_, read_input(file), what, repaired);
  if (repaired)
    intake_.test_set.remarks.push_back(what + ": unpaired surrogates were replaced by U+FFFD");
  const auto bodies = azure_bodies(root);
  if (bodies.empty())
    throw InputError{what + ": holds no evaluation result"};
  for (const auto body : bodies)
    take(body, file);
}

bool AzureReader::open_next() {
  if (opened_ == intake_.inputs.documents.size())
    return false;
  open(intake_.inputs.documents[opened_++]);
  return true;
}

bool AzureReader::next_item(json::element& item) {
  for (;;) {
    if (at_ && *at_ != *end_) {
      item = **at_;
      ++*at_;
      ++number_;
      return true;
    }
    if (page_ < pages_.size()) {
      at_ = pages_[page_].begin();
      end_ = pages_[page_].end();
      ++page_;
    } else if (!open_next()) {
      return false;
    }
  }
}

// A file of another kind is a mistake, an item of another kind among many a fault of the item.
bool AzureReader::follows_kind() {
  if (!kind_)
    intake_.set_task(item_.task(), file_->name);
  kind_ = kind_.value_or(item_.task());
  return *kind_ == item_.task();
}

bool AzureReader::is_copy(const model::Document& document) {
  const auto content = content_key(document);
  const auto [known, is_new] = seen_.emplace(key_of(document.id), content);
  if (is_new)
    return false;
  if (known->second != content)
    throw InputError{printable(file_->name) + ": document " + in_quotes(document.id) +
                     " stands twice in the results, with different labels"};
  intake_.remark(document.id, "a document that stands twice in the results: it is used once");
  return true;
}

void AzureReader::add_text(model::Document& document) {
  if (!texts_.are_given())
    return;
  auto fault = texts_.add_text(document, known_length(item_.regions()));
  if (fault.empty())
    fault = text_fault(converter_.place_in_text(document));
  if (!fault.empty())
    intake_.remark(document.id, fault);
}

bool AzureReader::read(json::element item, model::Document& document) {
  json::object fields;
  intake_.at(file_->name, 0);
  const auto where = "item " + std::to_string(number_);
  if (item.get(fields) != simdjson::SUCCESS) {
    intake_.skip({}, "an item that is not an object", where);
    return false;
  }
  if (!item_.read(fields, document)) {
    intake_.skip(document.id, item_.reason(),
                 item_.detail().empty() ? where : where + ": " + item_.detail());
    return false;
  }
  if (!follows_kind()) {
    intake_.skip(document.id, "an item of another task than the first of its file",
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
  test_set.training = count_training(
      body, [&](std::string_view location) { return seen_.contains(key_of(location)); });
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
  bool repaired = false;
  if (inputs.summary) {
    const auto root = parse_azure(parser_, read_input(*inputs.summary),
                                  printable(inputs.summary->name), repaired);
    for (const auto body : azure_bodies(root))
      take_summary(body, *inputs.summary);
  }
  if (!inputs.exported)
    return;
  const auto root = parse_azure(parser_, read_input(*inputs.exported),
                                printable(inputs.exported->name), repaired);
  for (const auto body : azure_bodies(root))
    if (kind_of(body) == AzureBody::exported)
      take_export(body);
  if (!intake_.test_set.training)
    throw InputError{printable(inputs.exported->name) + ": is not the export of a project"};
}

bool AzureReader::next(model::Document& document) {
  json::element item;
  while (next_item(item))
    if (read(item, document))
      return true;
  if (!std::exchange(is_finished_, true))
    finish();
  return false;
}

}  // namespace

bool is_azure_evaluation(std::string_view head) {
  if (!trimmed(head).starts_with('{') && !trimmed(head).starts_with('['))
    return false;
  const auto text = lowered(head);
  constexpr std::string_view marks[] = {"recognitionresult\"",
                                        "classificationresult\"",
                                        "recognitionevaluation\"",
                                        "classificationevaluation\"",
                                        "\"projectfileversion\"",
                                        "\"project-file-version\"",
                                        "\"nextlink\""};
  return std::ranges::any_of(
             marks, [&](std::string_view mark) { return text.find(mark) != std::string::npos; }) ||
         text.find("{\"value\":[]") != std::string::npos;
}

std::unique_ptr<Reader> read_azure_evaluation(Intake& intake) {
  return std::make_unique<AzureReader>(intake);
}

}  // namespace errata::normalize
