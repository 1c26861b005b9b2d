#include "normalize/read_conll.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/columns.hpp"
#include "normalize/guessed_columns.hpp"
#include "normalize/join_fault.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/sentences.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view different_lengths = "gold and predicted sentence have different lengths";

class ConllReader : public Reader {
 public:
  explicit ConllReader(Intake& intake);

  bool next(model::Document& document) override;

 private:
  bool open_next();
  void say_of_columns(const SentenceReader& side);
  bool next_sentence();
  void join_predicted();
  [[noreturn]] void fail_lengths(bool gold_ended);
  bool check_sentence(const std::string& record);
  void append(model::Document& document);
  void add_chunks(const std::vector<std::string>& tags, std::vector<model::Annotation>& into,
                  TagUse& use);
  void go_to_fault();
  std::string said_of_fault() const;
  void check_predicted() const;
  void check_tokens() const;
  void check_guess() const;
  void say_what_was_met();
  void say_schemes();

  Intake& intake_;
  LabelCache labels_;
  std::string joiner_;
  bool is_joined_;
  std::size_t opened_ = 0;
  const InputFile* file_ = nullptr;
  bool by_document_ = false;
  std::optional<SentenceReader> gold_, predicted_;
  Sentence sentence_, other_;
  bool has_sentence_ = false;  // read, and not yet used
  bool is_predicted_at_fault_ = false;
  std::uint64_t documents_ = 0, sentences_ = 0, narrow_ = 0;
  std::uint64_t predicted_at_fault_ = 0;  // sentences
  std::string first_predicted_fault_;
  std::uint64_t joined_tokens_ = 0, differing_tokens_ = 0;
  TagUse gold_tags_, predicted_tags_;
  GuessedColumns guess_;
  std::string guessed_;                       // "columns 3 and 4", where only their place tells
  std::vector<std::uint32_t> begins_, ends_;  // of the tokens in the text
  std::vector<Chunk> chunks_;
};

ConllReader::ConllReader(Intake& intake)
    : intake_{intake},
      labels_{intake.labels},
      joiner_{intake.options.joiner.value_or(" ")},
      is_joined_{intake.inputs.gold.has_value()} {
  if (find_invalid_utf8(joiner_) != std::string_view::npos)
    throw UsageError{"--joiner: is not valid UTF-8"};
  check_roles(intake.options.columns);
  intake.set_task(model::Task::entities, intake.inputs.first().name);
}

bool ConllReader::open_next() {
  const auto& inputs = intake_.inputs;
  if (opened_ == (is_joined_ ? 1 : inputs.documents.size()))
    return false;
  file_ = is_joined_ ? &*inputs.gold : &inputs.documents[opened_];
  ++opened_;
  by_document_ = has_documents(*file_);
  const auto& choice = intake_.options.columns;
  Columns columns{.text = chosen_number(choice, Role::text).value_or(0),
                  .gold = chosen_number(choice, Role::gold).value_or(0)};
  const auto predicted = chosen_number(choice, Role::predicted).value_or(0);
  if (is_joined_)
    predicted_.emplace(*inputs.predicted, Columns{.text = columns.text, .predicted = predicted});
  else
    columns.predicted = predicted;
  gold_.emplace(*file_, columns);
  say_of_columns(*gold_);
  if (is_joined_)
    say_of_columns(*predicted_);
  else if (gold_->counts_from_end() && guessed_.empty())
    guessed_ = "columns " + std::to_string(gold_->gold_column()) + " and " +
               std::to_string(gold_->predicted_column());
  return true;
}

void ConllReader::say_of_columns(const SentenceReader& side) {
  auto& remarks = intake_.test_set.remarks;
  for (const auto& remark : side.remarks())
    if (std::ranges::count(remarks, remark) == 0)
      remarks.push_back(remark);
}

