#include "app/commands.hpp"

#include <array>
#include <iostream>
#include <unistd.h>

#include "app/check.hpp"
#include "app/config.hpp"
#include "app/fetch_model.hpp"
#include "app/messages.hpp"
#include "app/pipeline.hpp"
#include "app/run_folder.hpp"
#include "app/run_models.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

Messages messages_of(const Options& options) {
  return Messages{options.quiet     ? Loudness::quiet
                  : options.verbose ? Loudness::verbose
                                    : Loudness::normal};
}

Config config_of(const Options& options) {
  auto config = read_config(options.arguments[0]);
  if (options.output)
    config.output = *options.output;
  if (options.templates)
    config.templates = *options.templates;
  for (const auto& [option, text, where] : options.limits)
    option->set(config.limits, text, where);
  return config;
}

normalize::Options input_of(const Options& options) {
  auto input = options.input;
  for (const auto& pattern : options.arguments)
    for (const auto& file : expand_glob(pattern))
      input.inputs.push_back(file);
  if (input.inputs.empty() && !input.gold)
    throw InputError{printable(options.arguments[0]) + ": matches no file"};
  return input;
}

// A file of one's own in the folder for temporary files, removed in the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code fault;
    const auto folder = fs::temp_directory_path(fault);
    path_ = (folder / "errata-XXXXXX").string();
    const int file = fault ? -1 : ::mkstemp(path_.data());
    if (file < 0)
      throw OutputError{"folder for temporary files (TMPDIR): cannot be written"};
    ::close(file);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  fs::path path() const { return path_; }

 private:
  std::string path_;
};

void print(const std::string& bytes) {
  std::cout << bytes << std::flush;
  if (!std::cout)
    throw OutputError{"standard output: cannot be written"};
}

ExitCode report(const Options& options) {
  const auto messages = messages_of(options);
  const auto output = options.output.value_or("errata-report");
  check_replaceable_report(output);
  OutputFolder folder{output};
  const auto evaluation = folder.path() / "evaluation.jsonl";
  normalize::normalize(input_of(options), evaluation);
  const auto analysis = analyze_file(evaluation);
  fs::remove(evaluation);
  render::write_reports(analysis, {.templates = options.templates, .ticket = options.ticket},
                        folder.path());
  folder.publish();
  messages.say(render::verdict(analysis));
  for (const auto* name : {"report.html", "report.md", "analysis.json"})
    print((output / name).string() + "\n");
  return ExitCode::done;
}

ExitCode run(const Options& options) {
  return run_models(config_of(options), options.only, messages_of(options));
}

ExitCode fetch(const Options& options) {
  const auto config = config_of(options);
  return fetch_models(config, options.only, options.output.value_or("raw"), messages_of(options));
}

ExitCode normalize_inputs(const Options& options) {
  const auto output = options.output.value_or("evaluation.jsonl");
  if (output != "-") {
    normalize::normalize(input_of(options), output);
    return ExitCode::done;
  }
  const TemporaryFile file;
  normalize::normalize(input_of(options), file.path());
  LineReader reader{file.path()};
  for (std::string_view line; reader.next(line);)
    print(std::string{line} + "\n");
  return ExitCode::done;
}

// Two passes over standard input need a copy of it.
ExitCode analyze(const Options& options) {
  const fs::path input = options.arguments[0];
  const auto output = options.output.value_or("analysis.json");
  model::Analysis analysis;
  if (input == "-") {
    const TemporaryFile copy;
    write_file(copy.path(), read_file(input));
    analysis = analyze_file(copy.path());
  } else {
    analysis = analyze_file(input);
  }
  const auto json = render::analysis_json(analysis);
  if (output == "-")
    print(json);
  else
    write_file(output, json);
  return ExitCode::done;
}

ExitCode render_analysis(const Options& options) {
  const auto analysis = render::read_analysis(options.arguments[0]);
  const auto output = options.output.value_or("errata-report");
  check_replaceable_report(output);
  OutputFolder folder{output};
  render::write_reports(analysis, {.templates = options.templates, .ticket = options.ticket},
                        folder.path());
  folder.publish();
  for (const auto* name : {"report.html", "report.md"})
    print((output / name).string() + "\n");
  return ExitCode::done;
}

ExitCode check(const Options& options) {
  const auto config = config_of(options);
  const auto text = describe(config, options.only);
  const auto messages = messages_of(options);
  const Fetcher checked{config, chosen_models(config, options.only), messages};
  print(text);
  return ExitCode::done;
}

ExitCode list_formats(const Options&) {
  std::string text;
  for (const auto& format : normalize::formats()) {
    text += format.name + "\n    " + format.summary + "\n";
    for (const auto line : split(format.example, '\n'))
      text += "        " + std::string{line} + "\n";
  }
  print(text);
  return ExitCode::done;
}

struct Row {
  std::string_view name;
  ExitCode (*run)(const Options& options);
};

constexpr auto table = std::to_array<Row>({
    {"report", report},
    {"run", run},
    {"fetch", fetch},
    {"normalize", normalize_inputs},
    {"analyze", analyze},
    {"render", render_analysis},
    {"check", check},
    {"formats", list_formats},
});

}  // namespace

ExitCode run_command(const Options& options) {
  for (const auto& row : table)
    if (row.name == options.command)
      return row.run(options);
  throw UsageError{"unknown command " + in_quotes(options.command)};
}

}  // namespace errata::app
