// Which column or field holds what: --columns, and the names that people give when nobody asks.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace errata::normalize {

enum class Role { text, gold, predicted, score, id, language };
inline constexpr std::size_t roles = 6;

// Role -> name, number from 1, or JSON field name, as the user gave it.
using ColumnChoice = std::map<std::string, std::string>;

std::string_view name_of(Role role);

// What the user said about a role, if anything.
const std::string* chosen(const ColumnChoice& choice, Role role);

// That as a number from 1. Throws UsageError where it is a name or 0.
std::optional<std::size_t> chosen_number(const ColumnChoice& choice, Role role);

// Names by which a role goes without being asked for, most telling first ("predicted_label").
std::span<const std::string_view> usual_names(Role role);

// Whether one of the usual names of gold is as usual for something else ("tags").
bool is_weak_gold_name(std::string_view name);

// "true", which is a label as often as the name of a column of these.
bool is_truth_value(std::string_view cell);

// Whether it is a usual name of any role.
bool is_usual_name(std::string_view cell);

// "gold is 'label'; 'intent' fits as well, which --columns gold=intent would choose": what is said
// where a file has further names of a role.
std::string said_of_choice(Role role, std::string_view taken, std::string_view other);

// Whether the line is a header whose cells stand between `delimiter`: two of the usual names, of
// different roles.
bool is_usual_header(std::string_view line, char delimiter);

// Whether the cells are a header above columns of tokens and tags, such as token, gold, predicted:
// the last is a usual name of labels, and another of labels or of tokens.
bool is_tag_header(std::span<const std::string_view> cells);

// The number from 1 of the first cell that is a usual name of the role, 0 where none is.
std::size_t usual_column(std::span<const std::string_view> cells, Role role);

// The same of the names of columns of tokens ("word").
std::size_t token_column(std::span<const std::string_view> cells);

// Throws UsageError for a role that does not exist ("tekst=1").
void check_roles(const ColumnChoice& choice);

}  // namespace errata::normalize
