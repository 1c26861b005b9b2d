// An INI file as sections of entries, with the line of each. The door to Boost.PropertyTree.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "app/faults.hpp"

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

// In the order of the file. Lines that are no INI, a key or section given twice, and values in
// quotes or with a comment behind them, which INI would take as part of the value, go to `faults`.
// Values are never repeated in a message: one may be a secret. Throws UsageError for a file that
// cannot be read, or has so many faults that it is no config.
std::vector<IniSection> read_ini(const std::filesystem::path& file, Faults& faults);

}  // namespace errata::app
