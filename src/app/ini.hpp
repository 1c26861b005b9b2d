// An INI file as sections of entries, with the line of each. The door to Boost.PropertyTree.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace errata::app {

struct IniEntry {
  std::string key, value;
  std::size_t line = 0;
};

struct IniSection {
  std::string name;
  std::size_t line = 0;
  std::vector<IniEntry> entries;
};

// In the order of the file. Throws UsageError "FILE:LINE: …" for lines that are no INI, for a key
// or section given twice, and for values in quotes or with a comment behind them, which INI would
// take as part of the value. Values are never repeated in a message: one may be a secret.
std::vector<IniSection> read_ini(const std::filesystem::path& file);

}  // namespace errata::app
