#include "normalize/table.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

namespace {

[[noreturn]] void fail(const InputFile& file, const std::string& why) {
  throw InputError{printable(file.name) + ": " + why};
}

// Whether the first record has each column that was asked for, between these delimiters.
bool has_columns(const InputFile& file, char delimiter, const ColumnChoice& choice,
                 const std::vector<Role>& asked) {
  CsvReader reader{open_input(file), file.name, delimiter};
  CsvRecord first;
  const auto has_column = [&](Role role) {
    const auto& name = *chosen(choice, role);
    return parse_integer(name) ? *chosen_number(choice, role) <= first.cells.size()
                               : std::ranges::count(first.cells, name) > 0;
  };
  return reader.next(first) && first.fault.empty() && std::ranges::all_of(asked, has_column);
}

// What a usual header says, or else what gives the columns that were asked for. Spreadsheets of
// languages with decimal commas write semicolons, and two files that are joined need not be of one
// program.
char delimiter_of(const InputFile& file, char delimiter, const ColumnChoice& choice,
                  std::vector<Role> required) {
  BlockReader reader{open_input(file)};
  const auto head = trimmed(reader.next());
  const auto first = head.substr(0, head.find_first_of("\r\n"));
  if (const char said = said_delimiter(first); said != '\0')
    return said;
  for (const char c : {delimiter, '\t', ',', ';'})
    if (is_usual_header(first, c))
      return c;
  std::erase_if(required, [&choice](Role role) { return chosen(choice, role) == nullptr; });
  for (const char c : {delimiter, '\t', ',', ';'})
    if (!required.empty() && has_columns(file, c, choice, required))
      return c;
  return delimiter;
}

}  // namespace

Table::Table(const InputFile& file, char delimiter, const ColumnChoice& choice,
             std::vector<Role> wanted, const std::vector<Role>& required,
             const std::vector<Order>& orders)
    : file_{file},
      delimiter_{delimiter_of(file, delimiter, choice, required)},
      reader_{open_input(file), file.name, delimiter_},
      wanted_{std::move(wanted)} {
  if (required.size() == 1)
    side_ = required.front();
  if (!reader_.next(record_))
    return;
  if (!record_.fault.empty())
    fail(file_, "line " + std::to_string(record_.line) + ": " + record_.fault);
  width_ = record_.cells.size();
  is_held_ = !find_header(choice);
  if (!is_held_)
    header_ = record_.cells;
  const bool none = std::ranges::none_of(columns_, [](const auto& c) { return c.has_value(); });
  if (is_held_ && none)
    take_order(orders);
  for (const auto needed : required) {
    if (columns_[index_of(needed)])
      continue;
    const std::string role{name_of(needed)};
    fail(file_, "which column of " + in_quotes(first_record()) + " is " + role +
                    "? Say so with --columns " + role + "=NAME");
  }
  if (is_held_ && !is_by_position_)
    look_for_names(required);
}

std::size_t Table::numbered(Role role, std::size_t number) const {
  if (number > width_)
    fail(file_, "has " + count_of(width_, "column") + ", so there is no column " +
                    std::to_string(number) + " for " + std::string{name_of(role)});
  return number - 1;
}

bool Table::find_named(Role role, const std::string& name) {
  const auto found = std::ranges::find(record_.cells, name);
  if (found == record_.cells.end())
    return false;
  columns_[index_of(role)] = static_cast<std::size_t>(found - record_.cells.begin());
  return true;
}

std::optional<std::size_t> Table::find_usual(Role role) const {
  for (const auto name : usual_names(role)) {
    auto at = std::ranges::find(record_.cells, name);
    if (at == record_.cells.end())
      at = std::ranges::find_if(record_.cells, [&](const auto& cell) {
        return equal_ignoring_case(trimmed(cell), name);
      });
    if (at != record_.cells.end())
      return static_cast<std::size_t>(at - record_.cells.begin());
  }
  return std::nullopt;
}

