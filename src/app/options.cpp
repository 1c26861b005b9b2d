#include "app/options.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "app/clock.hpp"
#include "app/command_line.hpp"
#include "app/input_options.hpp"
#include "app/language_choice.hpp"
#include "app/page_assets.hpp"
#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/secret.hpp"

namespace errata::app {

namespace {

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
std::optional<std::string> setting(const CommandLine& line, const std::string& name,
                                   const std::string& variable) {
  if (line.has(name))
    return line.value(name);
  return from_environment(variable);
}

std::optional<std::string> setting(const CommandLine& line, const std::string& name) {
  return setting(line, name, name);
}

void take_input_options(const CommandLine& line, normalize::Options& to) {
  for (const auto& option : input_options()) {
    const std::string name{option.name};
    if (line.has(name))
      option.set(to, line.value(name), "--" + name);
  }
}

std::vector<LimitSetting> take_limits(const CommandLine& line) {
  std::vector<LimitSetting> taken;
  for (const auto& option : limit_options()) {
    const std::string key{option.key};
    if (const auto flag = flag_of(option); line.has(flag))
      taken.push_back({&option, line.value(flag), "--" + flag});
    else if (const auto value = from_environment(key))
      taken.push_back({&option, *value, variable_of(key)});
  }
  return taken;
}

// A variable may hold the proxy's password, a command line may not: everybody can read it.
std::optional<ProxyText> take_proxy(const CommandLine& line) {
  if (line.has("proxy"))
    return ProxyText{line.value("proxy"), "--proxy", false};
  if (const auto value = from_environment("proxy"))
    return ProxyText{*value, "environment variable 'ERRATA_PROXY'", true};
  return std::nullopt;
}

std::vector<ThresholdSetting> take_thresholds(const CommandLine& line) {
  const bool is_flag = line.has("thresholds");
  const auto list = setting(line, "thresholds");
  if (!list)
    return {};
  auto settings = parse_thresholds(*list, is_flag ? "--thresholds" : variable_of("thresholds"));
  analyze::Thresholds tried;
  set_thresholds(settings, tried);
  check_order(settings, tried);
  return settings;
}

std::vector<analyze::GateLimit> take_gates(const CommandLine& line) {
  const auto list = setting(line, "gates");
  if (!list)
    return {};
  return parse_gates(*list, line.has("gates") ? "--gates" : variable_of("gates"));
}

std::optional<std::string> take_language(const CommandLine& line) {
  const auto name = setting(line, "lang");
  if (!name)
    return std::nullopt;
  return parse_language(*name, line.has("lang") ? "--lang" : variable_of("lang"));
}

std::optional<std::chrono::sys_days> take_date(const CommandLine& line) {
  if (!line.has("date"))
    return reproduced_day();
  const auto text = line.value("date");
  const auto day = parse_day(text);
  if (!day)
    throw UsageError{"--date: " + in_quotes(text, 40) + " is no day: write 2026-11-21"};
  return day;
}

// The value of an option, and what messages call the place that it is from.
std::optional<std::string> placed_setting(const CommandLine& line, const std::string& name,
                                          std::string& where) {
  where = line.has(name) ? "--" + name : variable_of(name);
  return setting(line, name);
}

TicketChoice take_ticket_choice(const CommandLine& line) {
  TicketChoice choice;
  std::string where;
  if (const auto dialect = placed_setting(line, "dialect", where))
    choice.dialect = parse_dialect(*dialect, where);
  if (const auto budget = placed_setting(line, "budget", where))
    choice.budget = parse_budget(*budget, where);
  return choice;
}

// A flag of either kind of place wins over the variables of both.
SecretPlace take_text_key(const CommandLine& line) {
  SecretPlace key;
  const bool is_flag = line.has("text-key-env") || line.has("text-key-file");
  const auto given = [&](const std::string& name, const std::string& variable) {
    return is_flag && !line.has(name) ? std::string{} : setting(line, name, variable).value_or("");
  };
  key.environment = given("text-key-env", "text_key_env");
  key.file = given("text-key-file", "text_key_file");
  if (!key.environment.empty() && !key.file.empty())
    throw UsageError{is_flag ? "--text-key-env and --text-key-file exclude each other"
                             : variable_of("text_key_env") + " and " +
                                   variable_of("text_key_file") + " exclude each other"};
  return key;
}

TextSetting take_text(const CommandLine& line) {
  TextSetting taken;
  if (const auto mode = setting(line, "text"))
    taken.mode = parse_text_mode(*mode, line.has("text") ? "--text" : variable_of("text"));
  taken.key = take_text_key(line);
  return taken;
}

LogFormat log_format_of(const CommandLine& line) {
  const auto text = setting(line, "log-format", "log_format").value_or("text");
  if (text != "text" && text != "json")
    throw UsageError{"--log-format: " + in_quotes(text) + " is neither text nor json"};
  return text == "json" ? LogFormat::json : LogFormat::text;
}

Options take_values(const Command& command, const CommandLine& line) {
  Options options;
  options.command = command.name;
  options.arguments = line.arguments;
  options.quiet = line.has("quiet");
  options.verbose = line.has("verbose");
  if ((command.groups & run_folders) != 0)
    if (const auto path = setting(line, "output"))
      options.output = *path;
  if (line.has("output"))
    options.output = line.value("output");
  if ((command.groups & templates) != 0)
    if (const auto path = setting(line, "templates"))
      options.templates = *path;
  if ((command.groups & text) != 0)
    options.text = take_text(line);
  if ((command.groups & templates) != 0)
    if (const auto where = setting(line, "assets"))
      options.assets =
          parse_assets(*where, line.has("assets") ? "--assets" : variable_of("assets"));
  if ((command.groups & templates) != 0)
    options.language = take_language(line);
  if (line.has("ticket"))
    options.ticket = line.value("ticket");
  if ((command.groups & ticket_text) != 0)
    options.ticket_choice = take_ticket_choice(line);
  if (line.has("model"))
    options.only = line.value("model");
  if ((command.groups & limits) != 0) {
    options.limits = take_limits(line);
    options.proxy = take_proxy(line);
  }
  if ((command.groups & rules) != 0) {
    options.thresholds = take_thresholds(line);
    options.gates = take_gates(line);
  }
  if ((command.groups & date) != 0)
    options.date = take_date(line);
  options.online = line.has("online");
  options.schema = line.has("schema");
  if ((command.groups & loudness) != 0)
    options.log_format = log_format_of(line);
  options.resume = !line.has("no-resume");
  if (!options.resume && line.has("resume"))
    throw UsageError{"--resume and --no-resume exclude each other"};
  if (line.has("replay"))
    options.replay = line.value("replay");
  take_input_options(line, options.input);
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
                     did_you_mean(first, names_of(commands()))};
  const auto line = parse_command_line(*command, {arguments.begin() + 1, arguments.end()});
  if (line.has("help")) {
    print_help(*command, std::cout);
    return std::nullopt;
  }
  if (line.has("version")) {
    std::cout << "errata " ERRATA_VERSION "\n";
    return std::nullopt;
  }
  auto options = take_values(*command, line);
  check_arguments(*command, options);
  return options;
}

}  // namespace errata::app
