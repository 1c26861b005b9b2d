#include "render/write_html.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/digest.hpp"
#include "render/absences.hpp"

namespace errata::render {

namespace {

constexpr std::size_t sections_limit = 3'000'000;
constexpr std::size_t documents_least = 300'000;
constexpr std::array<std::string_view, 1> documents_apart{"documents"};

// What stands between the tags, byte for byte, or files of the page's own origin.
std::string allowed(const std::string& source, Assets assets) {
  return assets == Assets::external ? "'self'" : "'sha256-" + sha256_base64(source) + "'";
}

std::string policy_for(const std::string& style, const std::string& script, Assets assets) {
  return "default-src 'none'; style-src " + allowed(style, assets) + "; script-src " +
         allowed(script, assets) +
         "; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; "
         "form-action 'none'";
}

// Links to the sections of the page, in its order.
std::vector<View> links_to_sections(const model::Analysis& analysis, const Wording& wording) {
  std::vector<View> links;
  for (const auto& section : sections()) {
    const auto words = wording.section_link(section.name);
    if (words.empty() || !absence_of(section.name, analysis).empty())
      continue;
    View link;
    link.own("n_anchor", std::string{section.name}).own("n_name", words);
    links.push_back(std::move(link));
  }
  return links;
}

View frame_view(Templates& templates, Assets assets) {
  const auto& style = templates.source("html/report.css");
  const auto& script = templates.source("html/report.js");
  View view;
  view.own("page_lang", templates.language());
  // `ready`: the quotes of a policy stand in a double-quoted attribute as they are.
  view.ready("page_policy", policy_for(style, script, assets));
  view.ready("page_style", style).ready("page_script", script);
  view.flag("page_external", assets == Assets::external);
  return view;
}

struct Documents {
  std::string text;
  Anchors anchors;  // of ids that occur twice, the first
  std::size_t shown = 0;
};

// Numbers of the findings that name a document, by its id: "1 4".
std::map<std::string, std::string, std::less<>> findings_by_document(const model::Analysis& a) {
  std::map<std::string, std::string, std::less<>> numbers;
  for (std::size_t i = 0; i < a.findings.size(); ++i)
    for (const auto& id : a.findings[i].documents) {
      auto& said = numbers[id];
      said += (said.empty() ? "" : " ") + std::to_string(i + 1);
    }
  return numbers;
}

Documents documents_within(std::size_t budget, const model::Analysis& analysis,
                           Templates& templates, const Wording& wording) {
  Documents documents;
  const auto findings = findings_by_document(analysis);
  for (const auto& document : analysis.shown) {
    auto view = document_view(document, wording, analysis.test_set.task, documents.shown + 1);
    const auto named = findings.find(document.id);
    view.own("d_findings", named == findings.end() ? "" : named->second);
    const auto text = render_view(html_format, "document", view, templates);
    if (documents.text.size() + text.size() > budget) {
      // A giant is passed over; once the room is nearly used up, so is the rest.
      if (documents.text.size() > budget / 10 * 9)
        break;
      continue;
    }
    documents.text += text;
    documents.anchors.emplace(document.id, ++documents.shown);
  }
  return documents;
}

std::string documents_section(const Documents& documents, const Material& material) {
  const Guide guide{material.templates, html, is_of_portal(material.analysis)};
  const Context context{.analysis = material.analysis,
                        .guide = guide,
                        .wording = material.wording,
                        .anchors = material.anchors,
                        .ticket = material.ticket,
                        .rows = documents.shown};
  return render_view(html_format, "documents", documents_head_view(context), material.templates) +
         documents.text + render_view(html_format, "documents_end", {}, material.templates);
}

std::size_t size_of(const std::vector<Block>& blocks) {
  std::size_t size = 0;
  for (const auto& block : blocks)
    size += block.text.size();
  return size;
}

}  // namespace

std::string write_html(const model::Analysis& analysis, Templates& templates,
                       const std::string& ticket, Assets assets) {
  const Wording wording{templates, analysis.test_set.task};
  const Anchors none;
  // Once without links, to see how much room is left for documents; then with links to those.
  const auto first = blocks_within(sections_limit, html_format,
                                   {analysis, templates, wording, ticket, none}, documents_apart);
  const auto taken = size_of(first);
  const auto room = std::max(documents_least, html_aim > taken ? html_aim - taken : 0);
  const auto documents = documents_within(room, analysis, templates, wording);

  const Material material{analysis, templates, wording, ticket, documents.anchors};
  auto frame = frame_view(templates, assets);
  frame.list("nav", links_to_sections(analysis, wording));
  auto page = render_view(html_format, "head", frame, templates);
  for (const auto& block : blocks_within(sections_limit, html_format, material, documents_apart)) {
    if (block.section->name == "method")
      page += documents_section(documents, material);
    page += block.text;
  }
  return page + render_view(html_format, "foot", frame, templates);
}

}  // namespace errata::render
