#include "app/command_line.hpp"

#include <ostream>
#include <sstream>

#include <boost/make_shared.hpp>
#include <boost/program_options.hpp>

#include "app/input_options.hpp"
#include "app/limit_options.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace po = boost::program_options;

namespace {

po::options_description general_group(const Command& command) {
  po::options_description group{"General"};
  group.add_options()("help,h", "this text")("version", "name and version");
  if ((command.groups & loudness) != 0)
    group.add_options()("log-format", po::value<std::string>()->value_name("F"),
                        "messages as text (default) or json, an object a line");
  if ((command.groups & quiet) != 0)
    group.add_options()("quiet,q", "nothing but errors");
  if ((command.groups & verbose) != 0)
    group.add_options()("verbose,v", "also say what each stage does, and how long it takes");
  return group;
}

po::options_description input_group() {
  po::options_description group{"Input"};
  for (const auto& option : input_options()) {
    auto* const value = po::value<std::string>();
    if (option.value.empty())
      value->zero_tokens()->implicit_value("yes");
    else
      value->value_name(std::string{option.value});
    group.add(boost::make_shared<po::option_description>(std::string{option.name}.c_str(), value,
                                                         std::string{option.help}.c_str()));
  }
  return group;
}

po::options_description limit_group() {
  po::options_description group{"Fetching"};
  for (const auto& option : limit_options())
    group.add(boost::make_shared<po::option_description>(
        flag_of(option).c_str(), po::value<std::string>()->value_name(std::string{option.value}),
        std::string{option.help}.c_str()));
  group.add_options()("proxy", po::value<std::string>()->value_name("URL"),
                      "proxy that every source is reached through, or none");
  return group;
}

po::options_description rule_group(const Command& command) {
  po::options_description group{"Rules"};
  group.add_options()("thresholds", po::value<std::string>()->value_name("LIST"),
                      "what findings and checks go by: weak_score=0.7,imbalance=4 (errata check "
                      "shows all)");
  group.add_options()("gates", po::value<std::string>()->value_name("LIST"),
                      "what a model must reach, else exit code 1: 'micro_f1 >= 0.8, drop <= 0.01'");
  if ((command.groups & date) != 0)
    group.add_options()("date", po::value<std::string>()->value_name("YYYY-MM-DD"),
                        "day that the report is of, for what expires");
  return group;
}

po::options_description online_group() {
  po::options_description group{"Network"};
  group.add_options()("online",
                      "have a first word with every source: does it know us, what is there");
  return group;
}

po::options_description schema_group() {
  po::options_description group{"Output"};
  group.add_options()("schema", "print the JSON Schema of evaluation.jsonl instead");
  return group;
}

po::options_description options_of(const Command& command) {
  po::options_description all;
  const auto text = [] { return po::value<std::string>(); };
  if ((command.groups & input) != 0)
    all.add(input_group());
  po::options_description rest{"Output"};
  if (!command.output.empty())
    rest.add_options()("output,o", text()->value_name("PATH"), std::string{command.output}.c_str());
  if ((command.groups & templates) != 0)
    rest.add_options()("templates", text()->value_name("DIR"), "your own templates, file by file")(
        "assets", text()->value_name("WHERE"),
        "style and script of the page: inline (the default), or external, in files beside it")(
        "lang", text()->value_name("LANG"), "language of the reports, such as de (default en)");
  if ((command.groups & ticket) != 0)
    rest.add_options()("ticket", text()->value_name("ID"), "ticket that the report is for");
  if ((command.groups & ticket_text) != 0)
    rest.add_options()("dialect", text()->value_name("D"),
                       "text of the ticket: github (default, report.md), jira (report.jira) or "
                       "plain (report.txt)")("budget", text()->value_name("N"),
                                             "its greatest size: bytes, or characters for jira "
                                             "(default 60000, 30000 or 20000)");
  if ((command.groups & app::text) != 0)
    rest.add_options()("text", text()->value_name("MODE"),
                       "texts of documents: full (default), masked, or none at all")(
        "text-key-env", text()->value_name("NAME"),
        "variable with the key of masked texts, for equal ones to be equal in all reports")(
        "text-key-file", text()->value_name("FILE"), "the same in a file (mode 0600)");
  if ((command.groups & models) != 0)
    rest.add_options()("model", text()->value_name("NAME"),
                       "only this model of the config, or of what its patterns mean");
  if ((command.groups & resumes) != 0)
    rest.add_options()("resume", "go on with what an unfinished run has left (the default)")(
        "no-resume", "begin anew, whatever an unfinished run has left");
  if ((command.groups & replays) != 0)
    rest.add_options()(
        "replay", text()->value_name("RUN"),
        "normalize, analyze and render again what the run of that id (or folder) fetched");
  if (!rest.options().empty())
    all.add(rest);
  if ((command.groups & rules) != 0)
    all.add(rule_group(command));
  if ((command.groups & limits) != 0)
    all.add(limit_group());
  if ((command.groups & online) != 0)
    all.add(online_group());
  if ((command.groups & schema) != 0)
    all.add(schema_group());
  all.add(general_group(command));
  return all;
}

// The library pads its lines.
std::string without_trailing_blanks(const std::string& text) {
  std::string lines;
  for (const auto line : split(text, '\n'))
    lines += std::string{line.substr(0, line.find_last_not_of(' ') + 1)} + "\n";
  lines.pop_back();
  return lines;
}

// The commands that take an option, which is a long name or "-" and a letter: "run, fetch".
std::string takers_of(const std::string& option) {
  std::string takers;
  for (const auto& command : commands())
    if (options_of(command).find_nothrow(option, false) != nullptr)
      takers += (takers.empty() ? "" : ", ") + std::string{command.name};
  return takers;
}

std::string nearest_option(const std::string& name, const Command& command) {
  const auto options = options_of(command);
  std::vector<std::string> names;
  for (const auto& option : options.options())
    names.push_back("--" + option->long_name());
  const std::vector<std::string_view> views{names.begin(), names.end()};
  return did_you_mean(name, views);
}

// The library takes an empty value as a word of its own only: --joiner '' but not --joiner=.
std::vector<std::string> with_empty_values(const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  bool are_options = true;
  for (const auto& word : arguments) {
    are_options = are_options && word != "--";
    const bool is_empty = are_options && word.starts_with("--") && word.ends_with('=') &&
                          word.find('=') + 1 == word.size();
    words.push_back(is_empty ? word.substr(0, word.size() - 1) : word);
    if (is_empty)
      words.emplace_back();
  }
  return words;
}

po::variables_map parse_words(const Command& command, const std::vector<std::string>& arguments) {
  auto visible = options_of(command);
  po::options_description hidden;
  hidden.add_options()("argument", po::value<std::vector<std::string>>());
  visible.add(hidden);
  po::positional_options_description positional;
  positional.add("argument", -1);
  po::variables_map values;
  const auto style =
      po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  po::store(po::command_line_parser(with_empty_values(arguments))
                .options(visible)
                .positional(positional)
                .style(style)
                .run(),
            values);
  return values;
}

CommandLine taken(const po::variables_map& values) {
  CommandLine line;
  for (const auto& [name, value] : values)
    if (name == "argument")
      line.arguments = value.as<std::vector<std::string>>();
    else
      line.options[name] = value.empty() ? "" : value.as<std::string>();
  return line;
}

}  // namespace

CommandLine parse_command_line(const Command& command, const std::vector<std::string>& words) {
  const auto where = "errata " + std::string{command.name} + ": ";
  try {
    return taken(parse_words(command, words));
  } catch (const po::unknown_option& e) {
    const auto name = std::string{split(e.get_option_name(), '=').front()};
    const auto takers = takers_of(name.starts_with("--") ? name.substr(2) : name);
    if (!takers.empty())
      throw UsageError{where + "takes no " + in_quotes(name) + ", which is for " + takers};
    throw UsageError{where + "unknown option " + in_quotes(name) + nearest_option(name, command)};
  } catch (const po::multiple_occurrences& e) {
    throw UsageError{where + e.get_option_name() + " is given twice"};
  } catch (const po::error_with_option_name& e) {
    throw UsageError{where + e.get_option_name() + " has no value, or one that it cannot take"};
  } catch (const po::error&) {
    throw UsageError{where + "the options cannot be read"};
  }
}

void print_help(const Command& command, std::ostream& out) {
  std::ostringstream text;
  text << command.example << "\n\nerrata " << command.name << ' ' << command.arguments << "\n  "
       << command.summary << "\n"
       << options_of(command);
  out << without_trailing_blanks(text.str());
}

}  // namespace errata::app
