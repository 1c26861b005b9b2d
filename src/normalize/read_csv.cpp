#include "normalize/read_csv.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/guessed_columns.hpp"
#include "normalize/label_cells.hpp"
#include "normalize/printed_list.hpp"
#include "normalize/score_choice.hpp"
#include "normalize/table.hpp"
#include "normalize/table_join.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

namespace {

using enum Role;

const std::vector<Table::Order> whole_orders{
    {{gold, predicted}}, {{Role::text, gold, predicted}}, {{Role::text, gold, predicted, score}}};

bool may_be_name(std::string_view cell) {
  return !trimmed(cell).empty() && !parse_number(trimmed(cell));
}

// "0.9", "93%", and "0,9" where commas part no cells.
std::optional<double> parse_score(std::string_view cell, char delimiter) {
  cell = trimmed(cell);
  const bool is_percentage = cell.ends_with('%');
  if (is_percentage)
    cell = trimmed(cell.substr(0, cell.size() - 1));
  std::string digits{cell};
  if (const auto comma = digits.find(','); delimiter != ',' && comma != digits.npos)
    digits[comma] = '.';
  const auto number = parse_number(digits);
  return number && is_percentage ? std::optional{*number / 100} : number;
}

// Whether the first record names columns instead of labels: two names, neither of which is a label
// below, and no score.
bool looks_like_header(const Table& gold_side, const Table& predicted_side) {
  if (!gold_side.is_by_position() || !predicted_side.is_by_position())
    return false;
  const auto names = std::to_array(
      {gold_side.cell(gold).value_or(""), predicted_side.cell(predicted).value_or("")});
  const auto sure = predicted_side.cell(score).value_or("name");
  return std::ranges::all_of(names, may_be_name) && names[0] != names[1] && may_be_name(sure) &&
         !parse_score(sure, predicted_side.delimiter()) && !gold_side.holds_below(gold, names) &&
         !predicted_side.holds_below(predicted, names);
}

// Who converts what Rasa tests into a table prints its objects.
bool is_of_rasa(std::string_view column) {
  return column == "intent_prediction" || column == "entities" || column == "predicted_entities";
}

bool prints_objects(std::string_view cell) {
  std::vector<std::string> items;
  return read_printed(cell, items) == Printed::objects;
}

bool prints_labels(std::string_view cell) {
  std::vector<std::string> items;
  return read_printed(cell, items) == Printed::labels;
}

bool is_outside(std::string_view cell) {
  return trimmed(cell) == "O";
}

bool begins_span(std::string_view cell) {
  return is_prefixed_tag(trimmed(cell)) && !is_outside(cell);
}

bool is_no_tag(std::string_view cell) {
  return !trimmed(cell).empty() && !is_prefixed_tag(trimmed(cell));
}

class CsvDocuments : public Reader {
 public:
  CsvDocuments(Intake& intake, char delimiter);

  bool next(model::Document& document) override;

 private:
  bool open_next();
  void check_positions();
  void note_guess();
  std::string_view gold_name() const { return trimmed(table_->name(gold)); }
  void check_guess() const;
  void check_no_objects() const;
  void check_no_tags() const;
  void settle_task();
  bool next_record();
  void go_to_prediction();
  std::string_view read(model::Document& document);
  void read_score(model::Document& document);

