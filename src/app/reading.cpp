#include "app/reading.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

#include "app/input_options.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
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

// The stage names files without their folders. Two of one name cannot be told apart.
std::string with_path(std::string fault, const std::vector<fs::path>& files,
                      const fs::path& folder) {
  const auto is_named = [&fault](const fs::path& file) {
    return file.has_filename() && fault.starts_with(printable(file.filename().string()) + ":");
  };
  if (std::ranges::count_if(files, is_named) != 1)
    return fault;
  const auto& file = *std::ranges::find_if(files, is_named);
  const auto name = printable(file.filename().string());
  return from_folder(file, folder) + fault.substr(name.size());
}

std::string head_of(const fs::path& file) {
  try {
    return std::string{BlockReader{file}.next()};
  } catch (const InputError&) {
    return {};
  }
}

// What the file looks like by its beginning, empty where it looks like nothing known.
std::string_view format_of(const fs::path& file) {
  const auto head = head_of(file);
  if (trimmed(head).empty())
    return {};
  for (const auto& format : normalize::known_formats())
    if (format.detects != nullptr && format.detects(head))
      return format.name;
  return {};
}

// "; the files are of mixed formats …: a.csv is csv, b.jsonl is errata-jsonl"
std::string mixture_in(const normalize::Options& input, const fs::path& folder) {
  if (!input.format.empty() || input.inputs.size() < 2)
    return {};
  std::map<std::string_view, std::string> first_of;
  for (const auto& file : input.inputs)
    if (const auto format = format_of(file); file != "-" && !format.empty())
      first_of.try_emplace(format, from_folder(file, folder));
  if (first_of.size() < 2)
    return {};
  std::string examples;
  for (const auto& [format, file] : first_of)
    examples += (examples.empty() ? "" : ", ") + file + " is " + std::string{format};
  return "; the files are of mixed formats, and only one is read: " + examples;
}

bool names_option(std::string_view fault, std::string_view option) {
  const auto flag = "--" + std::string{option};
  const auto at = fault.find(flag);
  const auto behind = at == fault.npos ? std::string_view{} : fault.substr(at + flag.size());
  const bool goes_on =
      !behind.empty() && (behind[0] == '-' || (behind[0] >= 'a' && behind[0] <= 'z'));
  return at != fault.npos && !goes_on;
}

// "; in nightly.ini that is written columns = …"
std::string keys_for(std::string_view fault, const fs::path& config) {
  std::string keys;
  for (const auto& option : input_options())
    if (names_option(fault, option.name))
      keys += (keys.empty() ? "" : ", ") + std::string{option.name} + " = …";
  return keys.empty()
             ? ""
             : "; in " + printable(config.filename().string()) + " that is written " + keys;
}

}  // namespace

model::TestSet read_files(const normalize::Options& input, const fs::path& to) {
  return read(input, to, [&](std::string fault) {
    return with_path(std::move(fault), files_of(input), {}) + mixture_in(input, {});
  });
}

model::TestSet read_files_of(const fs::path& config, const normalize::Options& input,
                             const fs::path& to) {
  const auto folder = config.parent_path();
  return read(input, to, [&](std::string fault) {
    const auto keys = keys_for(fault, config);
    return with_path(std::move(fault), files_of(input), folder) + keys + mixture_in(input, folder);
  });
}

}  // namespace errata::app