bool ConllReader::next_sentence() {
  for (;;) {
    if (has_sentence_)
      return true;
    const bool opens = !gold_;
    if (opens && !open_next())
      return false;
    has_sentence_ = gold_->next(sentence_);
    sentence_.starts_document |= opens;
    if (is_joined_ && predicted_->next(other_) != has_sentence_)
      fail_lengths(!has_sentence_);
    if (!has_sentence_) {
      gold_.reset();
      continue;
    }
    ++sentences_;
    if (is_joined_)
      join_predicted();
    return true;
  }
}

void ConllReader::fail_lengths(bool gold_ended) {
  auto& longer = gold_ended ? *predicted_ : *gold_;
  auto more = sentences_ + 1;
  while (longer.next(other_))
    ++more;
  fail_counts(*intake_.inputs.gold, *intake_.inputs.predicted,
              {.gold = gold_ended ? sentences_ : more, .predicted = gold_ended ? more : sentences_},
              "sentence");
}

void ConllReader::join_predicted() {
  is_predicted_at_fault_ = sentence_.fault.empty() && !other_.fault.empty();
  if (is_predicted_at_fault_)
    sentence_.fault = other_.fault;
  if (!sentence_.fault.empty())
    return;
  if (sentence_.tokens.size() != other_.tokens.size()) {
    sentence_.fault = different_lengths;
    sentence_.fault_line = sentence_.line;
    return;
  }
  for (std::size_t i = 0; i < sentence_.tokens.size(); ++i)
    differing_tokens_ += sentence_.tokens[i] != other_.tokens[i];
  joined_tokens_ += sentence_.tokens.size();
  std::swap(sentence_.predicted, other_.predicted);
}

// A sentence that cannot be used takes a document of several with it only by its own part.
bool ConllReader::check_sentence(const std::string& record) {
  if (sentence_.fault.empty())
    return true;
  const auto detail = sentence_.fault == different_lengths
                          ? std::to_string(sentence_.tokens.size()) + " and " +
                                std::to_string(other_.tokens.size()) + " tokens"
                          : "";
  narrow_ += sentence_.fault == too_few_columns;
  if (is_predicted_at_fault_ && predicted_at_fault_++ == 0)
    first_predicted_fault_ = said_of_fault();
  go_to_fault();
  if (by_document_)
    intake_.remark(record, sentence_.fault + ": the sentence is left out", detail);
  else
    intake_.skip(record, sentence_.fault, detail);
  return false;
}

void ConllReader::go_to_fault() {
  if (is_predicted_at_fault_)
    intake_.at(intake_.inputs.predicted->name, other_.fault_line);
  else
    intake_.at(file_->name, sentence_.fault_line);
}

// "system.txt:12: a line with too few columns".
std::string ConllReader::said_of_fault() const {
  const auto& file = is_predicted_at_fault_ ? *intake_.inputs.predicted : *file_;
  const auto line = is_predicted_at_fault_ ? other_.fault_line : sentence_.fault_line;
  return printable(file.name) + ":" + std::to_string(line) + ": " + sentence_.fault;
}

void ConllReader::add_chunks(const std::vector<std::string>& tags,
                             std::vector<model::Annotation>& into, TagUse& use) {
  find_chunks(tags, chunks_, use);
  for (const auto& chunk : chunks_)
    into.push_back({.label = labels_.id(chunk.type),
                    .begin = begins_[chunk.begin],
                    .end = ends_[chunk.end - 1]});
}

void ConllReader::append(model::Document& document) {
  auto& text = document.text;
  begins_.clear();
  ends_.clear();
  if (!text.empty())
    text += '\n';
  for (const auto& token : sentence_.tokens) {
    if (!begins_.empty())
      text += joiner_;
    begins_.push_back(static_cast<std::uint32_t>(text.size()));
    text += token;
    ends_.push_back(static_cast<std::uint32_t>(text.size()));
  }
  if (text.size() > std::numeric_limits<std::uint32_t>::max())
    throw InputError{printable(file_->name) + ": a document has more than 4 GiB"};
  add_chunks(sentence_.gold, document.gold, gold_tags_);
  add_chunks(sentence_.predicted, document.predicted, predicted_tags_);
}

