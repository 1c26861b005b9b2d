#include "app/commands.hpp"

#include <array>
#include <iostream>
#include <unistd.h>

#include "app/artifact.hpp"
#include "app/baseline.hpp"
#include "app/check.hpp"
#include "app/comparing.hpp"
#include "app/config.hpp"
#include "app/fetch_model.hpp"
#include "app/limit_options.hpp"
#include "app/meant_models.hpp"
#include "app/messages.hpp"
#include "app/pipeline.hpp"
#include "app/reading.hpp"
#include "app/replaceable.hpp"
#include "app/run_models.hpp"
#include "app/stage_log.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "normalize/schema.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

void take_settings(const Options& options, Config& config) {
  if (options.output) {
    config.output = *options.output;
    config.keys.erase("output");
  }
  if (options.templates) {
    config.templates = *options.templates;
    config.keys.erase("templates");
  }
  if (options.assets) {
    config.assets = *options.assets;
    config.keys.erase("assets");
  }
  if (options.language) {
    config.forced_language = *options.language;
    config.keys.erase("lang");
  }
  if (options.proxy) {
    config.forced_proxy = options.proxy;
    config.keys.erase("proxy");
  }
  config.forced_thresholds = options.thresholds;
  config.forced_ticket_choice = options.ticket_choice;
  config.forced_text = options.text;
  config.forced_gates = options.gates;
  for (const auto& [option, text, where] : options.limits) {
    option->set(config.limits, text, where);
    config.keys.erase(std::string{option->key});
  }
}

Config config_of(const Options& options) {
  check_is_config(options.arguments[0]);
  auto config = read_config(options.arguments[0]);
  take_settings(options, config);
  return config;
}

normalize::Options input_of(const Options& options) {
  auto input = options.input;
  for (const auto& pattern : options.arguments)
    for (const auto& file : expand_glob(pattern)) {
      check_is_input(file);
      input.inputs.push_back(file);
    }
  if (input.inputs.empty() && !input.gold)
    throw InputError{printable(options.arguments[0]) + ": matches no file"};
  return input;
}

