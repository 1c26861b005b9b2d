// Stage 4: Analysis -> report.html, report.md, analysis.json. Pure: the same Analysis gives the
// same bytes.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "model/analysis.hpp"

namespace errata::render {

struct Options {
  std::optional<std::filesystem::path> templates;  // overrides the embedded ones file by file
  std::string ticket;                              // shown beside the name, may be empty
};

// Throws UsageError for a folder of templates that write_reports would refuse.
void check_templates(const std::filesystem::path& folder);

// The files of a report, the one to open first.
inline constexpr std::array<std::string_view, 3> report_files{"report.html", "report.md",
                                                              "analysis.json"};

// Writes the files of a report into an existing folder.
// Throws OutputError (writing) or UsageError (a template of the user that is not right).
void write_reports(const model::Analysis& analysis, const Options& options,
                   const std::filesystem::path& folder);

// analysis.json alone, as it is written.
std::string analysis_json(const model::Analysis& analysis);

// One sentence for the terminal: "tickets: micro F1 0.812 [0.774, 0.846], 3 findings".
std::string verdict(const model::Analysis& analysis);

// analysis.json -> the value it was written from: rendering it gives the same reports.
// Throws InputError naming the file.
model::Analysis read_analysis(const std::filesystem::path& path);
// The same of a copy: messages call it `name`.
model::Analysis read_analysis(const std::filesystem::path& path, const std::string& name);

}  // namespace errata::render