bool ConllReader::next(model::Document& document) {
  document.has_text = true;
  document.unit = OffsetUnit::bytes;
  document.language.clear();
  while (next_sentence()) {
    document.id = running_id(++documents_);
    document.text.clear();
    document.gold.clear();
    document.predicted.clear();
    const auto& file = file_->name;
    const auto line = sentence_.line;
    bool is_usable = false;
    std::string fault;
    do {
      if (check_sentence(document.id)) {
        append(document);
        is_usable = true;
      } else if (fault.empty()) {
        fault = is_predicted_at_fault_ ? said_of_fault() : sentence_.fault;
      }
      has_sentence_ = false;
    } while (by_document_ && next_sentence() && !sentence_.starts_document);
    intake_.at(file, line);
    if (is_usable) {
      guess_.add(document);
      return true;
    }
    if (by_document_)
      intake_.skip(document.id, "no sentence that can be used", fault);
  }
  say_what_was_met();
  return false;
}

void ConllReader::say_what_was_met() {
  if (!is_joined_ && narrow_ > 0 && narrow_ == sentences_)
    intake_.advise(
        "lines with a token and one tag are one side only; give two such files with "
        "--gold FILE --predicted FILE");
  check_predicted();
  check_tokens();
  check_guess();
  auto& remarks = intake_.test_set.remarks;
  if (differing_tokens_ > 0)
    remarks.push_back(count_of(differing_tokens_, "token") +
                      (differing_tokens_ == 1 ? " differs" : " differ") +
                      " in text between gold and predicted: the gold text is shown");
  say_schemes();
  differing_tokens_ = joined_tokens_ = 0;
  gold_tags_ = predicted_tags_ = {};
}

// Nothing is wrong with the gold file then, which the count of issues would name.
void ConllReader::check_predicted() const {
  if (predicted_at_fault_ > 0 && predicted_at_fault_ == sentences_)
    throw InputError{first_predicted_fault_ + "; none of the " + count_of(sentences_, "sentence") +
                     " of this file can be used"};
}

// Systems normalize a token here and there; other sentences of the same lengths are a mix-up.
void ConllReader::check_tokens() const {
  if (2 * differing_tokens_ <= joined_tokens_)
    return;
  const auto& inputs = intake_.inputs;
  throw InputError{printable(inputs.predicted->name) + ": cannot be joined with " +
                   printable(inputs.gold->name) + ": " + grouped(differing_tokens_) + " of " +
                   grouped(joined_tokens_) + " tokens differ in text"};
}

// Tags of chunks beside those of entities, in a file of the gold side alone.
void ConllReader::check_guess() const {
  if (guessed_.empty() || !guess_.have_labels() || !guess_.have_no_label_in_common())
    return;
  throw InputError{printable(intake_.inputs.first().name) + ": " + guessed_ +
                   " were taken for gold and predicted, but no type of the one is ever in the "
                   "other; say which columns count with --columns gold=N,predicted=N, or give gold "
                   "and predicted in two files with --gold and --predicted"};
}

void ConllReader::say_schemes() {
  auto& remarks = intake_.test_set.remarks;
  const auto in_gold = scheme_of(gold_tags_), in_predicted = scheme_of(predicted_tags_);
  if (in_gold == in_predicted && !in_gold.empty())
    remarks.push_back("tags are read as " + std::string{in_gold});
  for (const auto& [tags, scheme, side] :
       {std::tuple{&gold_tags_, in_gold, "gold"}, {&predicted_tags_, in_predicted, "predicted"}}) {
    if (in_gold != in_predicted && !scheme.empty())
      remarks.push_back(std::string{side} + " tags are read as " + std::string{scheme});
    if (auto bare = remark_on_bare(*tags); !bare.empty())
      remarks.push_back(std::string{side} + ": " + bare);
    if (tags->stray > 0 && scheme != "IOB1")
      remarks.push_back(count_of(tags->stray, std::string{side} + " span") +
                        (tags->stray == 1 ? " starts" : " start") +
                        " with a tag that continues nothing");
  }
}

}  // namespace

std::unique_ptr<Reader> read_conll(Intake& intake) {
  return std::make_unique<ConllReader>(intake);
}

}  // namespace errata::normalize
