#include "app/reading.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "app/input_options.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/format.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

using Reword = std::function<std::string(std::string fault)>;

model::TestSet read(const normalize::Options& input, const fs::path& to, const Reword& reword) {
  try {
    return normalize::normalize(input, to);
  } catch (const InputError& e) {
    throw InputError{reword(e.what())};
  } catch (const UsageError& e) {
    throw UsageError{reword(e.what())};
  }
}

std::vector<fs::path> files_of(const normalize::Options& input) {
  auto files = input.inputs;
  for (const auto* path : {&input.gold, &input.predicted, &input.summary, &input.export_file})
    if (*path)
      files.push_back(**path);
  return files;
}

std::string from_folder(const fs::path& path, const fs::path& folder) {
  if (folder.empty())
    return printable(path.string());
  const auto relative = path.lexically_normal().lexically_relative(folder.lexically_normal());
  const bool is_below = !relative.empty() && *relative.begin() != "..";
  return printable(is_below ? relative.string() : path.string());
}

// The file that the fault is about; the stage names it without its folder. Nothing where that is
// none, or one of two that have one name.
const fs::path* culprit_of(std::string_view fault, const std::vector<fs::path>& files) {
  const auto is_named = [fault](const fs::path& file) {
    return file.has_filename() && fault.starts_with(printable(file.filename().string()) + ":");
  };
  return std::ranges::count_if(files, is_named) == 1 ? &*std::ranges::find_if(files, is_named)
                                                     : nullptr;
}

std::string with_path(std::string fault, const fs::path* culprit, const fs::path& folder) {
  if (culprit == nullptr)
    return fault;
  const auto name = printable(culprit->filename().string());
  return from_folder(*culprit, folder) + fault.substr(name.size());
}

bool is_json(const normalize::Format& format) {
  return format.detects != nullptr && !format.is_plain;
}

// JSON of no known form beside a known one is rather a part of it: a page that was cut short, a
// list of nothing, records without gold.
bool are_mixed(const normalize::Format& a, const normalize::Format& b) {
  const bool may_be_one = is_json(a) && is_json(b) && (a.is_general || b.is_general);
  return &a != &b && !may_be_one;
}

// "; the files are of mixed formats …: a.csv is csv, b.jsonl is errata-jsonl", where that is why
// `culprit` could not be read as the first file was.
std::string mixture_in(const normalize::Options& input, const fs::path* culprit,
                       const fs::path& folder) {
  const auto& files = input.inputs;
  const bool is_later = culprit != nullptr && !files.empty() && *culprit != files.front() &&
                        std::ranges::find(files, *culprit) != files.end();
  if (!is_later || !input.format.empty())
    return {};
  const auto* taken = normalize::format_of(files.front(), input.encoding);
  const auto* other = normalize::format_of(*culprit, input.encoding);
  if (taken == nullptr || other == nullptr || !are_mixed(*taken, *other))
    return {};
  return "; the files are of mixed formats, and only one is read: " +
         from_folder(files.front(), folder) + " is " + std::string{taken->name} + ", " +
         from_folder(*culprit, folder) + " is " + std::string{other->name};
}

bool names_option(std::string_view fault, std::string_view option) {
  const auto flag = "--" + std::string{option};
  const auto at = fault.find(flag);
  const auto behind = at == fault.npos ? std::string_view{} : fault.substr(at + flag.size());
  const bool goes_on =
      !behind.empty() && (behind[0] == '-' || (behind[0] >= 'a' && behind[0] <= 'z'));
  return at != fault.npos && !goes_on;
}

}  // namespace

model::TestSet read_files(const normalize::Options& input, const fs::path& to) {
  const auto files = files_of(input);
  return read(input, to, [&](std::string fault) {
    const auto* culprit = culprit_of(fault, files);
    return with_path(std::move(fault), culprit, {}) + mixture_in(input, culprit, {});
  });
}

model::TestSet read_files_of(const fs::path& config, const normalize::Options& input,
                             const fs::path& to) {
  const auto folder = config.parent_path();
  const auto files = files_of(input);
  return read(input, to, [&](std::string fault) {
    const auto* culprit = culprit_of(fault, files);
    const auto keys = keys_for(fault, config);
    return with_path(std::move(fault), culprit, folder) + keys + mixture_in(input, culprit, folder);
  });
}

std::string keys_for(std::string_view said, const fs::path& config) {
  std::string keys;
  for (const auto& option : input_options())
    if (names_option(said, option.name))
      keys += (keys.empty() ? "" : ", ") + std::string{option.name} + " = …";
  return keys.empty()
             ? ""
             : "; in " + printable(config.filename().string()) + " that is written " + keys;
}

}  // namespace errata::app
