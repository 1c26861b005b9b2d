#include "render/render.hpp"

#include <algorithm>
#include <array>

#include "core/files.hpp"
#include "render/analysis_json.hpp"
#include "render/leak_check.hpp"
#include "render/write_errors.hpp"
#include "render/write_html.hpp"
#include "render/write_ticket.hpp"
#include "render/write_worklist.hpp"

namespace errata::render {

namespace {

constexpr std::array<std::string_view, 4> fixed_files{"report.html", "errors.csv", "worklist.jsonl",
                                                      "analysis.json"};
constexpr std::array<std::string_view, 2> asset_files{"report.css", "report.js"};

void write_piecewise(const std::filesystem::path& path,
                     void (*write)(const model::Analysis& analysis, FileWriter& to),
                     const model::Analysis& analysis) {
  FileWriter writer{path};
  write(analysis, writer);
  writer.finish();
}

void write_all(const model::Analysis& analysis, const Options& options,
               const std::filesystem::path& folder) {
  Templates in_english{options.templates};
  write_file(folder / "analysis.json",
             write_analysis(analysis, Guide{in_english, plain, is_of_portal(analysis)}));
  Templates templates{options.templates, options.language};
  write_file(folder / "report.html",
             write_html(analysis, templates, options.ticket, options.assets));
  write_file(folder / options.dialect->file,
             write_ticket(analysis, templates, options.ticket, *options.dialect, options.budget));
  if (options.assets == Assets::external)
    for (const auto name : asset_files)
      write_file(folder / name, templates.source("html/" + std::string{name}));
  write_piecewise(folder / "errors.csv", write_errors, analysis);
  write_piecewise(folder / "worklist.jsonl", write_worklist, analysis);
}

}  // namespace

std::vector<std::string_view> report_files(const Options& options) {
  std::vector<std::string_view> files{"report.html", options.dialect->file, "errors.csv",
                                      "worklist.jsonl", "analysis.json"};
  if (options.assets == Assets::external)
    files.insert(files.end(), asset_files.begin(), asset_files.end());
  return files;
}

bool is_report_file(std::string_view name) {
  return std::ranges::count(fixed_files, name) > 0 || std::ranges::count(asset_files, name) > 0 ||
         std::ranges::count(ticket_dialects(), name, &TicketDialect::file) > 0;
}

void check_leaks(const model::Analysis& analysis, const Options& options,
                 const std::filesystem::path& folder, std::span<const std::string_view> files) {
  if (options.text.mode == model::TextMode::full)
    return;
  const LeakCheck leaks{analysis, masked_analysis(analysis, options.text),
                        Templates{options.templates, options.language}, options.ticket};
  for (const auto file : files)
    leaks.check(folder / file);
}

void write_reports(const model::Analysis& analysis, const Options& options,
                   const std::filesystem::path& folder) {
  if (options.text.mode == model::TextMode::full)
    return write_all(analysis, options, folder);
  write_all(masked_analysis(analysis, options.text), options, folder);
  check_leaks(analysis, options, folder, report_files(options));
}

void check_templates(const std::filesystem::path& folder) {
  for (const auto language : languages())
    Templates{folder, language};
}

std::string analysis_json(const model::Analysis& analysis) {
  Templates templates{std::nullopt};
  return write_analysis(analysis, Guide{templates, plain, is_of_portal(analysis)});
}

}  // namespace errata::render
