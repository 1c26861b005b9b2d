#include "render/render.hpp"

#include "core/files.hpp"
#include "render/analysis_json.hpp"
#include "render/write_html.hpp"
#include "render/write_markdown.hpp"

namespace errata::render {

void write_reports(const model::Analysis& analysis, const Options& options,
                   const std::filesystem::path& folder) {
  Templates templates{options.templates};
  write_file(folder / "analysis.json", write_analysis(analysis, Guide{templates, plain}));
  write_file(folder / "report.html", write_html(analysis, templates, options.ticket));
  write_file(folder / "report.md", write_markdown(analysis, templates, options.ticket));
}

void check_templates(const std::filesystem::path& folder) {
  Templates{folder};
}

std::string analysis_json(const model::Analysis& analysis) {
  Templates templates{std::nullopt};
  return write_analysis(analysis, Guide{templates, plain});
}

}  // namespace errata::render
