// The command line: one table of commands, option groups shared between them.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/gate_options.hpp"
#include "app/limit_options.hpp"
#include "app/messages.hpp"
#include "app/text_options.hpp"
#include "app/threshold_options.hpp"
#include "app/ticket_choice.hpp"
#include "normalize/normalize.hpp"
#include "render/render.hpp"

namespace errata::app {

struct Options {
  std::string command;
  std::vector<std::string> arguments;              // positional
  std::optional<std::filesystem::path> output;     // --output, else ERRATA_OUTPUT
  std::optional<std::filesystem::path> templates;  // --templates, else ERRATA_TEMPLATES
  std::optional<render::Assets> assets;            // --assets, else ERRATA_ASSETS
  TextSetting text;                                // --text, else ERRATA_TEXT; the place of its key
  std::optional<std::string> language;             // --lang, else ERRATA_LANG
  std::string ticket;
  TicketChoice ticket_choice;                 // --dialect and --budget, else their variables
  std::string only;                           // --model: this model of the config alone
  std::vector<LimitSetting> limits;           // given by flags, else by the environment
  std::optional<ProxyText> proxy;             // --proxy, else ERRATA_PROXY
  std::vector<ThresholdSetting> thresholds;   // --thresholds, else ERRATA_THRESHOLDS
  std::vector<analyze::GateLimit> gates;      // --gates, else ERRATA_GATES
  std::optional<std::chrono::sys_days> date;  // --date, else that of SOURCE_DATE_EPOCH
  bool online = false;
  bool schema = false;  // the schema of evaluation.jsonl, instead of the formats
  bool quiet = false, verbose = false;
  LogFormat log_format = LogFormat::text;
  bool resume = true;
  std::string replay;  // --replay: a run id or a run folder
  normalize::Options input;
};

// What `arguments` (without the program's name) ask for. Nothing where --help or --version was
// asked for and has been answered on standard output. Throws UsageError.
std::optional<Options> parse_options(const std::vector<std::string>& arguments);

// "text=sentence,gold=label" -> columns. Throws UsageError naming `where`.
std::map<std::string, std::string> parse_columns(const std::string& list, const std::string& where);

}  // namespace errata::app