// Columns that nobody asked for, by their usual names; how many there are. The labels of a file
// that holds one side only may go by the name of the other ("label").
std::size_t Table::find_usual() {
  std::size_t found = 0;
  std::optional<std::size_t> label;
  for (std::size_t i = 0; i < roles; ++i) {
    const auto role = static_cast<Role>(i);
    const auto at = find_usual(role);
    found += at ? 1U : 0U;
    if (std::ranges::count(wanted_, role) > 0 && !columns_[i])
      columns_[i] = at;
    if (role == Role::gold || role == Role::predicted)
      label = label ? label : at;
  }
  if (!side_ || !label)
    return found;
  if (found == 1 && is_truth_value(record_.cells[*label]))
    return 0;
  auto& column = columns_[index_of(*side_)];
  column = column ? column : label;
  return std::max<std::size_t>(found, 2);
}

void Table::note_others(Role role) {
  const auto taken = columns_[index_of(role)];
  for (const auto name : usual_names(role))
    for (std::size_t i = 0; taken && i < width_; ++i) {
      const auto cell = trimmed(record_.cells[i]);
      if (i == *taken || !equal_ignoring_case(cell, name) || std::ranges::count(columns_, i) > 0)
        continue;
      remarks_.push_back(said_of_choice(role, trimmed(record_.cells[*taken]), cell));
      return;
    }
}

void Table::check_unique() const {
  for (const auto& column : columns_)
    if (column && !record_.cells[*column].empty() &&
        std::ranges::count(record_.cells, record_.cells[*column]) > 1)
      fail(file_, "has two columns " + in_quotes(record_.cells[*column], 60) +
                      "; say which counts by its number with --columns");
}

void Table::add_column(Role role, const ColumnChoice& choice) {
  const auto* name = chosen(choice, role);
  std::optional<std::size_t> column;
  if (name != nullptr && parse_integer(*name))
    column = *chosen_number(choice, role) - 1;
  else if (!is_held_)
    column =
        name != nullptr && find_named(role, *name) ? columns_[index_of(role)] : find_usual(role);
  columns_[index_of(role)].reset();
  if (column && *column < width_ && std::ranges::count(columns_, column) == 0)
    columns_[index_of(role)] = column;
}

bool Table::find_header(const ColumnChoice& choice) {
  bool is_named = false;
  for (const auto role : wanted_) {
    const auto* name = chosen(choice, role);
    if (name == nullptr)
      continue;
    if (parse_integer(*name)) {
      columns_[index_of(role)] = numbered(role, *chosen_number(choice, role));
    } else if (find_named(role, *name)) {
      is_named = true;
    } else {
      const std::vector<std::string_view> cells{record_.cells.begin(), record_.cells.end()};
      fail(file_, "has no column " + in_quotes(*name, 60) + did_you_mean(*name, cells));
    }
  }
  const auto by_user = columns_;
  const auto usual = find_usual();
  const bool is_header = is_named || usual >= 2 || (usual == 1 && width_ == 1);
  if (!is_header) {
    columns_ = by_user;
    return false;
  }
  for (const auto role : wanted_)
    if (chosen(choice, role) == nullptr)
      note_others(role);
  const bool are_numbers = std::ranges::any_of(
      choice, [](const auto& row) { return parse_integer(row.second).has_value(); });
  if (!are_numbers)
    check_unique();
  return true;
}

void Table::take_order(const std::vector<Order>& orders) {
  for (const auto& order : orders) {
    if (order.roles.size() != width_)
      continue;
    is_by_position_ = true;
    for (std::size_t i = 0; i < width_; ++i)
      columns_[index_of(order.roles[i])] = i;
  }
}

// Columns were given as numbers. A header would be a document with labels of its own, but a user
// may have given them just because there is none.
void Table::look_for_names(const std::vector<Role>& required) {
  if (!may_be_names(required))
    return;
  is_held_ = !are_names(required);
  if (!is_held_)
    header_ = record_.cells;
  if (!is_held_)
    remarks_.push_back("the first record " + in_quotes(first_record(), 60) +
                       " is taken for names of the columns");
  else if (required.size() > 1)
    remarks_.push_back("the first record " + in_quotes(first_record(), 60) +
                       " is read as a document; if it holds names of the columns, give these to "
                       "--columns instead of numbers");
}

