#include "normalize/inputs.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sys/stat.h>
#include <system_error>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "normalize/encoding.hpp"
#include "normalize/open_input.hpp"
#include "normalize/raw_index.hpp"
#include "normalize/read_brat.hpp"

namespace errata::normalize {

namespace fs = std::filesystem;

namespace {

bool is_folder(const fs::path& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown);
}

// A folder may be named with a slash behind.
InputFile plain(const fs::path& path) {
  const auto named = path.has_filename() ? path : path.parent_path();
  return {.path = path, .name = named.filename().string()};
}

std::optional<InputFile> plain(const std::optional<fs::path>& path) {
  return path ? std::optional{plain(*path)} : std::nullopt;
}

// Formats look twice at a file; standard input can be read only once.
InputFile spool_standard_input(const fs::path& to) {
  const auto path = to.parent_path() / ".standard-input.spool";
  FileWriter writer{path, to};
  BlockReader reader{"-"};
  for (auto block = reader.next(); !block.empty(); block = reader.next())
    writer.write(block);
  writer.finish();
  return {.path = path, .name = "standard input", .is_spooled = true};
}

// What tells one file from another, whatever it is called: its device and number there, or its name
// where there is none.
std::string identity_of(const fs::path& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0
             ? std::to_string(found.st_dev) + ':' + std::to_string(found.st_ino)
             : path.string();
}

// A file beside itself says nothing of a model, and one that is read twice counts twice.
void check_different(const Options& options) {
  if (options.gold && options.predicted &&
      identity_of(*options.gold) == identity_of(*options.predicted))
    throw UsageError{"--predicted " + printable(options.predicted->string()) +
                     ": is the file of --gold as well"};
  std::set<std::string> seen;
  for (const auto& input : options.inputs)
    if (!seen.insert(identity_of(input)).second)
      throw UsageError{printable(input.string()) + ": is given twice"};
}

void say_copies(model::TestSet& test_set) {
  std::map<std::string_view, std::string_view> first_names;  // by digest
  for (const auto& input : test_set.source.inputs)
    if (const auto [first, is_new] = first_names.try_emplace(input.sha256, input.name); !is_new)
      test_set.remarks.push_back(input.name + " has the same bytes as " +
                                 std::string{first->second});
}

void check_combination(const Options& options) {
  if (options.gold.has_value() != options.predicted.has_value())
    throw UsageError{"--gold and --predicted go together"};
  if (options.gold && !options.inputs.empty())
    throw UsageError{"--gold and --predicted take the place of other inputs"};
  if (!options.gold && options.inputs.empty())
    throw UsageError{"no input is named"};
  if (options.gold == fs::path{"-"} || options.predicted == fs::path{"-"} ||
      std::ranges::count(options.inputs, fs::path{"-"}) > 1)
    throw UsageError{"standard input ('-') can be one whole input, not a part of one"};
}

void place(InputFile file, const RawFile& entry, Inputs& into) {
  if (entry.role == "result" || entry.role == "file")
    into.documents.push_back(std::move(file));
  else if (entry.role == "summary")
    into.summary = std::move(file);
  else if (entry.role == "export")
    into.exported = std::move(file);
  else if (entry.role == "project")
    into.project = std::move(file);
  else if (entry.role == "models")
    into.models = std::move(file);
  else if (entry.role == "text")
    into.texts.emplace(entry.name, std::move(file));
}

// What lies in folders of errata's that are no raw folder, and what to do with it.
struct Advice {
  const char* entry;
  const char* what;
};

constexpr Advice advice[] = {
    {"raw/index.json", "give its raw folder, "},
    {"evaluation.jsonl", "give its evaluation, "},
    {"analysis.json", "give what its report was made from, or run errata render on "}};

void check_is_raw(const fs::path& folder) {
  std::error_code unknown;
  if (fs::exists(folder / "index.json", unknown))
    return;
  const auto fault = printable(folder.string()) + ": is no raw folder of a fetch; ";
  for (const auto& [entry, what] : advice)
    if (const auto path = folder / entry; fs::is_regular_file(path, unknown))
      throw InputError{
          fault + what +
          printable((path.filename() == "index.json" ? path.parent_path() : path).string())};
  if (is_brat(folder))
    throw InputError{fault +
                     "one of brat is one side; give both with --gold FOLDER --predicted FOLDER"};
  throw InputError{fault + "give its files"};
}

void open_raw_folder(const fs::path& folder, Intake& intake) {
  check_is_raw(folder);
  auto index = read_raw_index(folder);
  auto& test_set = intake.test_set;
  test_set.model = index.model;
  test_set.source.kind = index.kind;
  test_set.source.project = index.project;
  test_set.source.facts = std::move(index.facts);
  test_set.remarks = std::move(index.remarks);
  for (const auto& entry : index.files)
    place({.path = folder / entry.file, .name = entry.file, .sha256 = entry.sha256}, entry,
          intake.inputs);
  if (intake.inputs.documents.empty())
    throw InputError{printable((folder / "index.json").string()) + ": lists no result"};
}

void open_files(const Options& options, Intake& intake, const fs::path& to) {
  for (const auto& path : options.inputs) {
    if (is_folder(path))
      throw InputError{printable(path.string()) +
                       ": is a folder; give its files, or one raw folder of a fetch alone"};
    intake.inputs.documents.push_back(path == "-" ? spool_standard_input(to) : plain(path));
  }
  intake.inputs.gold = plain(options.gold);
  intake.inputs.predicted = plain(options.predicted);
  if (options.gold && intake.inputs.gold->name == intake.inputs.predicted->name) {
    intake.inputs.gold->name += " (gold)";
    intake.inputs.predicted->name += " (predicted)";
  }
}

// A folder of many small files is one input, recognised by their names and digests.
model::Input describe_folder(const InputFile& folder) {
  Sha256 digest;
  model::Input input;
  input.name = printable(folder.name);
  for (const auto& path : list_files(folder.path)) {
    const auto one = describe(plain(path));
    input.bytes += one.bytes;
    digest.add(one.name + '\0' + one.sha256);
  }
  input.sha256 = digest.finish();
  return input;
}

void find_texts(const Options& options, Inputs& inputs) {
  if (!options.texts)
    return;
  std::error_code unknown;
  if (is_folder(*options.texts))
    inputs.texts_folder = options.texts;
  else if (fs::is_regular_file(*options.texts, unknown))
    inputs.texts_file = plain(*options.texts);
  else
    throw InputError{printable(options.texts->string()) + ": is not there (--texts)"};
}

// A mark in the file is stronger than what the user says of all files.
void settle_encoding(InputFile& file, Intake& intake) {
  const auto& said = intake.options.encoding;
  file.encoding = is_folder(file.path) ? said : encoding_of(file, said);
  const auto& taken = file.encoding.empty() ? std::string{"UTF-8"} : file.encoding;
  if (!said.empty() && !equal_ignoring_case(taken, said) && !is_utf8_name(said))
    intake.test_set.remarks.push_back(printable(file.name) +
                                      ": has a byte order mark and is read as " + taken +
                                      ", not as " + printable(said));
}

}  // namespace

