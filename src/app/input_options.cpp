#include "app/input_options.hpp"

#include <array>

#include "app/options.hpp"
#include "app/truth.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

using To = normalize::Options;

using From = normalize::Options;

std::string text_of(const std::string& text) {
  return printable(text);
}

std::string quotes_of(const std::string& text) {
  return text.empty() ? "" : in_quotes(text);
}

std::string path_of(const std::optional<std::filesystem::path>& path) {
  return path ? printable(path->string()) : "";
}

std::string show_columns(const From& from) {
  std::string list;
  for (const auto& [role, column] : from.columns)
    list += (list.empty() ? "" : ",") + role + "=" + printable(column);
  return list;
}

std::string show_max_issues(const From& from) {
  return shortest(100 * from.max_issues) + " %";
}

void set_task(To& to, const std::string& text, const std::string& where) {
  to.task = model::task_named(text);
  if (!to.task)
    throw UsageError{where + ": " + in_quotes(text) +
                     " is no task: single_label, multi_label or entities"};
}

void set_max_issues(To& to, const std::string& text, const std::string& where) {
  to.max_issues = parse_share(text, where);
}

void set_threshold(To& to, const std::string& text, const std::string& where) {
  to.threshold = parse_number(text);
  if (!to.threshold || !(*to.threshold >= 0 && *to.threshold <= 1))
    throw UsageError{where + ": " + in_quotes(text) + " is no score from 0 to 1"};
}

void set_ignore_case(To& to, const std::string& text, const std::string& where) {
  to.ignore_case = truth(text, where);
}

std::string show_ignore_case(const From& from) {
  return from.ignore_case ? "yes" : "";
}

std::string show_threshold(const From& from) {
  return from.threshold ? shortest(*from.threshold) : "";
}

constexpr auto options = std::to_array<InputOption>({
    {"format", "F", "input format, instead of detecting it (see errata formats)",
     [](To& to, const std::string& text, const std::string&) { to.format = text; }, false,
     [](const From& from) -> std::string { return text_of(from.format); }},
    {"gold", "FILE", "file of gold labels, joined with --predicted",
     [](To& to, const std::string& text, const std::string&) { to.gold = text; }, true,
     [](const From& from) -> std::string { return path_of(from.gold); }},
    {"predicted", "FILE", "file of predictions, joined with --gold",
     [](To& to, const std::string& text, const std::string&) { to.predicted = text; }, true,
     [](const From& from) -> std::string { return path_of(from.predicted); }},
    {"columns", "LIST",
     "text=NAME,gold=NAME,predicted=NAME,score=NAME,id=NAME; names, numbers from 1, "
     "or JSON fields",
     [](To& to, const std::string& text, const std::string& where) {
       to.columns = parse_columns(text, where);
     },
     false, show_columns},
    {"encoding", "NAME",
     "of inputs that are neither UTF-8 nor have a byte order mark, such as WINDOWS-1252",
     [](To& to, const std::string& text, const std::string&) { to.encoding = text; }, false,
     [](const From& from) -> std::string { return text_of(from.encoding); }},
    {"label-separator", "SEP", "separates the labels of a set in one cell",
     [](To& to, const std::string& text, const std::string&) { to.label_separator = text; }, false,
     [](const From& from) -> std::string { return quotes_of(from.label_separator); }},
    {"joiner", "STR", "between tokens; empty for scripts without spaces",
     [](To& to, const std::string& text, const std::string&) { to.joiner = text; }, false,
     [](const From& from) -> std::string { return from.joiner ? in_quotes(*from.joiner) : ""; }},
    {"texts", "DIR", "folder of the documents' texts, a file each, or one file, a text a line",
     [](To& to, const std::string& text, const std::string&) { to.texts = text; }, true,
     [](const From& from) -> std::string { return path_of(from.texts); }},
    {"summary", "FILE", "the service's own summary of the evaluation",
     [](To& to, const std::string& text, const std::string&) { to.summary = text; }, true,
     [](const From& from) -> std::string { return path_of(from.summary); }},
    {"export", "FILE", "the project's export: training labels and the list of labels",
     [](To& to, const std::string& text, const std::string&) { to.export_file = text; }, true,
     [](const From& from) -> std::string { return path_of(from.export_file); }},
    {"task", "T", "single_label, multi_label or entities, where the input does not tell", set_task,
     false,
     [](const From& from)
         -> std::string { return std::string{from.task ? name_of(*from.task) : ""}; }},
    {"label-map", "FILE", "other names for labels: FROM = TO a line, nothing behind = drops one",
     [](To& to, const std::string& text, const std::string&) { to.label_map = text; }, true,
     [](const From& from) -> std::string { return path_of(from.label_map); }},
    {"ignore-case", "", "labels that only upper and lower case tell apart are one", set_ignore_case,
     false, show_ignore_case},
    {"threshold", "X", "predictions with a score below it (0 to 1) are none", set_threshold, false,
     show_threshold},
    {"name", "NAME", "name of the report; default: name of the input",
     [](To& to, const std::string& text, const std::string&) { to.name = text; }, false,
     [](const From& from) -> std::string { return text_of(from.name); }},
    {"max-issues", "SHARE", "share of the records that may be unusable, 5% or 0.05 (default 10%)",
     set_max_issues, false, show_max_issues},
});

}  // namespace

double parse_share(const std::string& text, const std::string& where) {
  const auto percent = text.ends_with('%')
                           ? parse_number(std::string_view{text}.substr(0, text.size() - 1))
                           : std::nullopt;
  const auto share = percent ? *percent / 100 : parse_number(text).value_or(-1);
  if (text == "1")
    throw UsageError{where + ": '1' may mean a hundredth or all: write 1% or 100%"};
  if (!(share >= 0 && share <= 1))
    throw UsageError{where + ": " + in_quotes(text) +
                     " is no share (a count is not meant): write 10% or 0.1"};
  return share;
}

std::span<const InputOption> input_options() {
  return options;
}

}  // namespace errata::app
