#include "app/replaceable.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "fetch/journal.hpp"
#include "normalize/raw_index.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view evaluation_schema = "\"errata/evaluation/1\"";
constexpr std::string_view analysis_schema = "\"errata/analysis/1\"";
constexpr std::string_view raw_schema = "\"errata/raw/1\"";

bool holds(const fs::path& file, std::string_view schema) {
  constexpr std::size_t head = 200;
  std::error_code fault;
  return fs::is_regular_file(file, fault) &&
         BlockReader{file}.next().substr(0, head).find(schema) != std::string_view::npos;
}

void check_folder(const fs::path& folder, const char* marker, std::string_view schema,
                  const std::function<bool(const std::string& name)>& is_ours) {
  std::error_code fault;
  if (!fs::exists(fs::symlink_status(folder, fault)))
    return;
  const auto path = printable(folder.string());
  if (!fs::is_directory(folder, fault))
    throw OutputError{path + ": is there already and is no folder"};
  if (fs::is_empty(folder, fault))
    return;
  if (!holds(folder / marker, schema))
    throw OutputError{path +
                      ": is there already and was not written by errata; choose another --output"};
  for (const auto& entry : fs::directory_iterator{folder, fault})
    if (const auto name = entry.path().filename().string(); !is_ours(name))
      throw OutputError{path + ": would be replaced, but holds " + in_quotes(name) +
                        ", which errata does not write there; choose another --output"};
}

// By what it is, not by how it is called: "./a" is "a", and so may a link be.
bool is_of(const fs::path& file, const fs::path& input) {
  std::error_code fault;
  if (fs::equivalent(file, input, fault))
    return true;
  const auto parent = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  return fs::is_directory(input, fault) && fs::equivalent(parent, input, fault);
}

void check_file(const fs::path& file, std::string_view schema, std::span<const fs::path> inputs) {
  std::error_code fault;
  const auto name = printable(file.string());
  if (!fs::exists(fs::symlink_status(file, fault)))
    return;
  for (const auto& input : inputs)
    if (is_of(file, input))
      throw UsageError{name + ": is an input; choose another --output"};
  if (fs::is_directory(file, fault))
    throw OutputError{name + ": is a folder; --output is a file here"};
  if (!fs::is_regular_file(file, fault))
    throw OutputError{name + ": is there already and is no regular file"};
  if (fs::file_size(file, fault) != 0 && !holds(file, schema))
    throw OutputError{name +
                      ": is there already and was not written by errata; choose another --output"};
}

// Whether the folder's index says that errata brought the file.
bool is_listed(const fs::path& folder, const std::string& name) {
  try {
    const auto files = normalize::read_raw_index(folder).files;
    return std::ranges::find(files, name, &normalize::RawFile::file) != files.end();
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace

void check_replaceable_report(const fs::path& folder) {
  check_folder(folder, "analysis.json", analysis_schema,
               [](const std::string& name) { return render::is_report_file(name); });
}

void check_replaceable_raw(const fs::path& folder) {
  std::error_code fault;
  if (fs::is_symlink(folder / "latest", fault))
    throw OutputError{printable(folder.string()) +
                      ": holds the runs of a model; choose another --output"};
  check_folder(folder, "index.json", raw_schema, [&folder](const std::string& name) {
    return name == "texts" || name == fetch::journal_name || name.ends_with(".json") ||
           is_listed(folder, name);
  });
}

void check_replaceable_evaluation(const fs::path& file, std::span<const fs::path> inputs) {
  check_file(file, evaluation_schema, inputs);
}

void check_replaceable_analysis(const fs::path& file, std::span<const fs::path> inputs) {
  check_file(file, analysis_schema, inputs);
}

}  // namespace errata::app
