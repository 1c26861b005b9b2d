#include "app/source_kinds.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace errata::app {

namespace {

struct Kind {
  std::string_view name;
  Kinds bit;
};

constexpr auto table = std::to_array<Kind>({
    {"azure-language", kinds::azure_language},
    {"azure-clu", kinds::azure_clu},
    {"https", kinds::https},
    {"files", kinds::files},
});

}  // namespace

std::vector<std::string_view> source_kinds() {
  return names_of(table);
}

Kinds kind_named(std::string_view name) {
  if (name.empty())
    return kinds::without_source;
  const auto* const found = std::ranges::find(table, name, &Kind::name);
  return found == table.end() ? kinds::all : found->bit;
}

bool is_one_of(Kinds kinds, std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Kind::name);
  return found != table.end() && (found->bit & kinds) != 0;
}

std::string list_of(Kinds kinds) {
  std::string list;
  for (const auto& kind : table)
    if ((kind.bit & kinds) != 0)
      list += (list.empty() ? "" : ", ") + std::string{kind.name};
  return list;
}

}  // namespace errata::app
