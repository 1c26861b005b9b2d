// The input formats. A new one is a file read_<format>.cpp and a row of the table in format.cpp.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

struct Format {
  std::string_view name, summary, example;
  bool joins_two_files;
  // Whether the first 64 KiB of a file, or its first line if that is longer, look like it. A byte
  // order mark is gone.
  bool (*detects)(std::string_view head);
  std::unique_ptr<Reader> (*open)(Intake& intake);
  // Why a file that other formats fit as well is taken for it; empty for a format that fits
  // whatever those before it fit.
  std::string_view sign = {};
  bool takes_text_lines = false;  // from a file of their own, one a line
};

// In the order in which they are tried.
std::span<const Format> known_formats();

// The format named by options.format, or the first that the first input looks like; where it looks
// like others as well, a remark says which was taken and why.
// Throws UsageError for an unknown name, InputError where no format fits or the input is empty.
const Format& choose_format(Intake& intake);

}  // namespace errata::normalize
