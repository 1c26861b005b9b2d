// The templates by name: built in, or replaced file by file from a folder of the user's.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "render/render.hpp"
#include "render/template.hpp"

namespace errata::render {

// A file of templates/ as it was when errata was built.
struct Embedded {
  std::string_view name;  // "html/labels.mustache"
  std::string_view source;
};
std::span<const Embedded> embedded_templates();  // sorted by name

class Templates {
 public:
  // A file that is replaced may use only the names that the built-in templates of the same section
  // (HTML or Markdown) use, or the facts of its rule; the page keeps its policy, style and script.
  // Messages are in `language`, as far as its catalogue has them. Throws UsageError naming file and
  // line, also for a file that replaces nothing.
  explicit Templates(const std::optional<std::filesystem::path>& overrides,
                     std::string_view language = english);

  // A file that is no template: style and script.
  const std::string& source(const std::string& name) const { return sources_.at(name); }

  // All of them.
  void each_source(const std::function<void(std::string_view source)>& visit) const;

  // Parsed on first use, under the name of a file: "html/labels.mustache".
  Template& parsed(const std::string& name);
  // Rendered, with all white space folded: a template breaks its lines where it likes.
  std::string line(const std::string& name, const View& view, const Dialect& dialect);
  // What words/KIND.mustache says, in plain text, of a name such as "long number"; nothing where it
  // does not know it, as names may come from an analysis of another errata.
  // `values` are what its words may place.
  std::optional<std::string> term(const std::string& kind, std::string_view name, View values = {});
  bool has(const std::string& name) const { return sources_.contains(name); }
  const std::string& language() const { return language_; }

 private:
  void replace_from(const std::filesystem::path& overrides);
  void translate(bool checks);

  std::string language_;
  std::map<std::string, std::string> sources_;
  std::map<std::string, Template> parsed_;
};

// Names that a template of that file name may use.
std::set<std::string> names_for(std::string_view name);

}  // namespace errata::render
