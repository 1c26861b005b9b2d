#include "normalize/read_rasa.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/json_head.hpp"
#include "normalize/json_record.hpp"
#include "normalize/json_stream.hpp"

namespace errata::normalize {

namespace {

// The three things that Rasa tests, by the field that tells a record of it.
struct Kind {
  const char *gold, *predicted;
  model::Task task;
};

constexpr std::array kinds{
    Kind{"intent", "intent_prediction", model::Task::single_label},
    Kind{"intent_response_key_target", "intent_response_key_prediction", model::Task::single_label},
    Kind{"entities", "predicted_entities", model::Task::entities},
};

ColumnChoice fields_of(const Kind& kind) {
  return {{"text", "text"}, {"gold", kind.gold}, {"predicted", kind.predicted}};
}

bool is_report(json::object document) {
  for (const auto member : document) {
    json::object row;
    if (member.value.get(row) == simdjson::SUCCESS &&
        row.at_key("f1-score").error() == simdjson::SUCCESS)
      return true;
  }
  return false;
}

bool are_equal(const std::vector<model::Annotation>& one,
               const std::vector<model::Annotation>& other) {
  return std::ranges::is_permutation(one, other, [](const auto& a, const auto& b) {
    return a.label == b.label && a.same_span(b);
  });
}

std::string content_of(const model::Document& document) {
  std::string content = document.text;
  for (const auto* side : {&document.gold, &document.predicted}) {
    content += '\n';
    for (const auto& span : *side)
      content += std::to_string(span.label) + ' ' + std::to_string(span.begin) + ' ' +
                 std::to_string(span.end) + ' ';
  }
  return content;
}

// A sentence with right and wrong entities stands in the errors and in the successes; one that was
// tested twice stands twice in each.
class Doubles {
 public:
  // Whether the record of `file` stood in a file before as often.
  bool has(const std::string& content, const InputFile* file) {
    auto& met = met_[sha256(content)];
    if (met.file != file)
      met = {.file = file, .before = std::max(met.before, met.here)};
    return ++met.here <= met.before;
  }

 private:
  struct Met {
    const InputFile* file = nullptr;
    std::uint64_t before = 0, here = 0;  // most in one file
  };
  std::map<std::string, Met> met_;
};

// "DIETClassifier_errors.json" -> "DIETClassifier"; empty for other names.
std::string_view extractor_of(std::string_view file) {
  for (const std::string_view ending : {"_errors.json", "_successes.json"})
    if (const auto at = file.rfind(ending); at != file.npos)
      return file.substr(0, at);
  return {};
}

class RasaReader : public Reader {
 public:
  explicit RasaReader(Intake& intake)
      : intake_{intake},
        stream_{intake, intake.inputs.documents, {}, [this](json::object other, const auto& file) {
                  return take_report(other, file);
                }} {
    for (const auto& kind : kinds)
      records_.emplace_back(intake.labels, fields_of(kind));
  }

  bool next(model::Document& document) override;

 private:
  bool take_report(json::object document, const InputFile& file);
  bool read(json::object fields, model::Document& document);
  bool is_double(const model::Document& document);
  void check_extractor();
  bool all_named(std::string_view ending) const;
  bool any_named(std::string_view ending) const;
  void check_whole();

