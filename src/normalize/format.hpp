// The input formats. A new one is a file read_<format>.cpp and a row of the table in
// format_table.cpp.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// Options that not every format has a use for.
enum class Use : unsigned { separator = 1, joiner = 2, summary = 4, exported = 8, texts = 16 };
using Uses = unsigned;
constexpr Uses operator|(Use a, Use b) {
  return static_cast<Uses>(a) | static_cast<Uses>(b);
}
constexpr Uses operator|(Uses a, Use b) {
  return a | static_cast<Uses>(b);
}
constexpr Uses only(Use use) {
  return static_cast<Uses>(use);
}

struct Format {
  std::string_view name, summary, example;
  Takes takes = Takes::one_file;
  // The roles that --columns may name, between blanks.
  std::string_view columns = {};
  Uses uses = 0;
  // Not JSON: known by so little that all of the head must be text.
  bool is_plain = false;
  // Fits all that the formats before it fit, so that this is not worth a word.
  bool is_general = false;
  // Reads --texts FILE, a text a line.
  bool has_text_lines = false;
  // Whether the first 64 KiB of a file, or its first line if that is longer, look like it. A byte
  // order mark is gone. Nothing for formats of folders.
  bool (*detects)(std::string_view head) = nullptr;
  // The same where --columns names fields, if that makes a difference.
  bool (*detects_with_columns)(std::string_view head) = nullptr;
  std::unique_ptr<Reader> (*open)(Intake& intake) = nullptr;
  // By what a file was known, for a reader who sees that others fit as well.
  std::string_view sign = {};
};

// In the order in which they are tried.
std::span<const Format> known_formats();

// The format that the file at `path`, in `encoding` as in Options, would be read as. Nothing for
// standard input, and for what cannot be read, is empty, is no text or looks like no format.
const Format* format_of(const std::filesystem::path& path, const std::string& encoding);

// The format named by options.format, or the first that the first input looks like; where it looks
// like others as well, a remark says which was taken and why. Throws UsageError for an unknown name
// or two files of a format that is one, InputError where no format fits, a side is missing, or the
// input is empty.
const Format& choose_format(Intake& intake);

}  // namespace errata::normalize
