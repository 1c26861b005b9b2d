#include "normalize/read_errata_jsonl.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "normalize/bare_documents.hpp"
#include "normalize/header.hpp"
#include "normalize/open_input.hpp"
#include "normalize/schema_line.hpp"
#include "normalize/score_choice.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

class JsonlReader : public Reader {
 public:
  explicit JsonlReader(Intake& intake)
      : intake_{intake},
        parser_{intake.labels, SchemaLine::Labels::open},
        files_{intake.test_set.source.inputs} {}

  bool next(model::Document& document) override;

 private:
  bool next_line(std::string_view& line);
  bool open_next();
  bool takes_as_header(std::string_view line);
  void adopt(Header&& header);
  void adopt_first(model::TestSet&& said);
  void add_to_first(model::TestSet&& said);
  void add_training(const std::optional<model::TrainingSet>& said);
  void add_inputs(const std::vector<model::Input>& said);
  bool read(std::string_view line, model::Document& document);

  Intake& intake_;
  SchemaLine parser_;
  std::optional<LineReader> lines_;
  const InputFile* file_ = nullptr;
  std::size_t opened_ = 0;
  bool at_head_ = false;
  OffsetUnit unit_ = OffsetUnit::codepoints;
  std::uint64_t records_ = 0;
  std::vector<model::Input> files_;            // what is read, in this order
  std::vector<model::TrainingSet> trainings_;  // each that a header has said, once
  bool has_source_ = false;  // the first header says what the documents were made from
};

// Parts of one test set say the same of the training, other test sets have one of their own.
void JsonlReader::add_training(const std::optional<model::TrainingSet>& said) {
  if (!said || std::ranges::find(trainings_, *said) != trainings_.end())
    return;
  trainings_.push_back(*said);
  auto& sum = intake_.test_set.training;
  if (!sum)
    sum.emplace();
  sum->documents += said->documents;
  sum->unlabelled += said->unlabelled;
  for (const auto& [label, count] : said->labels)
    sum->labels[label] += count;
}

bool JsonlReader::open_next() {
  if (opened_ == intake_.inputs.documents.size())
    return false;
  file_ = &intake_.inputs.documents[opened_++];
  lines_.emplace(open_input(*file_), printable(file_->name));
  at_head_ = true;
  intake_.set_counted({});
  unit_ = OffsetUnit::codepoints;
  return true;
}

bool JsonlReader::next_line(std::string_view& line) {
  for (;;) {
    if (!lines_ && !open_next())
      return false;
    if (!lines_->next(line))
      lines_.reset();
    else if (!trimmed(line).empty() && !takes_as_header(line))
      return true;
  }
}

bool JsonlReader::takes_as_header(std::string_view line) {
  if (!std::exchange(at_head_, false))
    return false;
  auto header = read_header(line, printable(file_->name) + ":" + std::to_string(lines_->number()));
  if (!header) {
    add_inputs({});
    return false;
  }
  unit_ = header->unit;
  adopt(std::move(*header));
  return true;
}

// What an earlier reading knew stays known: its labels, its source, its issues.
void JsonlReader::adopt(Header&& header) {
  auto& said = header.test_set;
  if (header.has_task)
    intake_.set_task(said.task, file_->name);
  for (const auto& label : said.labels)
    intake_.labels.id(label);
  intake_.set_counted(said.issues.by_reason);
  intake_.set_passed(said.issues);
  said.issues.seen -= said.issues.used;  // they are met again
  said.issues.used = 0;
  if (opened_ > 1)
    add_to_first(std::move(said));
  else
    adopt_first(std::move(said));
}

void JsonlReader::adopt_first(model::TestSet&& said) {
  auto& known = intake_.test_set;
  known.name = said.name;
  known.model = said.model;
  has_source_ = !said.source.kind.empty();
  if (has_source_)
    known.source = std::move(said.source);
  known.service = std::move(said.service);
  known.precision_only = said.precision_only;
  add_training(said.training);
  known.remarks = std::move(said.remarks);
  known.issues = std::move(said.issues);
}

// Where the first header has no source, the files themselves are the inputs.
void JsonlReader::add_inputs(const std::vector<model::Input>& said) {
  if (!has_source_ || opened_ == 1)
    return;
  auto& known = intake_.test_set.source.inputs;
  if (said.empty())
    known.push_back(files_[opened_ - 1]);
  known.insert(known.end(), said.begin(), said.end());
}

void JsonlReader::add_to_first(model::TestSet&& said) {
  auto& known = intake_.test_set;
  const auto where = "the header of " + printable(file_->name);
  add_inputs(said.source.inputs);
  add_training(said.training);
  known.precision_only = known.precision_only || said.precision_only;
  known.issues.add(said.issues);
  for (auto& remark : said.remarks)
    if (std::ranges::find(known.remarks, remark) == known.remarks.end())
      known.remarks.push_back(std::move(remark));
  if (known.service != said.service) {
    known.service.reset();
    known.remarks.emplace_back(
        "the service's own figures are not the same in all headers: they are not compared");
  }
  known.remarks.push_back(where +
                          " adds its labels, issues and remarks; name, model and source "
                          "are those of the first file");
}

bool JsonlReader::read(std::string_view line, model::Document& document) {
  ++records_;
  intake_.at(file_->name, lines_->number());
  if (!parser_.read(line, unit_, document)) {
    if (has_schema_header(line))
      throw InputError{printable(file_->name) + ":" + std::to_string(lines_->number()) +
                       ": a second header; give the parts as files of their own, as the first one "
                       "says how the offsets of its part count"};
    intake_.skip(document.id, parser_.reason(), parser_.detail());
    return false;
  }
  if (document.id.empty())
    document.id = running_id(records_);
  if (const auto written = parser_.gold_written())
    intake_.note_gold(*written);
  if (parser_.had_lone_surrogates())
    intake_.remark(document.id, surrogates_replaced);
  if (parser_.score_fault())
    intake_.remark(document.id, score_left_out);
  return true;
}

bool JsonlReader::next(model::Document& document) {
  std::string_view line;
  while (next_line(line))
    if (read(line, document))
      return true;
  return false;
}

}  // namespace

bool has_schema_header(std::string_view head) {
  const auto text = trimmed(head);
  const auto first = text.substr(0, text.find('\n'));
  return first.find("\"errata/evaluation/") != first.npos;
}

bool is_errata_jsonl(std::string_view head) {
  return has_schema_header(head) || are_bare_documents(head);
}

std::unique_ptr<Reader> read_errata_jsonl(Intake& intake) {
  return std::make_unique<JsonlReader>(intake);
}

}  // namespace errata::normalize
