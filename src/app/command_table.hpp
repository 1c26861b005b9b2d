// The commands: what they are called, what they do, which options they take.
#pragma once

#include <iosfwd>
#include <span>
#include <string_view>

namespace errata::app {

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
  rules = 4096,         // thresholds that findings go by, gates
  date = 8192,          // of the report
  ticket_text = 16384,  // its dialect and budget; also ERRATA_DIALECT and ERRATA_BUDGET
  text = 32768          // how much of the documents a report shows
};

struct Command {
  std::string_view name, arguments, summary, example;
  std::string_view output;  // what --output is, empty where there is none
  unsigned groups;
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);  // null where there is none

// What `errata --help` says.
void print_overview(std::ostream& out);

}  // namespace errata::app
