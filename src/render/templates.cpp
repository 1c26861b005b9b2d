#include "render/templates.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "render/check_template.hpp"
#include "render/guidance.hpp"

namespace errata::render {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest = std::size_t{1} << 20U;

// "html/labels.mustache" -> "labels"
std::string_view section_of(std::string_view name) {
  name.remove_prefix(name.find('/') + 1);
  return name.substr(0, name.find('.'));
}

bool is_template(std::string_view name) {
  return name.ends_with(".mustache");
}
bool is_guidance(std::string_view name) {
  return name.starts_with("guidance/");
}
// Of what stands in HTML, in Markdown and in analysis.json alike.
bool is_for_all_dialects(std::string_view name) {
  return is_guidance(name) || name.starts_with("words/");
}

// What the page must keep, or its policy would not fit its content.
constexpr std::array<std::string_view, 4> kept_in_page{
    "<meta charset=\"utf-8\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"{{page_policy}}\">",
    "<style>{{page_style}}</style>",
    "<script>{{page_script}}</script>",
};

void check_page(const std::string& file, std::string_view name, std::string_view source) {
  for (const auto line : kept_in_page) {
    const bool belongs = (name == "html/foot.mustache") == line.starts_with("<script>");
    if (belongs && source.find(line) == std::string_view::npos)
      throw UsageError{file + ": must keep " + std::string{line}};
  }
}

void check_asset(const std::string& file, std::string_view source) {
  if (const auto bad = find_invalid_utf8(source); bad != std::string_view::npos)
    throw UsageError{file + ": is not valid UTF-8 at byte " + std::to_string(bad)};
  if (source.find("</") != std::string_view::npos)
    throw UsageError{file + ": must not contain '</', which would end its place in the page"};
}

void check(const std::string& file, std::string_view name, std::string_view source) {
  if (!is_template(name)) {
    check_asset(file, source);
    return;
  }
  names_in(file, source);
  check_names(file, source, names_for(name));
  if (is_for_all_dialects(name))
    check_words(file, source);
  if (name == "html/head.mustache" || name == "html/foot.mustache")
    check_page(file, name, source);
}

std::string folded(std::string_view text) {
  std::string line;
  for (const char c : trimmed(text)) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank)
      line += c;
    else if (line.back() != ' ')
      line += ' ';
  }
  return line;
}

std::string read_override(const fs::path& path) {
  try {
    return read_file(path, largest);
  } catch (const InputError& e) {
    throw UsageError{e.what()};
  }
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::error_code fault;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator entries{folder, fault};
  for (; !fault && entries != fs::recursive_directory_iterator{}; entries.increment(fault))
    if (!entries->is_directory(fault))
      files.push_back(entries->path());
  if (fault)
    throw UsageError{printable(folder.string()) + ": " + fault.message()};
  std::ranges::sort(files);
  return files;
}

void refuse_unknown(const fs::path& path, const std::string& name) {
  throw UsageError{printable(path.string()) + ": replaces no template" +
                   did_you_mean(name, names_of(embedded_templates()))};
}

}  // namespace

std::set<std::string> names_for(std::string_view name) {
  if (is_guidance(name))
    return names_of_rule(section_of(name));
  std::set<std::string> names;
  for (const auto& embedded : embedded_templates())
    if (is_template(embedded.name) && !is_guidance(embedded.name) &&
        section_of(embedded.name) == section_of(name))
      names.merge(names_in(embedded.name, embedded.source));
  return names;
}

Templates::Templates(const std::optional<fs::path>& overrides) {
  for (const auto& [name, source] : embedded_templates())
    sources_.emplace(name, source);
  if (!overrides)
    return;
  for (const auto& path : files_below(*overrides)) {
    const auto name = path.lexically_relative(*overrides).generic_string();
    if (name == "README.md")
      continue;
    const auto found = sources_.find(name);
    if (found == sources_.end())
      refuse_unknown(path, name);
    auto source = read_override(path);
    check(printable(path.string()), name, source);
    found->second = std::move(source);
  }
}

std::string Templates::line(const std::string& name, const View& view, const Dialect& dialect) {
  std::string text;
  parsed(name).render(view, dialect, text);
  return folded(text);
}

Template& Templates::parsed(const std::string& name) {
  const auto known = parsed_.find(name);
  if (known != parsed_.end())
    return known->second;
  return parsed_.emplace(name, Template{name, source(name)}).first->second;
}

}  // namespace errata::render
