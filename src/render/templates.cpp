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
#include "render/messages.hpp"

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
bool is_catalogue(std::string_view name) {
  return name.starts_with("lang/");
}
bool is_guidance(std::string_view name) {
  return name.starts_with("guidance/");
}
// Of what stands in HTML, in Markdown and in analysis.json alike.
bool is_for_all_dialects(std::string_view name) {
  return is_guidance(name) || name.starts_with("words/");
}

// What the page must keep, or its policy would not fit its content.
constexpr std::array<std::string_view, 6> kept_in_page{
    "<meta charset=\"utf-8\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"{{page_policy}}\">",
    "<style>{{page_style}}</style>",
    "<link rel=\"stylesheet\" href=\"report.css\">",
    "<script>{{page_script}}</script>",
    "<script src=\"report.js\"></script>",
};

void check_page(const std::string& file, std::string_view name, std::string_view source) {
  for (const auto line : kept_in_page) {
    const bool belongs = (name == "html/foot.mustache") == line.starts_with("<script");
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
  if (is_catalogue(name)) {
    read_catalogue(file, source);
    return;
  }
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

// A translation may place the names of the template alone, in sections of its own.
void check_translations(const Catalogue& catalogue, const std::string& file, std::string_view name,
                        std::string_view source) {
  const auto known = names_for(name);
  for (const auto& message : messages_in(name, source)) {
    const auto found = catalogue.find(message);
    if (found == catalogue.end())
      continue;
    const auto place = file + ": " + in_quotes(message, 60);
    names_in(place, found->second);
    check_names(place, found->second, known);
    if (is_for_all_dialects(name))
      check_words(place, found->second);
  }
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

std::vector<std::string_view> languages() {
  std::vector<std::string_view> names{english};
  for (const auto& embedded : embedded_templates())
    if (is_catalogue(embedded.name))
      names.push_back(section_of(embedded.name));
  std::ranges::sort(names);
  return names;
}

Templates::Templates(const std::optional<fs::path>& overrides, std::string_view language)
    : language_{language} {
  for (const auto& [name, source] : embedded_templates())
    sources_.emplace(name, source);
  if (overrides)
    replace_from(*overrides);
  translate(overrides.has_value());
}

void Templates::replace_from(const fs::path& overrides) {
  for (const auto& path : files_below(overrides)) {
    const auto name = path.lexically_relative(overrides).generic_string();
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

// What is built in needs no check when it is used: tests hold it.
void Templates::translate(bool checks) {
  const auto file = "lang/" + language_ + ".json";
  const auto catalogue =
      language_ == english ? Catalogue{} : read_catalogue(file, sources_.at(file));
  for (auto& [name, source] : sources_) {
    if (!is_template(name))
      continue;
    if (checks)
      check_translations(catalogue, file, name, source);
    source = said_in(catalogue, name, source);
  }
}

std::string Templates::line(const std::string& name, const View& view, const Dialect& dialect) {
  std::string text;
  parsed(name).render(view, dialect, text);
  return folded(text);
}

void Templates::each_source(const std::function<void(std::string_view source)>& visit) const {
  for (const auto& [name, source] : sources_)
    visit(source);
}

std::optional<std::string> Templates::term(const std::string& kind, std::string_view name,
                                           View values) {
  auto flag = lowered(name);
  std::ranges::replace_if(
      flag, [](char c) { return c == ' ' || c == '-'; }, '_');
  const auto file = "words/" + kind + ".mustache";
  const auto names = names_for(file);
  if (!names.contains(flag))
    return {};
  for (const auto& known : names)
    if (!values.texts().contains(known))
      values.flag(known, known == flag);
  return line(file, values, plain);
}

Template& Templates::parsed(const std::string& name) {
  const auto known = parsed_.find(name);
  if (known != parsed_.end())
    return known->second;
  return parsed_.emplace(name, Template{name, source(name)}).first->second;
}

}  // namespace errata::render
