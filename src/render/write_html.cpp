#include "render/write_html.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/digest.hpp"
#include "render/absences.hpp"
#include "render/finding_errors.hpp"

namespace errata::render {

namespace {

constexpr std::size_t sections_limit = 3'000'000;
constexpr std::size_t documents_least = 300'000;
constexpr std::size_t longest_title = 80;  // code points of a name
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

// What a tab or a bookmark shows, where nothing but characters can stand.
std::string title_of(const model::TestSet& test_set) {
  const auto shown = [](std::string_view name) {
    const auto kept = first_code_points(name, longest_title);
    return plain.part(kept) + (kept.size() < name.size() ? "…" : "");
  };
  const auto name = shown(test_set.name);
  return name + (name.empty() || test_set.model.empty() ? "" : " / ") + shown(test_set.model);
}

View frame_view(const model::Analysis& analysis, Templates& templates, Assets assets) {
  const auto& style = templates.source("html/report.css");
  const auto& script = templates.source("html/report.js");
  View view;
  view.own("page_lang", templates.language());
  view.optional_own("page_title", title_of(analysis.test_set));
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

// Which findings a document stands for.
class FindingNumbers {
 public:
  explicit FindingNumbers(const model::Analysis& analysis)
      : errors_{analysis}, is_entities_{analysis.test_set.task == model::Task::entities} {
    for (std::size_t i = 0; i < analysis.findings.size(); ++i)
      for (const auto& id : analysis.findings[i].documents)
        named_[id].insert(i);
  }

  // The numbers of those that name it, which may name the first of theirs alone, and of those that
  // an error of it counts for: "1 4".
  std::string of(const model::DocumentResult& document) const {
    const auto found = named_.find(document.id);
    auto findings = found == named_.end() ? std::set<std::size_t>{} : found->second;
    DocumentFindings of_document{errors_, document};
    for (const auto& mistake : mistakes_in(document, is_entities_))
      findings.merge(of_document.of(mistake));
    std::string said;
    for (const auto index : findings)
      said += (said.empty() ? "" : " ") + std::to_string(index + 1);
    return said;
  }

 private:
  FindingErrors errors_;
  bool is_entities_;
  std::map<std::string, std::set<std::size_t>, std::less<>> named_;
};

Documents documents_within(std::size_t budget, const model::Analysis& analysis,
                           Templates& templates, const Wording& wording) {
  Documents documents;
  const FindingNumbers findings{analysis};
  for (const auto& document : analysis.shown) {
    auto view = document_view(document, wording, analysis.test_set.task, documents.shown + 1);
    view.own("d_findings", findings.of(document));
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

// As if there was room for each document.
Anchors anchors_of(const model::Analysis& analysis) {
  Anchors anchors;
  for (const auto& document : analysis.shown)
    anchors.emplace(document.id, anchors.size() + 1);
  return anchors;
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
  auto frame = frame_view(analysis, templates, assets);
  frame.list("nav", links_to_sections(analysis, wording));
  const auto head = render_view(html_format, "head", frame, templates);
  const auto foot = render_view(html_format, "foot", frame, templates);
  // Once with links to all that could be shown, to see how much room is left for documents; then
  // with links to those.
  const auto anchors = anchors_of(analysis);
  const Material most{analysis, templates, wording, ticket, anchors};
  const auto taken = head.size() + foot.size() + documents_section({}, most).size() +
                     size_of(blocks_within(sections_limit, html_format, most, documents_apart));
  const auto room = std::max(documents_least, html_aim > taken ? html_aim - taken : 0);
  const auto documents = documents_within(room, analysis, templates, wording);

  const Material material{analysis, templates, wording, ticket, documents.anchors};
  auto page = head;
  for (const auto& block : blocks_within(sections_limit, html_format, material, documents_apart)) {
    if (block.section->name == "method")
      page += documents_section(documents, material);
    page += block.text;
  }
  return page + foot;
}

}  // namespace errata::render
