// Stage 2: inputs of any known format -> evaluation.jsonl.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/task.hpp"
#include "model/test_set.hpp"

namespace errata::normalize {

struct Options {
  std::vector<std::filesystem::path> inputs;  // files, or one raw/ folder of the fetch stage
  std::optional<std::filesystem::path> gold, predicted;  // two files that are joined, instead
  std::string format;                                    // empty: detected from the content
  // "text", "gold", "predicted", "score", "id", "language" -> column name, number from 1, or JSON
  // field
  std::map<std::string, std::string> columns;
  std::string encoding;               // of inputs without a byte order mark; empty: UTF-8
  std::string label_separator;        // of label sets in one cell; empty: one label a cell
  std::optional<std::string> joiner;  // between tokens; nothing: a blank
  std::optional<std::filesystem::path> texts, summary, export_file;
  std::optional<model::Task> task;
  std::optional<std::filesystem::path> label_map;  // other names for labels (label_map.hpp)
  bool ignore_case = false;                        // labels that only case tells apart are one
  std::optional<double> threshold;  // of scores, 0 to 1: predictions below it are none
  std::string name;
  double max_issues = 0.10;  // share of records that may be unusable
};

// Reads the inputs and writes evaluation.jsonl (schema errata/evaluation/1) to `to`, whose header
// is returned. Records that cannot be used become issues of the header. Throws UsageError for
// options that do not fit, InputError where nothing can be read (unknown format, empty, not what it
// says) or more than `max_issues` of the records are unusable, OutputError for `to`.
model::TestSet normalize(const Options& options, const std::filesystem::path& to);

// How the inputs of a format are given: whole, or with gold and predicted apart.
enum class Takes { one_file, two_files, one_or_two, two_folders };

// What `errata formats` lists.
struct FormatInfo {
  std::string name, summary;
  std::string example;  // two lines of input, of a side where the sides are apart
  Takes takes;
};
std::vector<FormatInfo> formats();

}  // namespace errata::normalize