  Intake& intake_;
  std::vector<JsonRecord> records_;  // by kind
  JsonStream stream_;
  const InputFile* file_ = nullptr;  // the last with records, of which kind_ is known
  const Kind* kind_ = nullptr;
  std::string reports_;         // the first of them
  std::string_view extractor_;  // of entities, by the names of their files
  Doubles doubles_;
  bool has_doubles_ = false;  // so that both files are there
  std::uint64_t right_ = 0, wrong_ = 0;
};

bool RasaReader::take_report(json::object document, const InputFile& file) {
  if (!is_report(document))
    return false;
  if (reports_.empty())
    reports_ = printable(file.name);
  intake_.test_set.remarks.push_back(printable(file.name) +
                                     ": is Rasa's own report, which is left aside: scores are "
                                     "counted from the records");
  return true;
}

bool RasaReader::read(json::object fields, model::Document& document) {
  document.id = running_id(stream_.number());
  const auto kind = std::ranges::find_if(kinds, [&](const Kind& one) {
    return fields.at_key(one.predicted).error() == simdjson::SUCCESS;
  });
  if (kind == kinds.end() && take_report(fields, stream_.file()))
    return false;
  if (kind == kinds.end()) {
    intake_.skip(document.id, "neither a record of intents nor of entities");
    return false;
  }
  if (std::exchange(file_, &stream_.file()) != &stream_.file()) {
    intake_.set_task(kind->task, file_->name);
    kind_ = &*kind;
    check_extractor();
  }
  if (kind_ != &*kind) {
    intake_.skip(document.id, "a record of another test than the first of its file");
    return false;
  }
  auto& record = records_[static_cast<std::size_t>(kind - kinds.begin())];
  const bool is_read = record.read(fields, document);
  document.id = running_id(stream_.number());
  if (!is_read)
    intake_.skip(document.id, record.reason());
  return is_read;
}

void RasaReader::check_extractor() {
  const auto here = extractor_of(file_->name);
  if (kind_->task != model::Task::entities || here.empty())
    return;
  if (!extractor_.empty() && extractor_ != here)
    throw InputError{"results of " + printable(extractor_) + " and of " + printable(here) +
                     ": each extractor is a test of its own; give the files of one"};
  extractor_ = here;
}

bool RasaReader::is_double(const model::Document& document) {
  if (kind_->task != model::Task::entities || !doubles_.has(content_of(document), file_))
    return false;
  has_doubles_ = true;
  intake_.reject(document.id, "stands in the errors and in the successes: counted once");
  return true;
}

bool RasaReader::next(model::Document& document) {
  json::object fields;
  while (stream_.next(fields)) {
    if (!read(fields, document) || is_double(document))
      continue;
    ++(are_equal(document.gold, document.predicted) ? right_ : wrong_);
    return true;
  }
  check_whole();
  return false;
}

bool RasaReader::all_named(std::string_view ending) const {
  return std::ranges::all_of(intake_.inputs.documents, [&](const InputFile& file) {
    return file.name.find(ending) != std::string::npos || file.name.ends_with("_report.json");
  });
}

bool RasaReader::any_named(std::string_view ending) const {
  return std::ranges::any_of(intake_.inputs.documents, [&](const InputFile& file) {
    return file.name.find(ending) != std::string::npos;
  });
}

// Rasa's count of entities goes by tokens, so that records of its errors may have equal spans: the
// names of the files tell as much as what is in them.
void RasaReader::check_whole() {
  if (right_ + wrong_ == 0 && !reports_.empty() && intake_.test_set.issues.seen == 0)
    throw InputError{reports_ +
                     ": is a report of scores; give the errors and successes that rasa test writes "
                     "beside it (--errors, --successes)"};
  const auto where = printable(file_ == nullptr ? intake_.inputs.first().name : file_->name) + ": ";
  if (wrong_ > 0 && ((right_ == 0 && !has_doubles_) || all_named("_errors")))
    throw InputError{where +
                     "holds errors alone, of which no score can be had; give the successes of "
                     "the same test as well (rasa test nlu --successes)"};
  auto& remarks = intake_.test_set.remarks;
  if (right_ > 0 && ((wrong_ == 0 && !any_named("_errors")) || all_named("_successes")))
    remarks.push_back(where +
                      "holds successes alone; the scores are those of the whole test only if "
                      "rasa test wrote no file of errors");
  if (kind_ != nullptr && kind_->task == model::Task::entities)
    remarks.emplace_back(
        "rasa test lists no sentence without entities: the documents are those that have one, "
        "labelled or predicted");
}

}  // namespace

bool is_rasa(std::string_view head) {
  const auto text = trimmed(head);
  if (text.starts_with('{'))
    return has_key(text, "f1-score") && has_key(text, "support");
  if (!text.starts_with('['))
    return false;
  return has_key(text, "intent_prediction") || has_key(text, "intent_response_key_prediction") ||
         (has_key(text, "predicted_entities") &&
          (has_key(text, "confidence_entity") || has_key(text, "extractor") ||
           (has_key(text, "entities") && !has_key(text, "intent"))));
}

std::unique_ptr<Reader> read_rasa(Intake& intake) {
  return std::make_unique<RasaReader>(intake);
}

}  // namespace errata::normalize