  Intake& intake_;
  LabelCells cells_;
  char delimiter_;
  std::unique_ptr<Table> table_;  // all, or the gold side
  std::unique_ptr<TableJoin> join_;
  Prediction prediction_;                // of the record at hand
  std::optional<GuessedColumns> guess_;  // where nobody named the columns of one file
  std::string guessed_;                  // how they were taken
  std::size_t opened_ = 0;
  std::uint64_t records_ = 0;
};

CsvDocuments::CsvDocuments(Intake& intake, char delimiter)
    : intake_{intake}, cells_{intake}, delimiter_{delimiter} {
  check_roles(intake.options.columns);
  if (intake.options.task)
    intake.set_task(model::Task::single_label, intake.inputs.first().name);
}

bool CsvDocuments::open_next() {
  const auto& inputs = intake_.inputs;
  if (opened_ == (inputs.gold ? 1 : inputs.documents.size()))
    return false;
  if (inputs.gold) {
    table_ = open_gold(intake_, delimiter_);
    join_ = std::make_unique<TableJoin>(intake_, delimiter_, *table_);
  } else {
    table_ = std::make_unique<Table>(inputs.documents[opened_], delimiter_, intake_.options.columns,
                                     std::vector{predicted, gold, Role::text, score, id, language},
                                     std::vector{gold, predicted}, whole_orders);
  }
  ++opened_;
  check_no_objects();
  check_no_tags();
  check_positions();
  settle_task();
  return true;
}

// An object is no label, and which of its parts would be one nobody knows.
void CsvDocuments::check_no_objects() const {
  const auto& predictions = join_ ? join_->table() : *table_;
  using Side = std::pair<const Table*, Role>;
  for (const auto& [table, role] : {Side{&*table_, gold}, Side{&predictions, predicted}}) {
    const auto line = table->line_where(role, prints_objects);
    if (!line)
      continue;
    const auto& name = table->name(role);
    throw InputError{printable(table->file().name) + ":" + std::to_string(*line) + ": column " +
                     in_quotes(name, 60) + " prints objects ({...}), not labels; " +
                     (is_of_rasa(name) ? "it was made from what rasa test writes: give these JSON "
                                         "files instead"
                                       : "give the file that it was made from instead")};
  }
}

// Tags of tokens would be classes, each of a document of one word. One side may have others among
// them ("_", "[PAD]").
void CsvDocuments::check_no_tags() const {
  const auto& predictions = join_ ? join_->table() : *table_;
  const auto has_tags = [](const Table& table, Role role) {
    return table.line_where(role, begins_span) && table.line_where(role, is_outside);
  };
  const bool in_gold = has_tags(*table_, gold) && !table_->line_where(gold, is_no_tag);
  const bool in_predicted =
      has_tags(predictions, predicted) && !predictions.line_where(predicted, is_no_tag);
  const bool is_gold_alone = in_gold && (predictions.line_where(predicted, begins_span) ||
                                         !predictions.line_where(predicted, is_no_tag));
  if (is_gold_alone || (in_predicted && table_->line_where(gold, begins_span)))
    throw InputError{printable(table_->file().name) +
                     ": holds tags of tokens (B-, I-, O), no labels of texts; give lines of token, "
                     "gold and predicted between tabs or blanks, and an empty line behind each "
                     "sentence (--format conll)"};
}

// Cells of the first file say whether they are sets; one label is a set too.
void CsvDocuments::settle_task() {
  const auto& predictions = join_ ? join_->table() : *table_;
  const bool are_lists =
      table_->line_where(gold, prints_labels) || predictions.line_where(predicted, prints_labels);
  if (opened_ > 1 && (cells_.are_printed() || !are_lists))
    return;
  cells_.set_printed(are_lists);
  intake_.set_task(cells_.are_sets() ? model::Task::multi_label : model::Task::single_label,
                   table_->file().name);
}

// A header whose names nobody knows would else be a document with labels of its own.
void CsvDocuments::check_positions() {
  const auto& predictions = join_ ? join_->table() : *table_;
  if (looks_like_header(*table_, predictions))
    throw InputError{printable(table_->file().name) + ": no name of the header " +
                     in_quotes(table_->first_record()) +
                     " is known; say which columns count with --columns "
                     "gold=NAME,predicted=NAME (or their numbers if this is no header)"};
  note_guess();
  auto& remarks = intake_.test_set.remarks;
  for (const auto* table : {&std::as_const(*table_), &predictions}) {
    for (const auto& remark : table->remarks())
      if (std::ranges::count(remarks, remark) == 0)
        remarks.push_back(remark);
    const auto remark = "columns taken by position: " + table->positions();
    if (table->is_by_position() && std::ranges::count(remarks, remark) == 0)
      remarks.push_back(remark);
  }
}

void CsvDocuments::note_guess() {
  if (join_ || guess_)
    return;
  const auto is_weak = [&] {
    return table_->has(gold) && chosen(intake_.options.columns, gold) == nullptr &&
           is_weak_gold_name(gold_name());
  };
  if (table_->is_by_position())
    guessed_ = "columns were taken by position";
  else if (is_weak())
    guessed_ = "column " + in_quotes(gold_name(), 60) + " was taken for gold by its name";
  if (!guessed_.empty())
    guess_.emplace();
}

void CsvDocuments::check_guess() const {
  if (guess_ && guess_->have_no_label_in_common())
    throw InputError{printable(intake_.inputs.first().name) + ": " + guessed_ +
                     ", but no label of the gold one is ever predicted; say which columns count "
                     "with --columns gold=N,predicted=N"};
}

bool CsvDocuments::next_record() {
  while (table_ || open_next()) {
    if (table_->next()) {
      prediction_ = join_ ? join_->next(*table_)
                          : Prediction{.labels = table_->cell(predicted).value_or(""),
                                       .score = table_->cell(score),
                                       .fault = {}};
      return true;
    }
    if (join_)
      join_->finish(intake_, *table_);
    join_.reset();
    table_.reset();
  }
  return false;
}

void CsvDocuments::read_score(model::Document& document) {
  const auto& cell = prediction_.score;
  if (!cell || trimmed(*cell).empty() || document.predicted.size() != 1)
    return;
  const auto number = parse_score(*cell, (join_ ? join_->table() : *table_).delimiter());
  if (number && *number >= 0 && *number <= 1)
    document.predicted.front().score = static_cast<float>(*number);
  else
    intake_.remark(document.id, score_left_out, in_quotes(*cell, 40));
}

// An issue of the predicted record is one of its own file.
void CsvDocuments::go_to_prediction() {
  if (join_ && prediction_.line > 0)
    intake_.at(join_->table().file().name, prediction_.line);
}

// Empty, or why the record cannot be used.
std::string_view CsvDocuments::read(model::Document& document) {
  document.id = table_->cell(id).value_or("");
  if (document.id.empty())
    document.id = running_id(records_);
  if (!table_->fault().empty())
    return table_->fault();
  if (!prediction_.fault.empty()) {
    go_to_prediction();
    return prediction_.fault;
  }
  document.has_text = table_->has(Role::text);
  document.text = table_->cell(Role::text).value_or("");
  document.language = table_->cell(language).value_or("");
  const auto gold_cell = table_->cell(gold).value_or("");
  for (const std::string_view used :
       {std::string_view{document.id}, std::string_view{document.text},
        std::string_view{document.language}, gold_cell})
    if (find_invalid_utf8(used) != std::string_view::npos)
      return not_utf8;
  if (find_invalid_utf8(prediction_.labels) != std::string_view::npos) {
    go_to_prediction();
    return not_utf8;
  }
  if (const auto fault = cells_.read(gold_cell, prediction_.labels, document); !fault.empty()) {
    if (cells_.is_prediction())
      go_to_prediction();
    return fault;
  }
  read_score(document);
  return {};
}

bool CsvDocuments::next(model::Document& document) {
  while (next_record()) {
    ++records_;
    document.unit = OffsetUnit::bytes;
    intake_.at(table_->file().name, table_->line());
    const auto fault = read(document);
    if (fault.empty()) {
      if (guess_)
        guess_->add(document);
      return true;
    }
    intake_.skip(document.id, fault);
  }
  check_guess();
  cells_.check_vectors(intake_.inputs.first().name);
  cells_.hint_at_sets();
  return false;
}

// A file of nothing but labels, below the name of their column.
bool is_label_column(std::string_view head) {
  const auto first = trimmed(head.substr(0, head.find('\n')));
  return !is_truth_value(first) && std::ranges::any_of(std::array{gold, predicted}, [&](Role role) {
    return std::ranges::any_of(usual_names(role),
                               [&](auto name) { return equal_ignoring_case(name, first); });
  });
}

// Whether the first line has the delimiter in it, and is none of JSON.
bool has_columns(std::string_view head, char delimiter) {
  if (trimmed(head).starts_with('{') || trimmed(head).starts_with("[{"))
    return false;
  const auto first = head.substr(0, head.find_first_of("\r\n"));
  return first.find(delimiter) != std::string_view::npos;
}

}  // namespace

bool is_tsv(std::string_view head) {
  return has_columns(head, '\t');
}
bool is_csv(std::string_view head) {
  const auto first = head.substr(0, head.find_first_of("\r\n"));
  return has_columns(head, ',') || is_label_column(head) || is_usual_header(first, ';') ||
         said_delimiter(first) != '\0';
}

std::unique_ptr<Reader> read_csv(Intake& intake) {
  return std::make_unique<CsvDocuments>(intake, ',');
}

std::unique_ptr<Reader> read_tsv(Intake& intake) {
  return std::make_unique<CsvDocuments>(intake, '\t');
}

}  // namespace errata::normalize
