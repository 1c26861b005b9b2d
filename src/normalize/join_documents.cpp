#include "normalize/join_documents.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/join_fault.hpp"
#include "normalize/join_words.hpp"

namespace errata::normalize {

namespace {

struct Held {
  model::Document document;
  std::vector<Mention> quotes;  // where it has no text
  std::uint64_t line = 0;
  std::uint32_t uses = 0;  // how often its key stands on its own side
  bool is_joined = false;
};

struct Side {
  const InputFile* file = nullptr;
  std::vector<Held> documents;
  std::multiset<std::string> unread = {};  // records that could not be read: their names, if any
  Mentions mentions = {};                  // of documents whose text the other side has
};

// What tells a document from the others.
struct Key {
  std::string model::Document::*field;
  const JoinWords& words;
};

constexpr Key by_id{.field = &model::Document::id, .words = joined_by_id};
constexpr Key by_text{.field = &model::Document::text, .words = joined_by_text};

bool all_have_ids(const Side& side) {
  return std::ranges::none_of(side.documents,
                              [](const Held& held) { return held.document.id.empty(); });
}

bool all_have_texts(const Side& side) {
  return std::ranges::all_of(side.documents,
                             [](const Held& held) { return held.document.has_text; });
}

bool is_all_unread(const Side& side) {
  return side.documents.empty() && !side.unread.empty();
}

class JoinedDocuments : public Reader {
 public:
  JoinedDocuments(Intake& intake, std::unique_ptr<Reader> gold, std::unique_ptr<Reader> predicted,
                  Unpredicted unpredicted)
      : intake_{intake},
        readers_{std::move(gold), std::move(predicted)},
        unpredicted_{unpredicted},
        gold_{.file = &*intake.inputs.gold, .documents = {}},
        predicted_{.file = &*intake.inputs.predicted, .documents = {}} {}

  bool next(model::Document& document) override;

 private:
  void begin();
  void hold(Reader& reader, Side& into);
  bool index(const Key& key);
  bool has_common_key() const;
  void choose_key();
  void check_positions() const;
  Held* counterpart(const Held& gold);
  std::string_view fault_of(const Held& gold, const Held* predicted) const;
  bool is_unread(Side& counterparts, const Held& held);
  void merge(Held& gold, Held* predicted, model::Document& into);
  void say_unjoined();

