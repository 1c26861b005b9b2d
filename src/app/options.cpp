#include "app/options.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <span>
#include <sstream>

#include <boost/make_shared.hpp>
#include <boost/program_options.hpp>

#include "app/clock.hpp"
#include "app/input_options.hpp"
#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/secret.hpp"

namespace errata::app {

namespace po = boost::program_options;

namespace {

// What a command takes: input options, run folders below one place, templates, a ticket, a choice
// among the models of a config, limits of fetching.
enum Group : unsigned {
  input = 1,
  run_folders = 2,  // their place is also ERRATA_OUTPUT
  templates = 4,
  ticket = 8,
  models = 16,
  quiet = 32,
  verbose = 64,
  loudness = quiet | verbose,
  limits = 128,
  resumes = 256,  // goes on from what was cut off
  replays = 512,  // goes through a finished run again
  online = 1024,
  schema = 2048,
  rules = 4096,  // thresholds that findings go by
  date = 8192    // of the report
};

struct Command {
  std::string_view name, arguments, summary, example;
  std::string_view output;  // what --output is, empty where there is none
  unsigned groups;
};

constexpr auto commands = std::to_array<Command>({
    {"report", "INPUT...", "files in any known format -> report.html, report.md, analysis.json",
     "errata report predictions.jsonl", "folder of the report (default errata-report)",
     input | templates | ticket | loudness | rules | date},
    {"compare", "BASE CURRENT", "two evaluations of a test set: what is better, worse, new, fixed",
     "errata compare reports/tickets/2026-11-20T020000Z reports/tickets/latest",
     "folder of the report (default errata-report)",
     input | templates | ticket | loudness | rules | date},
    {"run", "CONFIG.ini", "every model of the config: fetch, normalize, analyze, render",
     "errata run nightly.ini", "where run folders are made (default: the config's)",
     run_folders | templates | models | limits | resumes | replays | loudness | rules},
    {"fetch", "CONFIG.ini", "only fetch: one raw folder a model",
     "errata fetch nightly.ini --model tickets -o raw", "where raw folders are made (default raw)",
     models | limits | resumes | loudness},
    {"normalize", "INPUT...", "only normalize: files or a raw folder -> evaluation.jsonl",
     "errata normalize raw/tickets -o evaluation.jsonl",
     "file to write, - for standard output (default evaluation.jsonl)", input | loudness},
    {"analyze", "EVALUATION", "only analyze: evaluation.jsonl -> analysis.json",
     "errata analyze evaluation.jsonl -o analysis.json",
     "file to write, - for standard output (default analysis.json)", loudness | rules | date},
    {"render", "ANALYSIS", "only render: analysis.json -> report.html, report.md",
     "errata render analysis.json -o errata-report", "folder of the report (default errata-report)",
     templates | ticket | loudness},
    {"check", "CONFIG.ini", "say what a run would do, and all that is wrong with the config",
     "errata check nightly.ini", "",
     run_folders | templates | models | limits | online | quiet | rules},
    {"formats", "", "the input formats, with an example of each", "errata formats", "", schema},
});

const Command* find_command(std::string_view name) {
  for (const auto& command : commands)
    if (command.name == name)
      return &command;
  return nullptr;
}

void print_overview(std::ostream& out) {
  out << "errata report predictions.jsonl      a report of one file\n"
         "errata run nightly.ini               a report of every model in a config\n\n"
         "Reports what a text model gets wrong, why, and what to do first.\n\nCommands:\n";
  for (const auto& command : commands)
    out << "  " << command.name << std::string(12 - command.name.size(), ' ') << command.summary
        << '\n';
  out << "\nerrata COMMAND --help says the rest. Exit codes: 0 done, 1 a gate was crossed, 2 usage "
         "or\n"
         "config, 3 some models failed, 4 nothing could be reported, 5 output could not be "
         "written,\n"
         "70 internal error, 75 another run holds the lock.\n";
}

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

std::string flag_of(const LimitOption& option) {
  std::string flag{option.key};
  std::ranges::replace(flag, '_', '-');
  return flag;
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
    rest.add_options()("templates", text()->value_name("DIR"), "your own templates, file by file");
  if ((command.groups & ticket) != 0)
    rest.add_options()("ticket", text()->value_name("ID"), "ticket that the report is for");
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

void print_help(const Command& command, std::ostream& out) {
  std::ostringstream text;
  text << command.example << "\n\nerrata " << command.name << ' ' << command.arguments << "\n  "
       << command.summary << "\n"
       << options_of(command);
  out << without_trailing_blanks(text.str());
}

// The commands that take an option, which is a long name or "-" and a letter: "run, fetch".
std::string takers_of(const std::string& option) {
  std::string takers;
  for (const auto& command : commands)
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

// The library's texts repeat what was typed, which may be a secret; these do not.
po::variables_map parse_values(const Command& command, const std::vector<std::string>& arguments) {
  auto visible = options_of(command);
  po::options_description hidden;
  hidden.add_options()("argument", po::value<std::vector<std::string>>());
  visible.add(hidden);
  po::positional_options_description positional;
  positional.add("argument", -1);
  po::variables_map values;
  const auto style =
      po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  const auto where = "errata " + std::string{command.name} + ": ";
  try {
    po::store(po::command_line_parser(with_empty_values(arguments))
                  .options(visible)
                  .positional(positional)
                  .style(style)
                  .run(),
              values);
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
  return values;
}

std::string variable_of(const std::string& name) {
  auto variable = "ERRATA_" + name;
  for (auto& c : variable)
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return variable;
}

std::optional<std::string> from_environment(const std::string& name) {
  const auto* value = std::getenv(variable_of(name).c_str());
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>{value};
}

// A flag, else its environment variable.
std::optional<std::string> setting(const po::variables_map& values, const std::string& name,
                                   const std::string& variable) {
  if (values.count(name) != 0)
    return values[name].as<std::string>();
  return from_environment(variable);
}

std::optional<std::string> setting(const po::variables_map& values, const std::string& name) {
  return setting(values, name, name);
}

void take_input_options(const po::variables_map& values, normalize::Options& to) {
  for (const auto& option : input_options()) {
    const std::string name{option.name};
    if (values.count(name) != 0)
      option.set(to, values[name].as<std::string>(), "--" + name);
  }
}

std::vector<LimitSetting> take_limits(const po::variables_map& values) {
  std::vector<LimitSetting> taken;
  for (const auto& option : limit_options()) {
    const std::string key{option.key};
    if (const auto flag = flag_of(option); values.count(flag) != 0)
      taken.push_back({&option, values[flag].as<std::string>(), "--" + flag});
    else if (const auto value = from_environment(key))
      taken.push_back({&option, *value, variable_of(key)});
  }
  return taken;
}

// A variable may hold the proxy's password, a command line may not: everybody can read it.
std::optional<ProxyText> take_proxy(const po::variables_map& values) {
  if (values.count("proxy") != 0)
    return ProxyText{values["proxy"].as<std::string>(), "--proxy", false};
  if (const auto value = from_environment("proxy"))
    return ProxyText{*value, "environment variable 'ERRATA_PROXY'", true};
  return std::nullopt;
}

std::vector<ThresholdSetting> take_thresholds(const po::variables_map& values) {
  const bool is_flag = values.count("thresholds") != 0;
  const auto list = setting(values, "thresholds");
  if (!list)
    return {};
  auto settings = parse_thresholds(*list, is_flag ? "--thresholds" : variable_of("thresholds"));
  analyze::Thresholds tried;
  set_thresholds(settings, tried);
  check_order(settings, tried);
  return settings;
}

std::optional<std::chrono::sys_days> take_date(const po::variables_map& values) {
  if (values.count("date") == 0)
    return reproduced_day();
  const auto text = values["date"].as<std::string>();
  const auto day = parse_day(text);
  if (!day)
    throw UsageError{"--date: " + in_quotes(text, 40) + " is no day: write 2026-11-21"};
  return day;
}

LogFormat log_format_of(const po::variables_map& values) {
  const auto text = setting(values, "log-format", "log_format").value_or("text");
  if (text != "text" && text != "json")
    throw UsageError{"--log-format: " + in_quotes(text) + " is neither text nor json"};
  return text == "json" ? LogFormat::json : LogFormat::text;
}

Options take_values(const Command& command, const po::variables_map& values) {
  Options options;
  options.command = command.name;
  if (values.count("argument") != 0)
    options.arguments = values["argument"].as<std::vector<std::string>>();
  options.quiet = values.count("quiet") != 0;
  options.verbose = values.count("verbose") != 0;
  if ((command.groups & run_folders) != 0)
    if (const auto path = setting(values, "output"))
      options.output = *path;
  if (values.count("output") != 0)
    options.output = values["output"].as<std::string>();
  if ((command.groups & templates) != 0)
    if (const auto path = setting(values, "templates"))
      options.templates = *path;
  if (values.count("ticket") != 0)
    options.ticket = values["ticket"].as<std::string>();
  if (values.count("model") != 0)
    options.only = values["model"].as<std::string>();
  if ((command.groups & limits) != 0) {
    options.limits = take_limits(values);
    options.proxy = take_proxy(values);
  }
  if ((command.groups & rules) != 0)
    options.thresholds = take_thresholds(values);
  if ((command.groups & date) != 0)
    options.date = take_date(values);
  options.online = values.count("online") != 0;
  options.schema = values.count("schema") != 0;
  if ((command.groups & loudness) != 0)
    options.log_format = log_format_of(values);
  options.resume = values.count("no-resume") == 0;
  if (!options.resume && values.count("resume") != 0)
    throw UsageError{"--resume and --no-resume exclude each other"};
  if (values.count("replay") != 0)
    options.replay = values["replay"].as<std::string>();
  take_input_options(values, options.input);
  return options;
}

// A key that was put on the command line must not be repeated.
std::string shown_word(const std::string& word) {
  return fetch::looks_like_secret(word) ? "a word that looks like a secret" : in_quotes(word);
}

// As many words as the command names, where it does not take any number of them.
void check_number(const Command& command, const Options& options, const std::string& where) {
  const auto wanted = split(command.arguments, ' ');
  const auto given = options.arguments.size();
  if (command.arguments.empty() || command.arguments.ends_with("..."))
    return;
  if (given > wanted.size())
    throw UsageError{where + ": " + shown_word(options.arguments[wanted.size()]) +
                     " is one word too many"};
  if (given < wanted.size())
    throw UsageError{where + ": " + std::string{wanted[given]} + " is missing; " +
                     std::string{command.example}};
  if (wanted.size() > 1 && options.arguments[0] == "-" && options.arguments[1] == "-")
    throw UsageError{where + ": standard input is one evaluation, not two"};
}

void check_arguments(const Command& command, const Options& options) {
  const auto where = "errata " + std::string{command.name};
  if (options.output && options.output->empty())
    throw UsageError{where + ": --output names nothing"};
  const bool makes_folder = command.name != "normalize" && command.name != "analyze";
  if (makes_folder && options.output == "-")
    throw UsageError{where + ": --output is a folder here, not standard output"};
  const bool joined = options.input.gold || options.input.predicted;
  if (joined && !(options.input.gold && options.input.predicted))
    throw UsageError{where + ": --gold and --predicted are given together"};
  if (joined && !options.arguments.empty())
    throw UsageError{where + ": --gold and --predicted take the place of INPUT"};
  if (command.arguments.empty() && !options.arguments.empty())
    throw UsageError{where + ": " + shown_word(options.arguments[0]) + " is one word too many"};
  if (!command.arguments.empty() && options.arguments.empty() && !joined)
    throw UsageError{where + ": " + std::string{command.arguments} + " is missing; " +
                     std::string{command.example}};
  check_number(command, options, where);
}

}  // namespace

std::map<std::string, std::string> parse_columns(const std::string& list,
                                                 const std::string& where) {
  static constexpr std::array<std::string_view, 6> known{"text",  "gold", "predicted",
                                                         "score", "id",   "language"};
  std::map<std::string, std::string> columns;
  for (const auto part : split(list, ',')) {
    const auto equals = part.find('=');
    const std::string role{trimmed(part.substr(0, equals))};
    if (equals == std::string_view::npos || equals + 1 == part.size())
      throw UsageError{where + ": " + in_quotes(part) + " is not ROLE=COLUMN"};
    if (std::ranges::find(known, role) == known.end())
      throw UsageError{where + ": unknown column role " + in_quotes(role) +
                       did_you_mean(role, known)};
    columns[role] = part.substr(equals + 1);
  }
  return columns;
}

std::optional<Options> parse_options(const std::vector<std::string>& arguments) {
  if (arguments.empty())
    throw UsageError{
        "a command is missing: errata report INPUT, errata run CONFIG.ini, or errata --help"};
  const auto& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print_overview(std::cout);
    return std::nullopt;
  }
  if (first == "--version") {
    std::cout << "errata " ERRATA_VERSION "\n";
    return std::nullopt;
  }
  const auto* command = find_command(first);
  if (command == nullptr)
    throw UsageError{"unknown command " + in_quotes(first) +
                     did_you_mean(first, names_of(commands))};
  const auto values = parse_values(*command, {arguments.begin() + 1, arguments.end()});
  if (values.count("help") != 0) {
    print_help(*command, std::cout);
    return std::nullopt;
  }
  if (values.count("version") != 0) {
    std::cout << "errata " ERRATA_VERSION "\n";
    return std::nullopt;
  }
  auto options = take_values(*command, values);
  check_arguments(*command, options);
  return options;
}

}  // namespace errata::app
