#include "app/command_table.hpp"

#include <array>
#include <ostream>
#include <string>

namespace errata::app {

namespace {

constexpr auto table = std::to_array<Command>({
    {"report", "INPUT...",
     "files in any known format -> a report (report.html and files for machines)",
     "errata report predictions.jsonl", "folder of the report (default errata-report)",
     input | templates | ticket | ticket_text | text | loudness | rules | date},
    {"compare", "BASE CURRENT", "two evaluations of a test set: what is better, worse, new, fixed",
     "errata compare reports/tickets/2026-11-20T020000Z reports/tickets/latest",
     "folder of the report (default errata-report)",
     input | templates | ticket | ticket_text | text | loudness | rules | date},
    {"run", "CONFIG.ini", "every model of the config: fetch, normalize, analyze, render",
     "errata run nightly.ini", "where run folders are made (default: the config's)",
     run_folders | templates | ticket_text | text | models | limits | resumes | replays | loudness |
         rules},
    {"fetch", "CONFIG.ini", "only fetch: one raw folder a model",
     "errata fetch nightly.ini --model tickets -o raw", "where raw folders are made (default raw)",
     models | limits | resumes | loudness},
    {"normalize", "INPUT...", "only normalize: files or a raw folder -> evaluation.jsonl",
     "errata normalize raw/tickets -o evaluation.jsonl",
     "file to write, - for standard output (default evaluation.jsonl)", input | loudness},
    {"analyze", "EVALUATION", "only analyze: evaluation.jsonl -> analysis.json",
     "errata analyze evaluation.jsonl -o analysis.json",
     "file to write, - for standard output (default analysis.json)", loudness | rules | date},
    {"render", "ANALYSIS", "only render: analysis.json -> a report",
     "errata render analysis.json -o errata-report", "folder of the report (default errata-report)",
     templates | ticket | ticket_text | text | loudness},
    {"check", "CONFIG.ini", "say what a run would do, and all that is wrong with the config",
     "errata check nightly.ini", "",
     run_folders | templates | ticket_text | text | models | limits | online | quiet | rules},
    {"formats", "", "the input formats, with an example of each", "errata formats", "", schema},
});

}  // namespace

std::span<const Command> commands() {
  return table;
}

const Command* find_command(std::string_view name) {
  for (const auto& command : table)
    if (command.name == name)
      return &command;
  return nullptr;
}

void print_overview(std::ostream& out) {
  out << "errata report predictions.jsonl      a report of one file\n"
         "errata run nightly.ini               a report of every model in a config\n\n"
         "Reports what a text model gets wrong, why, and what to do first.\n\nCommands:\n";
  for (const auto& command : table)
    out << "  " << command.name << std::string(12 - command.name.size(), ' ') << command.summary
        << '\n';
  out << "\nerrata COMMAND --help says the rest. Exit codes: 0 done, 1 a gate was crossed, 2 usage "
         "or\n"
         "config, 3 some models failed, 4 nothing could be reported, 5 output could not be "
         "written,\n"
         "70 internal error, 75 another run holds the lock.\n";
}

}  // namespace errata::app
