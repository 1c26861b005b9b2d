#include "normalize/option_use.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/columns.hpp"

namespace errata::normalize {

namespace {

struct Limited {
  std::string_view name;
  Use use;
  bool (*is_given)(const Options& options);
};

constexpr Limited limited[] = {
    {"--label-separator", Use::separator,
     [](const Options& o) { return !o.label_separator.empty(); }},
    {"--joiner", Use::joiner, [](const Options& o) { return o.joiner.has_value(); }},
    {"--summary", Use::summary, [](const Options& o) { return o.summary.has_value(); }},
    {"--export", Use::exported, [](const Options& o) { return o.export_file.has_value(); }},
    {"--texts", Use::texts, [](const Options& o) { return o.texts.has_value(); }},
};

// "json, tsv, csv", of those for which `is` holds.
template <typename Is>
std::string names_where(Is is) {
  std::string names;
  for (const auto& format : known_formats())
    if (is(format))
      names += (names.empty() ? "" : ", ") + std::string{format.name};
  return names;
}

[[noreturn]] void fail(const std::string& option, const Format& format, const std::string& takers) {
  throw UsageError{option + ": means nothing for format " + std::string{format.name} +
                   ", only for " + takers};
}

void check_columns(const Format& format, const ColumnChoice& choice) {
  check_roles(choice);
  if (choice.empty())
    return;
  if (format.columns.empty())
    fail("--columns", format, names_where([](const Format& f) { return !f.columns.empty(); }));
  const auto roles = split(format.columns, ' ');
  for (const auto& [role, name] : choice)
    if (std::ranges::find(roles, role) == roles.end())
      throw UsageError{"--columns " + role + "=" + printable(name) + ": format " +
                       std::string{format.name} + " takes none for " + role + ", only for " +
                       std::string{format.columns}};
}

// In one file. Of two each has its own columns.
void check_sides_differ(const Options& options) {
  const auto* gold = chosen(options.columns, Role::gold);
  const auto* predicted = chosen(options.columns, Role::predicted);
  if (!options.gold && gold != nullptr && predicted != nullptr && *gold == *predicted)
    throw UsageError{"--columns predicted=" + printable(*predicted) + ": is gold as well"};
}

}  // namespace

void check_options(const Format& format, const Options& options) {
  check_columns(format, options.columns);
  check_sides_differ(options);
  for (const auto& [name, use, is_given] : limited)
    if (is_given(options) && (format.uses & only(use)) == 0)
      fail(std::string{name}, format,
           names_where([wanted = only(use)](const Format& f) { return (f.uses & wanted) != 0; }));
}

}  // namespace errata::normalize