  Intake& intake_;
  std::pair<std::unique_ptr<Reader>, std::unique_ptr<Reader>> readers_;
  Unpredicted unpredicted_;
  Side gold_, predicted_;
  const Key* key_ = nullptr;                       // nothing: by position
  std::map<std::string_view, std::size_t> index_;  // of the predicted side, by key
  bool has_begun_ = false, are_textless_ = false;
  std::size_t at_ = 0;  // of the gold side
  std::uint64_t unpredicted_count_ = 0;
};

void JoinedDocuments::hold(Reader& reader, Side& into) {
  intake_.list_skipped(&into.unread);
  for (Held held; reader.next(held.document); held = {}) {
    held.line = intake_.line();
    held.quotes = std::exchange(intake_.quotes, {});
    held.document.text.shrink_to_fit();  // files are read into more than they need
    into.documents.push_back(std::move(held));
  }
  intake_.list_skipped(nullptr);
}

// Whether the counterpart of a document that has none was met, but could not be read: the two are
// one record, which counts already. A record without a name may be that of any.
bool JoinedDocuments::is_unread(Side& counterparts, const Held& held) {
  auto found = counterparts.unread.find(key_ == &by_id ? held.document.id : "");
  if (found == counterparts.unread.end())
    found = counterparts.unread.find("");
  if (found == counterparts.unread.end())
    return false;
  counterparts.unread.erase(found);
  return true;
}

// Counts the keys of both sides. False where one stands twice.
bool JoinedDocuments::index(const Key& key) {
  bool is_unique = true;
  index_.clear();
  for (auto* side : {&gold_, &predicted_}) {
    std::map<std::string_view, std::uint32_t> uses;
    for (const auto& held : side->documents)
      ++uses[held.document.*key.field];
    for (std::size_t i = 0; i < side->documents.size(); ++i) {
      auto& held = side->documents[i];
      held.uses = uses[held.document.*key.field];
      is_unique = is_unique && held.uses == 1;
      if (side == &predicted_)
        index_.emplace(held.document.*key.field, i);
    }
  }
  key_ = &key;
  return is_unique;
}

bool JoinedDocuments::has_common_key() const {
  return std::ranges::any_of(gold_.documents, [&](const Held& held) {
    return index_.contains(held.document.*key_->field);
  });
}

void JoinedDocuments::choose_key() {
  const bool has_ids = all_have_ids(gold_) && all_have_ids(predicted_);
  const bool has_texts = all_have_texts(gold_) && all_have_texts(predicted_);
  if (has_ids) {
    index(by_id);
    if (has_common_key() || !has_texts)
      return;
  }
  if (has_texts && index(by_text))
    return;
  key_ = nullptr;
  check_positions();
}

void JoinedDocuments::check_positions() const {
  const auto where = printable(predicted_.file->name);
  const auto in_gold = gold_.documents.size();
  const auto in_predicted = predicted_.documents.size();
  if (in_gold != in_predicted)
    fail_counts(*gold_.file, *predicted_.file, {in_gold, in_predicted}, "record",
                ", and neither ids nor texts tell which belong together");
  if (const auto unread = gold_.unread.size() + predicted_.unread.size(); unread > 0)
    throw InputError{where + ": cannot be joined to " + printable(gold_.file->name) +
                     " by position, as " + count_of(unread, "record") +
                     " of the two cannot be read; give both ids"};
  std::uint64_t differing = 0;
  for (std::size_t i = 0; i < in_gold; ++i) {
    const auto& gold = gold_.documents[i].document;
    const auto& predicted = predicted_.documents[i].document;
    if (gold.has_text && predicted.has_text && gold.text != predicted.text)
      ++differing;
  }
  if (differing > 0)
    throw InputError{where + ": " + std::to_string(differing) + " of " + count_of(in_gold, "text") +
                     " differ from those of " + printable(gold_.file->name) +
                     "; texts that stand twice cannot be joined in another order, give both files "
                     "ids"};
}

void JoinedDocuments::begin() {
  hold(*readers_.first, gold_);
  hold(*readers_.second, predicted_);
  if (is_all_unread(gold_) || is_all_unread(predicted_)) {
    gold_.documents.clear();  // what is wrong with that side is all there is to say
    predicted_.documents.clear();
    return;
  }
  are_textless_ = std::ranges::none_of(predicted_.documents,
                                       [](const Held& held) { return held.document.has_text; });
  choose_key();
  intake_.test_set.remarks.push_back(said_of_join(key_ == nullptr ? nullptr : &key_->words));
}

Held* JoinedDocuments::counterpart(const Held& gold) {
  if (key_ == nullptr)
    return &predicted_.documents[at_ - 1];
  const auto found = index_.find(gold.document.*key_->field);
  return found == index_.end() ? nullptr : &predicted_.documents[found->second];
}

std::string_view JoinedDocuments::fault_of(const Held& gold, const Held* predicted) const {
  if (key_ == nullptr)
    return {};
  if (gold.uses > 1 || (predicted != nullptr && predicted->uses > 1))
    return key_->words.twice;
  if (predicted == nullptr)
    return unpredicted_ == Unpredicted::nothing_if_textless && are_textless_
               ? ""
               : key_->words.no_prediction;
  const bool differs = gold.document.has_text && predicted->document.has_text &&
                       gold.document.text != predicted->document.text;
  return differs ? other_text_of_id : std::string_view{};
}

void JoinedDocuments::merge(Held& gold, Held* predicted, model::Document& into) {
  into = std::move(gold.document);
  if (predicted == nullptr) {
    ++unpredicted_count_;
  } else {
    into.predicted = std::move(predicted->document.predicted);
    if (!into.has_text && predicted->document.has_text) {
      into.text = std::move(predicted->document.text);
      into.has_text = true;
      gold_.mentions.check(std::move(gold.quotes), into.unit, into.text);
    } else if (into.has_text) {
      predicted_.mentions.check(std::move(predicted->quotes), into.unit, into.text);
    }
  }
  if (into.id.empty())
    into.id = running_id(at_);
}

bool JoinedDocuments::next(model::Document& document) {
  if (!std::exchange(has_begun_, true))
    begin();
  while (at_ < gold_.documents.size()) {
    auto& gold = gold_.documents[at_++];
    auto* predicted = counterpart(gold);
    intake_.at(gold_.file->name, gold.line);
    if (predicted != nullptr)
      predicted->is_joined = true;
    if (predicted == nullptr && is_unread(predicted_, gold))
      continue;
    if (const auto fault = fault_of(gold, predicted); !fault.empty()) {
      intake_.skip(gold.document.id, fault);
      continue;
    }
    merge(gold, predicted, document);
    return true;
  }
  say_unjoined();
  return false;
}

void JoinedDocuments::say_unjoined() {
  for (const auto& held : predicted_.documents) {
    if (held.is_joined || is_unread(gold_, held))
      continue;
    intake_.at(predicted_.file->name, held.line);
    const auto& key = key_ == nullptr ? held.document.id : held.document.*key_->field;
    if (!key.empty() && intake_.set_aside.contains(key))
      continue;
    intake_.skip(held.document.id, held.uses > 1 ? key_->words.twice : key_->words.no_gold);
  }
  predicted_.documents.clear();
  if (unpredicted_count_ > 0)
    intake_.test_set.remarks.push_back(count_of(unpredicted_count_, "document") +
                                       " without a line in " + printable(predicted_.file->name) +
                                       ": taken as a prediction of nothing");
  unpredicted_count_ = 0;
  for (const auto* side : {&gold_, &predicted_})
    if (auto remark = side->mentions.remark(); !remark.empty())
      intake_.test_set.remarks.push_back(printable(side->file->name) + ": " + remark);
  gold_.mentions = predicted_.mentions = {};
}

}  // namespace

std::unique_ptr<Reader> join_documents(Intake& intake, std::unique_ptr<Reader> gold,
                                       std::unique_ptr<Reader> predicted, Unpredicted unpredicted) {
  return std::make_unique<JoinedDocuments>(intake, std::move(gold), std::move(predicted),
                                           unpredicted);
}

}  // namespace errata::normalize