// Every path that the input options name.
std::vector<fs::path> paths_of(const normalize::Options& input) {
  auto paths = input.inputs;
  for (const auto* path : {&input.gold, &input.predicted, &input.texts, &input.summary,
                           &input.export_file, &input.label_map})
    if (*path)
      paths.push_back(**path);
  return paths;
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

model::TestSet normalize_to(const fs::path& to, const normalize::Options& input, StageLog& log) {
  model::TestSet test_set;
  log.stage("normalize", [&] {
    test_set = read_files(input, to);
    return counts_of(test_set);
  });
  return test_set;
}

analyze::Options how_to_analyze(const Options& options) {
  analyze::Options how{{}, options.date};
  set_thresholds(options.thresholds, how.thresholds);
  return how;
}

model::Analysis analyze_from(const fs::path& evaluation, const std::string& name,
                             const Options& options, StageLog& log) {
  model::Analysis analysis;
  log.stage("analyze", [&] {
    analysis = analyze_file(evaluation, name, how_to_analyze(options));
    return counts_of(analysis);
  });
  return analysis;
}

ExitCode judge(const Options& options, model::Analysis& analysis, Messages& messages) {
  analysis.gates = analyze::judge_gates(options.gates, analysis);
  for (const auto& crossed : crossed_gates(analysis))
    messages.warn(crossed);
  return code_of_gates(analysis);
}

// All but how much of the texts is shown: the key to that is taken once.
render::Options rendering_of(const Options& options) {
  auto how = options_for(options.ticket_choice);
  how.templates = options.templates;
  how.ticket = options.ticket;
  how.assets = options.assets.value_or(render::Assets::within);
  how.language = options.language.value_or(std::string{render::english});
  return how;
}

void render_to(const fs::path& folder, const model::Analysis& analysis, const Options& options,
               const render::OtherDocuments& others, StageLog& log, Messages& messages) {
  auto how = rendering_of(options);
  how.text = policy_of(options.text);
  model::ListCounts lists;
  log.stage("render", [&] {
    lists = render::write_reports(analysis, how, folder, others);
    return sizes_of(folder, render::report_files(how));
  });
  if (const auto lack = lack_of_errors(lists, static_cast<bool>(others)); !lack.empty())
    messages.say(lack);
  if (const auto lack = lack_of_key(options.text); !lack.empty())
    messages.say(lack);
  if (const auto warning = warning_of_budget(options.ticket_choice); !warning.empty())
    messages.warn(warning);
}

void say_written(const fs::path& output, const Options& options, Messages& messages) {
  for (const auto name : render::report_files(rendering_of(options)))
    messages.wrote(output / name);
}

ExitCode report(const Options& options, Messages& messages) {
  StageLog log{messages};
  const auto output = options.output.value_or("errata-report");
  check_replaceable_report(output);
  OutputFolder folder{output};
  const auto evaluation = folder.path() / "evaluation.jsonl";
  normalize_to(evaluation, input_of(options), log);
  auto analysis = analyze_from(evaluation, "evaluation.jsonl", options, log);
  const auto code = judge(options, analysis, messages);
  render_to(folder.path(), analysis, options,
            other_documents(evaluation, "evaluation.jsonl", analysis), log, messages);
  fs::remove(evaluation);
  folder.publish();
  log.say_remarks(analysis.test_set);
  messages.say(render::verdict(analysis));
  say_written(output, options, messages);
  return code;
}

// One side of a comparison as an evaluation.jsonl at `to`. What belongs to one result is of the
// later side.
model::TestSet normalize_side(const Options& options, std::size_t side, const fs::path& to,
                              StageLog& log) {
  auto one = options;
  one.arguments = {evaluation_of(options.arguments[side]).string()};
  if (side == 0) {
    one.input.summary.reset();
    one.input.export_file.reset();
    one.input.name.clear();
  }
  return normalize_to(to, input_of(one), log);
}

ExitCode compare(const Options& options, Messages& messages) {
  StageLog log{messages};
  const auto output = options.output.value_or("errata-report");
  check_replaceable_report(output);
  OutputFolder folder{output};
  const Evaluation before{folder.path() / "before.jsonl", options.arguments[0]};
  const Evaluation after{folder.path() / "evaluation.jsonl", options.arguments[1]};
  normalize_side(options, 0, before.file, log);
  normalize_side(options, 1, after.file, log);
  auto analysis = analyze_from(after.file, "evaluation.jsonl", options, log);
  log.stage("compare", [&] {
    analysis.comparison = compare_files(before, after, name_of_baseline(options.arguments[0]),
                                        how_to_analyze(options).thresholds);
    return counts_of(*analysis.comparison);
  });
  const auto code = judge(options, analysis, messages);
  fs::remove(before.file);
  render_to(folder.path(), analysis, options,
            other_documents(after.file, "evaluation.jsonl", analysis), log, messages);
  fs::remove(after.file);
  folder.publish();
  log.say_remarks(analysis.test_set);
  messages.say(render::verdict(analysis));
  say_written(output, options, messages);
  return code;
}

ExitCode run(const Options& options, Messages& messages) {
  return run_models(config_of(options),
                    {.only = options.only, .resume = options.resume, .replay = options.replay},
                    messages);
}

ExitCode fetch(const Options& options, Messages& messages) {
  const auto config = config_of(options);
  return fetch_models(config, {.only = options.only, .resume = options.resume, .replay = {}},
                      options.output.value_or("raw"), messages);
}

void print_lines(const fs::path& file) {
  LineReader reader{file};
  for (std::string_view line; reader.next(line);)
    print(std::string{line} + "\n");
}

ExitCode normalize_inputs(const Options& options, Messages& messages) {
  StageLog log{messages};
  const auto output = options.output.value_or("evaluation.jsonl");
  const auto input = input_of(options);
  if (output == "-") {
    const TemporaryFile file;
    log.say_remarks(normalize_to(file.path(), input, log));
    print_lines(file.path());
    return ExitCode::done;
  }
  check_replaceable_evaluation(output, paths_of(input));
  log.say_remarks(normalize_to(output, input, log));
  messages.wrote(output);
  return ExitCode::done;
}

model::Analysis analyze_input(const fs::path& input, const Options& options, StageLog& log) {
  const auto name = shown_path(input);
  if (input != "-")
    return analyze_from(input, name, options, log);
  // Two passes over standard input need a copy of it.
  const TemporaryFile copy;
  write_file(copy.path(), read_file(input));
  check_is_evaluation(copy.path(), name);
  return analyze_from(copy.path(), name, options, log);
}

ExitCode analyze(const Options& options, Messages& messages) {
  StageLog log{messages};
  const std::vector<fs::path> input{options.arguments[0]};
  const auto output = options.output.value_or("analysis.json");
  if (input[0] != "-")
    check_is_evaluation(input[0], shown_path(input[0]));
  if (output != "-")
    check_replaceable_analysis(output, input);
  auto analysis = analyze_input(input[0], options, log);
  const auto code = judge(options, analysis, messages);
  const auto json = render::analysis_json(analysis);
  if (output == "-") {
    print(json);
    return code;
  }
  write_file(output, json);
  messages.wrote(output);
  return code;
}

model::Analysis read_analysis(const fs::path& input) {
  const auto name = shown_path(input);
  if (input != "-") {
    check_is_analysis(input, name);
    return render::read_analysis(input);
  }
  // What it is must be known before it is read.
  const TemporaryFile copy;
  write_file(copy.path(), read_file(input));
  check_is_analysis(copy.path(), name);
  return render::read_analysis(copy.path(), name);
}

ExitCode render_analysis(const Options& options, Messages& messages) {
  StageLog log{messages};
  const auto analysis = read_analysis(options.arguments[0]);
  if (const auto lack = lack_of_texts(options.text, analysis.text_mode); !lack.empty())
    messages.warn(lack);
  const auto output = options.output.value_or("errata-report");
  check_replaceable_report(output);
  OutputFolder folder{output};
  render_to(folder.path(), analysis, options, documents_beside(options.arguments[0], analysis), log,
            messages);
  folder.publish();
  say_written(output, options, messages);
  return ExitCode::done;
}

ExitCode check(const Options& options, Messages& messages) {
  const fs::path file = options.arguments[0];
  check_is_config(file);
  Faults faults{file};
  auto config = read_config(file, faults);
  take_settings(options, config);
  Described described;
  if (!config.models.empty())
    described = describe(config, chosen_models(config, options.only), faults);
  if (!options.quiet)
    print(described.text);
  for (const auto& warning : described.warnings)
    messages.warn(warning);
  for (const auto& fault : faults.messages())
    messages.error(fault);
  if (!faults.empty())
    return ExitCode::usage;
  messages.say(shown_path(file) + ": nothing is wrong");
  if (!options.online)
    return ExitCode::done;
  if (!options.quiet)
    print(describe_probe_limits(fetch::limits_of_probe(config.limits)));
  return probe_models(config, options.only, messages);
}

ExitCode list_formats(const Options& options, Messages&) {
  if (options.schema) {
    print(std::string{normalize::evaluation_schema()});
    return ExitCode::done;
  }
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
  ExitCode (*run)(const Options& options, Messages& messages);
};

constexpr auto table = std::to_array<Row>({
    {"report", report},
    {"compare", compare},
    {"run", run},
    {"fetch", fetch},
    {"normalize", normalize_inputs},
    {"analyze", analyze},
    {"render", render_analysis},
    {"check", check},
    {"formats", list_formats},
});

}  // namespace

Messages messages_of(const Options& options) {
  const auto loudness = options.quiet     ? Loudness::quiet
                        : options.verbose ? Loudness::verbose
                                          : Loudness::normal;
  return Messages{loudness, options.log_format};
}

ExitCode run_command(const Options& options, Messages& messages) {
  for (const auto& row : table)
    if (row.name == options.command)
      return row.run(options, messages);
  throw UsageError{"unknown command " + in_quotes(options.command)};
}

}  // namespace errata::app
