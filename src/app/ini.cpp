#include "app/ini.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace pt = boost::property_tree;

namespace {

constexpr std::size_t largest_config = std::size_t{1} << 20U;

std::string place(const std::filesystem::path& file, std::size_t line) {
  return printable(file.string()) + ":" + std::to_string(line);
}

// (section, key) -> line; the key of a section itself is empty. The library does not say.
using Lines = std::map<std::pair<std::string, std::string>, std::size_t>;

Lines find_lines(const std::string& text) {
  Lines lines;
  std::string section;
  std::size_t number = 0;
  for (const auto raw : split(text, '\n')) {
    ++number;
    const auto line = trimmed(raw);
    if (line.starts_with('[') && line.ends_with(']')) {
      section = trimmed(line.substr(1, line.size() - 2));
      lines.try_emplace({section, ""}, number);
    } else if (const auto equals = line.find('='); equals != std::string_view::npos) {
      lines.try_emplace({section, std::string{trimmed(line.substr(0, equals))}}, number);
    }
  }
  return lines;
}

void check_value(const std::string& value, const std::string& where) {
  if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
      value.front() == value.back())
    throw UsageError{where + ": quotes would be part of the value; leave them out"};
  if (value.find(" ;") != std::string::npos || value.find(" #") != std::string::npos)
    throw UsageError{where +
                     ": a comment behind a value would be part of it; give it a line of its own"};
}

pt::ptree parse(const std::string& text, const std::filesystem::path& file) {
  pt::ptree tree;
  std::istringstream stream{text};
  try {
    pt::read_ini(stream, tree);
  } catch (const pt::ini_parser_error& e) {
    throw UsageError{place(file, e.line()) + ": " + e.message()};
  }
  return tree;
}

}  // namespace

std::vector<IniSection> read_ini(const std::filesystem::path& file) {
  std::string text;
  try {
    text = read_file(file, largest_config);
  } catch (const InputError& e) {
    throw UsageError{e.what()};
  }
  if (text.starts_with("\xEF\xBB\xBF"))
    text.erase(0, 3);
  const auto lines = find_lines(text);
  std::vector<IniSection> sections;
  for (const auto& [name, content] : parse(text, file)) {
    const auto at = lines.find({name, ""});
    if (at == lines.end()) {
      const auto line = lines.find({"", name});
      throw UsageError{place(file, line == lines.end() ? 1 : line->second) + ": key " +
                       in_quotes(name) + " stands before any section"};
    }
    IniSection section{.name = name, .line = at->second, .entries = {}};
    for (const auto& [key, value] : content) {
      const auto line = lines.find({name, key});
      const auto number = line == lines.end() ? at->second : line->second;
      check_value(value.data(), place(file, number) + ": " + in_quotes(key));
      section.entries.push_back({key, value.data(), number});
    }
    sections.push_back(std::move(section));
  }
  // The library leaves out sections without entries, but one that is misspelt must be noticed.
  for (const auto& [place_of, line] : lines)
    if (place_of.second.empty() &&
        std::ranges::count(sections, place_of.first, &IniSection::name) == 0)
      sections.push_back({.name = place_of.first, .line = line, .entries = {}});
  std::ranges::sort(sections, {}, &IniSection::line);
  return sections;
}

}  // namespace errata::app
