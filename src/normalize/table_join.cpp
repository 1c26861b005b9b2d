#include "normalize/table_join.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/join_fault.hpp"
#include "normalize/join_words.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

using enum Role;

namespace {

std::string_view text_of(const Table& table) {
  return trimmed(table.cell(text).value_or(""));
}

const JoinWords& words_of(Role key) {
  return key == id ? joined_by_id : joined_by_text;
}

}  // namespace

// Of the digest, so that names chosen to collide do not.
TableJoin::Key TableJoin::key_of(std::string_view bytes) {
  const auto digest = sha256(bytes);
  Key key;
  std::from_chars(digest.data(), digest.data() + 16, key.high, 16);
  std::from_chars(digest.data() + 16, digest.data() + 32, key.low, 16);
  return key;
}

std::unique_ptr<Table> open_gold(const Intake& intake, char delimiter) {
  return std::make_unique<Table>(*intake.inputs.gold, delimiter, intake.options.columns,
                                 std::vector{gold, text, id, language}, std::vector{gold},
                                 std::vector<Table::Order>{{{gold}}, {{text, gold}}});
}

TableJoin::TableJoin(const Intake& intake, char delimiter, Table& gold)
    : intake_{intake}, delimiter_{delimiter} {
  open();
  has_texts_ = gold.has(text) && table_->has(text);
  is_by_index_ = !has_texts_ && gold.has_index() && table_->has_index();
  if (is_by_index_) {
    gold.take_index();
    table_->take_index();
  }
  if (gold.has(id) && table_->has(id))
    key_ = id;
  else if (has_texts_)
    key_ = text;
}

// Where nobody said the format a tab tells it, as it does for gold.
char TableJoin::delimiter_of_predicted() const {
  const auto head = read_head(*intake_.inputs.predicted);
  const bool has_tab = head.substr(0, head.find('\n')).find('\t') != std::string::npos;
  return has_tab && intake_.options.format.empty() ? '\t' : delimiter_;
}

void TableJoin::open() {
  const auto& columns = intake_.options.columns;
  table_ = std::make_unique<Table>(*intake_.inputs.predicted, delimiter_of_predicted(), columns,
                                   std::vector{predicted, score}, std::vector{predicted},
                                   std::vector<Table::Order>{{{predicted}}});
  table_->add_column(id, columns);
  table_->add_column(text, columns);
}

void TableJoin::begin() {
  if (!key_)
    return;
  hold();
  if (count_gold() || (key_ == id && !is_by_index_))
    return;
  key_.reset();
  held_.clear();
  index_.clear();
  open();
}

void TableJoin::hold() {
  while (table_->next()) {
    auto& held = held_.emplace_back();
    const auto key = trimmed(table_->cell(*key_).value_or(""));
    held = {.key = key.empty() ? Key{} : key_of(key),
            .text = has_texts_ ? key_of(text_of(*table_)) : Key{},
            .line = table_->line(),
            .id = std::string{table_->cell(id).value_or("")},
            .score = std::string{table_->cell(score).value_or("")},
            .fault = table_->fault(),
            .labels = cells_.id(table_->cell(predicted).value_or(""))};
    if (key.empty() && held.fault.empty())
      held.fault = words_of(*key_).no_key;
  }
  index_.resize(held_.size());
  std::iota(index_.begin(), index_.end(), 0U);
  std::ranges::sort(index_, {}, [this](auto i) { return std::pair{held_[i].key, i}; });
}

// How many records of gold belong to each prediction. False where a key stands twice on a side.
bool TableJoin::count_gold() {
  const auto again = open_gold(intake_, delimiter_);
  if (is_by_index_)
    again->take_index();
  while (again->next())
    if (auto* held = find(*again))
      ++held->gold;
  bool is_unique = true;
  const auto mark = [&](Held& held) {
    is_unique = false;
    held.fault = words_of(*key_).twice;
  };
  for (std::size_t i = 0; i < index_.size(); ++i) {
    auto& held = held_[index_[i]];
    if (held.gold > 1)
      mark(held);
    if (i == 0 || held.key == Key{} || held.key != held_[index_[i - 1]].key)
      continue;
    mark(held_[index_[i - 1]]);
    mark(held);
  }
  return is_unique;
}

TableJoin::Held* TableJoin::find(const Table& gold) {
  const auto cell = trimmed(gold.cell(*key_).value_or(""));
  if (cell.empty())
    return nullptr;
  const auto key = key_of(cell);
  const auto at =
      std::ranges::lower_bound(index_, key, {}, [this](auto i) { return held_[i].key; });
  return at == index_.end() || held_[*at].key != key ? nullptr : &held_[*at];
}

Prediction TableJoin::next(Table& gold) {
  if (!std::exchange(has_begun_, true))
    begin();
  ++records_;
  return key_ ? next_by_key(gold) : next_by_position(gold);
}

Prediction TableJoin::next_by_key(const Table& gold) {
  const auto& words = words_of(*key_);
  const auto* held = find(gold);
  if (held == nullptr)
    return {.labels = {},
            .score = {},
            .fault = trimmed(gold.cell(*key_).value_or("")).empty() ? words.no_key
                                                                    : words.no_prediction};
  Prediction found{.labels = cells_.name(held->labels),
                   .score = {},
                   .fault = held->fault,
                   .line = held->fault == words.twice ? 0 : held->line};
  if (!held->score.empty())
    found.score = held->score;
  if (found.fault.empty() && key_ == id && has_texts_ && held->text != key_of(text_of(gold))) {
    found.fault = other_text_of_id;
    found.line = 0;
  }
  return found;
}

Prediction TableJoin::next_by_position(Table& gold) {
  if (!table_->next()) {
    const auto in_predicted = records_ - 1;
    while (gold.next())
      ++records_;
    fail_counts(gold.file(), table_->file(), {records_, in_predicted}, "record");
  }
  check_text(gold);
  return {.labels = table_->cell(predicted).value_or(""),
          .score = table_->cell(score),
          .fault = table_->fault(),
          .line = table_->line()};
}

// Texts that stand twice are no key, but they still tell whether the records belong together.
void TableJoin::check_text(const Table& gold) const {
  if (!has_texts_ || !gold.fault().empty() || !table_->fault().empty() ||
      text_of(gold) == text_of(*table_))
    return;
  throw InputError{printable(table_->file().name) + ":" + std::to_string(table_->line()) +
                   ": its text is not that of " + printable(gold.file().name) + ":" +
                   std::to_string(gold.line()) +
                   "; texts that stand twice cannot be joined in another order, give both files "
                   "a column of ids"};
}

void TableJoin::finish(Intake& intake, const Table& gold) {
  if (!std::exchange(has_begun_, true))
    begin();
  if (!key_ && table_->next()) {
    auto in_predicted = records_ + 1;
    while (table_->next())
      ++in_predicted;
    fail_counts(gold.file(), table_->file(), {records_, in_predicted}, "record");
  }
  intake.test_set.remarks.push_back(said_of_join(key_ ? &words_of(*key_) : nullptr));
  for (const auto& held : held_) {
    if (held.gold > 0)
      continue;
    intake.at(table_->file().name, held.line);
    intake.skip(held.id, held.fault.empty() ? words_of(*key_).no_gold : held.fault);
  }
}

}  // namespace errata::normalize
