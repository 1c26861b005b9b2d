#include "normalize/json_side.hpp"

#include <span>
#include <utility>

#include "core/text.hpp"
#include "normalize/join_documents.hpp"
#include "normalize/json_record.hpp"
#include "normalize/json_stream.hpp"

namespace errata::normalize {

namespace {

class JsonSide : public Reader {
 public:
  // `gold` says what is wanted of scores, and is read to its end before.
  JsonSide(Intake& intake, const InputFile& file, Role side, const JsonSide* gold = nullptr)
      : intake_{intake},
        record_{intake.labels,
                intake.options.columns,
                side,
                {intake.options.task, intake.options.threshold}},
        side_{side},
        gold_{gold},
        stream_{intake, std::span{&file, 1}, {"predictions", "examples", "data"}} {
    record_.join_tokens_with(intake.options.joiner.value_or(" "));
  }

  bool next(model::Document& document) override;

 private:
  void say_what_was_met();

  Intake& intake_;
  JsonRecord record_;
  Role side_;
  const JsonSide* gold_;
  JsonStream stream_;
  std::uint64_t fieldless_ = 0;
};

bool is_refused(json::object record) {
  const auto answer = json::text_or(record, "answer", "");
  return answer == "reject" || answer == "ignore";
}

constexpr std::string_view refused = "answered 'reject' or 'ignore'";

bool JsonSide::next(model::Document& document) {
  json::object record;
  if (gold_ != nullptr)
    record_.expect(gold_->record_.wanted());
  while (stream_.next(record)) {
    const bool is_read = record_.read(record, document, stream_.text());
    if (is_refused(record)) {
      if (side_ == Role::gold)
        intake_.set_aside.insert({document.id, document.text});
      intake_.reject(document.id, refused);
      continue;
    }
    if (is_read) {
      if (record_.score_fault())
        intake_.remark(document.id, score_left_out);
      if (side_ == Role::gold)
        for (auto& annotation : document.gold)
          annotation.score = model::no_score;
      intake_.quotes = record_.quotes();
      return true;
    }
    fieldless_ += record_.reason().starts_with("no field ");
    intake_.skip(document.id, record_.reason());
  }
  say_what_was_met();
  return false;
}

// A file of sets is one where any label stands in a list, on whichever side.
void JsonSide::say_what_was_met() {
  record_.check_vectors(stream_.file().name);
  if (gold_ != nullptr)
    record_.check_fields(&gold_->record_);
  if (gold_ != nullptr && !intake_.options.label_map)
    record_.check_tags(stream_.file().name, &gold_->record_);
  if (fieldless_ > 0 && fieldless_ == stream_.number())
    intake_.advise("name the fields with --columns gold=NAME,predicted=NAME");
  for (const auto& remark : record_.remarks())
    intake_.test_set.remarks.push_back(printable(stream_.file().name) + ": " + remark);
  fieldless_ = 0;
  if (record_.has_spans() || intake_.options.task)
    return;
  const bool is_one = gold_ != nullptr && !gold_->record_.has_sets() &&
                      gold_->record_.wanted() == ScoreChoice::Wanted::one;
  if (record_.has_sets())
    intake_.set_task(model::Task::multi_label, stream_.file().name);
  else if (is_one)
    intake_.set_task(model::Task::single_label, stream_.file().name);
}

}  // namespace

std::unique_ptr<Reader> join_json(Intake& intake) {
  const auto& inputs = intake.inputs;
  auto gold = std::make_unique<JsonSide>(intake, *inputs.gold, Role::gold);
  auto predicted =
      std::make_unique<JsonSide>(intake, *inputs.predicted, Role::predicted, gold.get());
  return join_documents(intake, std::move(gold), std::move(predicted), Unpredicted::issue);
}

}  // namespace errata::normalize
