#include "app/artifact.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

enum class Artifact { evaluation, analysis, raw_index, run_record, config, report, other };

struct Row {
  Artifact artifact;
  std::string_view mark;  // in the first bytes
  std::string_view is;    // and what to do with it
};

constexpr auto table = std::to_array<Row>({
    {Artifact::evaluation, "\"errata/evaluation/",
     "is an evaluation; run errata analyze on it, or errata report"},
    {Artifact::analysis, "\"errata/analysis/",
     "is an analysis; give what it was made from, or run errata render on it"},
    {Artifact::raw_index, "\"errata/raw/",
     "is the index of a raw folder; run errata normalize on the folder, or errata report"},
    {Artifact::run_record, "\"errata/run/",
     "is the record of a run; the evaluation.jsonl and analysis.json beside it can be read"},
    {Artifact::report, "<!doctype html", "is a web page; the analysis.json beside it can be read"},
});

bool is_section_of_config(std::string_view line) {
  return line == "[errata]" || line.starts_with("[source.") || line.starts_with("[model.");
}

// That is not empty and no comment.
std::string_view first_line(std::string_view head) {
  for (const auto raw : split(head, '\n')) {
    const auto line = trimmed(raw);
    if (!line.empty() && line.front() != ';' && line.front() != '#')
      return line;
  }
  return {};
}

// Whether the line could stand in an INI file, if with faults.
bool may_be_ini(std::string_view line) {
  return line.empty() || line.front() == '[' ||
         (line.front() != '{' && line.find('=') != std::string_view::npos);
}

std::string head_of(const fs::path& file) {
  constexpr std::size_t enough = 4096;
  std::error_code fault;
  if (file == "-" || !fs::is_regular_file(file, fault))
    return {};
  try {
    BlockReader reader{file};
    return std::string{without_mark(reader.next().substr(0, enough))};
  } catch (const InputError&) {
    return {};  // its reader says why
  }
}

Artifact artifact_of(const fs::path& file) {
  constexpr std::size_t start = 200;
  const auto head = head_of(file);
  const auto first = lowered(std::string_view{head}.substr(0, start));
  for (const auto& row : table)
    if (first.find(row.mark) != std::string::npos)
      return row.artifact;
  return is_section_of_config(first_line(head)) ? Artifact::config : Artifact::other;
}

std::string_view what_is(Artifact artifact) {
  if (artifact == Artifact::config)
    return "is a config; run errata run on it, or errata check";
  const auto found = std::ranges::find(table, artifact, &Row::artifact);
  return found == table.end() ? std::string_view{} : found->is;
}

void check_is(Artifact wanted, const fs::path& file, const std::string& name,
              const std::string& noun, const std::string& hint) {
  std::error_code fault;
  if (!fs::is_regular_file(file, fault))
    return;
  const auto artifact = artifact_of(file);
  if (artifact == wanted)
    return;
  if (fs::file_size(file, fault) == 0)
    throw InputError{name + ": is empty; " + hint};
  const auto said = what_is(artifact);
  throw InputError{name + ": " +
                   (said.empty() ? "is no " + noun + "; " + hint : std::string{said})};
}

}  // namespace

bool is_evaluation(const fs::path& file) {
  return artifact_of(file) == Artifact::evaluation;
}

void check_is_evaluation(const fs::path& file, const std::string& name) {
  check_is(Artifact::evaluation, file, name, "evaluation (errata/evaluation/1)",
           "errata normalize -o - writes an evaluation, errata report reads other formats");
}

void check_is_analysis(const fs::path& file, const std::string& name) {
  check_is(Artifact::analysis, file, name, "analysis (errata/analysis/1)",
           "errata analyze -o - writes an analysis, errata report reads other formats");
}

void check_is_input(const fs::path& file) {
  const auto artifact = artifact_of(file);
  if (artifact != Artifact::evaluation && artifact != Artifact::other)
    throw InputError{shown_path(file) + ": " + std::string{what_is(artifact)}};
}

void check_is_config(const fs::path& file) {
  const auto artifact = artifact_of(file);
  if (artifact != Artifact::config && artifact != Artifact::other)
    throw UsageError{shown_path(file) + ": is no config: it " + std::string{what_is(artifact)}};
  if (!may_be_ini(first_line(head_of(file))))
    throw UsageError{shown_path(file) +
                     ": is no config: it begins with no [section]; errata report reads "
                     "predictions"};
}

}  // namespace errata::app
