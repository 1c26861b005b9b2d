// The kinds of sources, by which keys of the config mean something and others do not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::app {

// A set of kinds, a bit each; a model without a source is one as well.
using Kinds = unsigned;

namespace kinds {

inline constexpr Kinds azure_language = 1;
inline constexpr Kinds azure_clu = 2;
inline constexpr Kinds https = 4;
inline constexpr Kinds files = 8;
inline constexpr Kinds without_source = 16;  // a model with input, or gold and predicted
inline constexpr Kinds azure = azure_language | azure_clu;
inline constexpr Kinds with_container = azure_language;  // whose texts may stand in one
inline constexpr Kinds fetched = azure | https;
inline constexpr Kinds any_source = fetched | files;
inline constexpr Kinds all = any_source | without_source;

}  // namespace kinds

// "azure-language", "azure-clu", "https", "files".
std::vector<std::string_view> source_kinds();

// That of a source's `kind`, and of no source where it is empty. All of them for an unknown one,
// which is a fault of its own.
Kinds kind_named(std::string_view name);

// Whether that is the name of one of `kinds`, not of an unknown one.
bool is_one_of(Kinds kinds, std::string_view name);

// "azure-language, azure-clu"
std::string list_of(Kinds kinds);

}  // namespace errata::app
