// A delimited file as records with roles: which column is the text, the gold label, …
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/columns.hpp"
#include "normalize/csv_reader.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

// The first record is a header where it has a name that was asked for, or two of the usual names of
// different roles, or one where that is all it has or where it names the labels of a file of one
// side; columns given as numbers change nothing in that, but above these a record may be a header
// of any names where that cannot be mistaken. Without a header the columns are what `order` says
// for their number.
class Table {
 public:
  struct Order {
    std::vector<Role> roles;  // of a file with so many columns and no header
  };

  // A usual header with tabs, commas or semicolons is stronger than `delimiter`, and so are columns
  // of `required` roles that were asked for and that only another of these gives.
  // `wanted`: the roles that this file may have. One `required` role makes it a file of one side,
  // whose labels go by any of the usual names. Throws InputError where it is not known which
  // columns the `required` ones are, or where the first record lacks a name that was asked for.
  Table(const InputFile& file, char delimiter, const ColumnChoice& choice, std::vector<Role> wanted,
        const std::vector<Role>& required, const std::vector<Order>& orders);

  // A column more that the file may have: by the name or number that was asked for, where there is
  // such a column and it holds nothing else, else by a usual name of the header. Before next().
  void add_column(Role role, const ColumnChoice& choice);

  // Whether the first column has a header without a name, as pandas writes it above its index.
  bool has_index() const;
  void take_index();  // as ids

  // The next record, of which a cell may be asked by role. False at the end.
  bool next();

  // Nothing where the file has no such column.
  std::optional<std::string_view> cell(Role role) const;

  bool has(Role role) const;

  std::uint64_t line() const { return record_.line; }
  const std::string& fault() const { return record_.fault; }  // of the record, empty where fine
  const InputFile& file() const { return file_; }

  char delimiter() const { return delimiter_; }

  // What is to be said of the header: names that fit a role as well, or that nobody knows above
  // columns that were given as numbers.
  const std::vector<std::string>& remarks() const { return remarks_; }

  // Whether nothing said where the columns are, so that they are those of an order. The first
  // record, which is at hand until next(), may then be a header that nobody understood.
  bool is_by_position() const { return is_by_position_; }
  std::string positions() const;     // "text 1, gold 2, predicted 3"
  std::string first_record() const;  // as it stood in the file, but for quotes

  // What the header calls the column, or the first record has in it. Before next().
  const std::string& name(Role role) const { return record_.cells[*columns_[index_of(role)]]; }

  // The line of the first cell of that column for which `is` holds, as far as the next 64 KiB tell.
  std::optional<std::uint64_t> line_where(Role role,
                                          const std::function<bool(std::string_view)>& is) const;

  // Whether one of `cells` stands in the column of `role` below the first record, as far as the
  // next 64 KiB tell.
  bool holds_below(Role role, std::span<const std::string_view> cells) const;

 private:
  static std::size_t index_of(Role role) { return static_cast<std::size_t>(role); }
  bool find_header(const ColumnChoice& choice);
  std::size_t numbered(Role role, std::size_t number) const;  // number from 1
  bool find_named(Role role, const std::string& name);
  std::size_t find_usual();
  void note_others(Role role);
  void check_unique() const;
  std::optional<std::size_t> find_usual(Role role) const;
  void take_order(const std::vector<Order>& orders);
  void look_for_names(const std::vector<Role>& required);
  bool may_be_names(const std::vector<Role>& required) const;
  bool are_names(const std::vector<Role>& required) const;
  std::optional<std::uint64_t> line_below(Role role,
                                          const std::function<bool(std::string_view)>& is) const;

  const InputFile& file_;
  char delimiter_;
  CsvReader reader_;
  CsvRecord record_;
  std::vector<Role> wanted_;
  std::optional<Role> side_;  // the labels of a file that has one side
  std::array<std::optional<std::size_t>, roles> columns_{};
  std::vector<std::string> remarks_;
  std::vector<std::string> header_;  // empty where there is none
  std::size_t width_ = 0;
  bool is_held_ = false;  // the first record is a record
  bool is_by_position_ = false;
};

}  // namespace errata::normalize
