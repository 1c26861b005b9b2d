#include "app/ini.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include "app/shown_word.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::app {

namespace pt = boost::property_tree;

namespace {

constexpr std::size_t largest_config = std::size_t{1} << 20U;

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

// What is wrong with a value is said once: it is then read as it was meant.
void repair_value(IniEntry& entry, Faults& faults) {
  auto& value = entry.value;
  const auto comment = std::min(value.find(" ;"), value.find(" #"));
  const auto name = shown_word(entry.key);
  if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
      value.front() == value.back()) {
    faults.add(entry.line, name + ": quotes would be part of the value; leave them out");
    value = value.substr(1, value.size() - 2);
  } else if (comment != std::string::npos) {
    faults.add(entry.line, name +
                               ": a comment behind a value would be part of it; give it a line of "
                               "its own");
    value.resize(comment);
  }
}

// Makes an empty line of the one at fault, and of a section's name what stands below it too: its
// keys would else be those of the section before.
void take_out(std::string& text, std::size_t line) {
  std::size_t begin = 0;
  for (std::size_t number = 1; number < line && begin < text.size(); ++number)
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  const bool is_section = trimmed(std::string_view{text}.substr(begin)).starts_with('[');
  bool is_done = false;
  while (!is_done && begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    text.erase(begin, end - begin);
    begin = std::min(begin + 1, text.size());
    is_done = !is_section || trimmed(std::string_view{text}.substr(begin)).starts_with('[');
  }
}

// What stands before the '=' of a line; never what stands behind, which may be a secret.
std::string_view key_on(std::string_view text, std::size_t line) {
  const auto lines = split(text, '\n');
  const auto at = line == 0 || line > lines.size() ? std::string_view{} : lines[line - 1];
  return trimmed(at.substr(0, at.find('=')));
}

// The library's own words, which do not say which key or section.
std::string what_is_wrong(const pt::ini_parser_error& fault, std::string_view text) {
  const std::string what = fault.message();
  return what.starts_with("duplicate ") ? what + " " + shown_word(key_on(text, fault.line()))
                                        : what;
}

// The library stops at the first fault: that line is taken out, and the rest is read again.
pt::ptree parse(std::string text, Faults& faults) {
  constexpr int most_faults = 20;
  for (int met = 0; met < most_faults; ++met) {
    pt::ptree tree;
    std::istringstream stream{text};
    try {
      pt::read_ini(stream, tree);
      return tree;
    } catch (const pt::ini_parser_error& e) {
      faults.add(e.line(), what_is_wrong(e, text));
      take_out(text, e.line());
    }
  }
  throw UsageError{faults.messages().front() + "; this file is no config: " +
                   std::to_string(most_faults) + " of its lines are no INI"};
}

std::string read_text(const std::filesystem::path& file) {
  try {
    const auto text = read_file(file, largest_config);
    return std::string{without_mark(text)};
  } catch (const InputError& e) {
    throw UsageError{e.what()};
  }
}

std::size_t line_of(const Lines& lines, const std::string& section, const std::string& key,
                    std::size_t otherwise) {
  const auto found = lines.find({section, key});
  return found == lines.end() ? otherwise : found->second;
}

IniSection read_section(const std::string& name, const pt::ptree& content, const Lines& lines,
                        Faults& faults) {
  IniSection section{.name = name, .line = line_of(lines, name, "", 1), .entries = {}};
  for (const auto& [key, value] : content) {
    section.entries.push_back({key, value.data(), line_of(lines, name, key, section.line)});
    repair_value(section.entries.back(), faults);
  }
  return section;
}

}  // namespace

std::vector<IniSection> read_ini(const std::filesystem::path& file, Faults& faults) {
  const auto text = read_text(file);
  const auto lines = find_lines(text);
  std::vector<IniSection> sections;
  for (const auto& [name, content] : parse(text, faults)) {
    if (lines.contains({name, ""}))
      sections.push_back(read_section(name, content, lines, faults));
    else
      faults.add(line_of(lines, "", name, 1),
                 "key " + shown_word(name) + " stands before any section");
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