bool is_safe_below(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos)
    return false;
  return std::ranges::none_of(split(name, '/'), [](std::string_view part) { return part == ".."; });
}

model::Input describe(const InputFile& file) {
  Sha256 digest;
  model::Input input;
  input.name = printable(file.name);
  BlockReader reader{file.path};
  for (auto block = reader.next(); !block.empty(); block = reader.next()) {
    digest.add(block);
    input.bytes += block.size();
  }
  input.sha256 = digest.finish();
  if (!file.sha256.empty() && file.sha256 != input.sha256)
    throw InputError{printable(file.path.string()) +
                     ": is not what was fetched: its sha256 differs from index.json"};
  return input;
}

void find_inputs(Intake& intake, const fs::path& to) {
  const auto& options = intake.options;
  check_combination(options);
  check_different(options);
  if (options.inputs.size() == 1 && is_folder(options.inputs.front()))
    open_raw_folder(options.inputs.front(), intake);
  else
    open_files(options, intake, to);
  auto& inputs = intake.inputs;
  if (options.summary)
    inputs.summary = plain(*options.summary);
  if (options.export_file)
    inputs.exported = plain(*options.export_file);
  find_texts(options, inputs);
  if (!options.encoding.empty())
    check_encoding(options.encoding);
  auto& described = intake.test_set.source.inputs;
  for (const auto& file : inputs.documents)
    described.push_back(describe(file));
  for (const auto* file : {&inputs.gold, &inputs.predicted, &inputs.summary, &inputs.exported,
                           &inputs.project, &inputs.models, &inputs.texts_file})
    if (*file)
      described.push_back((is_folder((*file)->path) ? describe_folder : describe)(**file));
  say_copies(intake.test_set);
  for (auto* file : inputs.of_documents())
    settle_encoding(*file, intake);
  for (auto* file : {&inputs.summary, &inputs.exported})
    if (*file)
      settle_encoding(**file, intake);
}

}  // namespace errata::normalize
