#include "render/render.hpp"

#include <algorithm>
#include <array>

#include "core/files.hpp"
#include "render/analysis_json.hpp"
#include "render/leak_check.hpp"
#include "render/write_html.hpp"
#include "render/write_lists.hpp"
#include "render/write_ticket.hpp"

namespace errata::render {

namespace {

constexpr std::array<std::string_view, 4> fixed_files{"report.html", "errors.csv", "worklist.jsonl",
                                                      "analysis.json"};
constexpr std::array<std::string_view, 2> asset_files{"report.css", "report.js"};

model::ListCounts write_all(model::Analysis analysis, const Options& options,
                            const std::filesystem::path& folder, const OtherDocuments& others) {
  const auto lists = write_lists(analysis, options.text, others, folder);
  analysis.lists = lists;
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
  return lists;
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

bool needs_others(const model::Analysis& analysis) {
  const auto held = lists_of_held(analysis);
  return held.errors_listed < held.errors || held.worklist_left > 0;
}

model::ListCounts write_reports(const model::Analysis& analysis, const Options& options,
                                const std::filesystem::path& folder, const OtherDocuments& others) {
  if (options.text.mode == model::TextMode::full)
    return write_all(analysis, options, folder, others);
  const auto lists = write_all(masked_analysis(analysis, options.text), options, folder, others);
  check_leaks(analysis, options, folder, report_files(options));
  return lists;
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