// No numbers, and above the labels different words, none of which stands among these.
bool Table::may_be_names(const std::vector<Role>& required) const {
  if (std::ranges::any_of(record_.cells,
                          [](const auto& cell) { return parse_number(trimmed(cell)).has_value(); }))
    return false;
  std::vector<std::string_view> words;
  for (const auto role : required) {
    const auto word = trimmed(name(role));
    if (word.empty() || std::ranges::count(words, word) > 0)
      return false;
    words.push_back(word);
  }
  const auto is_word = [&](std::string_view cell) {
    return std::ranges::count(words, trimmed(cell)) > 0;
  };
  const auto is_any = [](std::string_view cell) { return !trimmed(cell).empty(); };
  return std::ranges::all_of(
      required, [&](Role role) { return line_below(role, is_any) && !line_below(role, is_word); });
}

// A word that people put above columns, or labels which all come again below, but for these.
bool Table::are_names(const std::vector<Role>& required) const {
  if (std::ranges::any_of(record_.cells,
                          [](const auto& cell) { return is_usual_name(trimmed(cell)); }))
    return true;
  std::map<std::string, std::size_t, std::less<>> labels;
  for (const auto role : required)
    line_below(role, [&](std::string_view cell) {
      ++labels[std::string{trimmed(cell)}];
      return false;
    });
  return required.size() > 1 &&
         std::ranges::all_of(labels, [](const auto& label) { return label.second > 1; });
}

std::string Table::positions() const {
  std::string list;
  for (std::size_t role = 0; role < roles; ++role)
    if (const auto column = columns_[role])
      list += (list.empty() ? "" : ", ") + std::string{name_of(static_cast<Role>(role))} + " " +
              std::to_string(*column + 1);
  return list;
}

std::string Table::first_record() const {
  std::string line;
  for (const auto& cell : record_.cells)
    line += (line.empty() ? "" : std::string{delimiter_}) + cell;
  return line;
}

bool Table::holds_below(Role role, std::span<const std::string_view> cells) const {
  return line_below(
             role,
             [&](std::string_view cell) { return std::ranges::find(cells, cell) != cells.end(); })
      .has_value();
}

std::optional<std::uint64_t> Table::line_where(
    Role role, const std::function<bool(std::string_view)>& is) const {
  if (is_held_ && has(role) && is(name(role)))
    return record_.line;
  return line_below(role, is);
}

std::optional<std::uint64_t> Table::line_below(
    Role role, const std::function<bool(std::string_view)>& is) const {
  constexpr std::size_t enough = std::size_t{64} << 10U;
  if (!has(role))
    return std::nullopt;
  const auto column = *columns_[index_of(role)];
  CsvReader again{open_input(file_), file_.name, delimiter_};
  CsvRecord record;
  again.next(record);
  for (std::size_t read = 0; read < enough && again.next(record);) {
    if (column < record.cells.size() && is(record.cells[column]))
      return record.line;
    for (const auto& cell : record.cells)
      read += cell.size() + 1;
  }
  return std::nullopt;
}

bool Table::has_index() const {
  return width_ > 1 && !header_.empty() && trimmed(header_.front()).empty() && !has(Role::id) &&
         std::ranges::count(columns_, std::optional<std::size_t>{0}) == 0;
}

void Table::take_index() {
  columns_[index_of(Role::id)] = 0;
}

bool Table::next() {
  if (!std::exchange(is_held_, false) && !reader_.next(record_))
    return false;
  if (record_.fault.empty() && record_.cells.size() != width_)
    record_.fault = "another number of columns than the first record";
  else if (record_.fault.empty() && record_.cells == header_)
    record_.fault = "the header again";
  return true;
}

bool Table::has(Role role) const {
  return columns_[index_of(role)].has_value();
}

std::optional<std::string_view> Table::cell(Role role) const {
  const auto column = columns_[index_of(role)];
  if (!column || *column >= record_.cells.size())
    return std::nullopt;
  return record_.cells[*column];
}

}  // namespace errata::normalize
