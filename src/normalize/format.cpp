#include "normalize/format.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/open_input.hpp"
#include "normalize/option_use.hpp"
#include "normalize/read_brat.hpp"

namespace errata::normalize {

namespace {

std::string names_of_all() {
  std::string names;
  for (const auto& format : known_formats())
    names += (names.empty() ? "" : ", ") + std::string{format.name};
  return names;
}

const Format& named(const std::string& name) {
  for (const auto& format : known_formats())
    if (format.name == name)
      return format;
  throw UsageError{"--format " + printable(name) + ": unknown format" +
                   did_you_mean(name, names_of(known_formats())) + " (known are " + names_of_all() +
                   ")"};
}

std::string known_head(const InputFile& file) {
  auto head = read_head(file);
  if (trimmed(head).empty())
    throw InputError{printable(file.name) + ": is empty"};
  return head;
}

// Bytes that no text has, in whatever encoding.
bool has_controls(std::string_view head) {
  return std::ranges::any_of(
      head, [](char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r'; });
}

// Where the head stops being text, or npos. A long head may be cut inside a character.
std::size_t find_binary(std::string_view head) {
  const auto invalid = find_invalid_utf8(head);
  const bool is_cut =
      head.size() >= head_size && invalid != std::string_view::npos && head.size() - invalid < 4;
  return std::min(head.find('\0'), is_cut ? std::string_view::npos : invalid);
}

// Whether every second byte of the first hundred is NUL, as of text of most languages in UTF-16.
std::string_view likely_utf16(std::string_view head) {
  constexpr std::size_t some = 100;
  std::array<std::size_t, 2> nul{}, all{};
  for (std::size_t i = 0; i < std::min(some, head.size()); ++i) {
    ++all[i % 2];
    nul[i % 2] += head[i] == '\0';
  }
  if (nul[0] == 0 && 2 * nul[1] > all[1])
    return "UTF-16LE";
  return nul[1] == 0 && 2 * nul[0] > all[0] ? "UTF-16BE" : "";
}

[[noreturn]] void fail_as_binary(const InputFile& file, std::string_view head, std::size_t at) {
  const auto name = printable(file.name);
  if (!has_controls(head))
    check_is_text(head, file);
  const std::string fault = head[at] == '\0' ? "NUL" : "invalid UTF-8";
  const auto encoding = file.encoding.empty() ? likely_utf16(head) : "";
  throw InputError{
      name + ": unknown format: not text (" + fault + " at byte " + std::to_string(at) + ")" +
      (encoding.empty() ? "" : "; if it is UTF-16, say --encoding ") + std::string{encoding}};
}

std::string said_of(const InputFile& file, const Format& taken, const std::string& others) {
  return printable(file.name) + " is read as " + std::string{taken.name} + ", because " +
         std::string{taken.sign} + "; it looks like " + others +
         " as well, which --format would choose";
}

void say_if_several(const std::vector<const Format*>& fitting, Intake& intake) {
  std::string others;
  for (const auto* format : fitting)
    if (format != fitting.front() && !format->is_general)
      others += (others.empty() ? "" : ", ") + std::string{format->name};
  if (!others.empty())
    intake.test_set.remarks.push_back(said_of(intake.inputs.first(), *fitting.front(), others));
}

// What a head fits, in the order in which formats are tried, and where it stops being text.
struct Look {
  std::size_t broken;
  std::vector<const Format*> fitting;
};

// Bytes that are no UTF-8 are a matter of their records where the rest is text. JSON is known by
// its first line and has its own words for what is wrong behind; a table is known by little more
// than a comma, so that nothing binary may be taken for one.
Look look_at(std::string_view head, bool has_columns = false) {
  Look look{find_binary(head), {}};
  const auto binary = has_controls(head) ? look.broken : std::string_view::npos;
  if (binary < head.find('\n', head.find_first_not_of(" \t\r\n")))
    return look;
  for (const auto& format : known_formats()) {
    const bool is_asked = has_columns && format.detects_with_columns != nullptr;
    const auto detects = is_asked ? format.detects_with_columns : format.detects;
    if (detects != nullptr && (!format.is_plain || binary == std::string_view::npos) &&
        detects(head))
      look.fitting.push_back(&format);
  }
  return look;
}

const Format& detected(Intake& intake) {
  const auto& file = intake.inputs.first();
  const auto head = known_head(file);
  // a file by its path was known by the command already
  if (file.is_spooled && head.substr(0, 4096).find("\"errata/analysis/") != head.npos)
    throw InputError{printable(file.name) +
                     ": is an analysis; give what it was made from, or run errata "
                     "render on it"};
  const auto [broken, fitting] = look_at(head, !intake.options.columns.empty());
  say_if_several(fitting, intake);
  if (!fitting.empty())
    return *fitting.front();
  if (broken != std::string_view::npos)
    fail_as_binary(file, head, broken);
  const auto hint = intake.options.columns.empty()
                        ? ""
                        : "; columns of tokens and tags are read with --format conll";
  throw InputError{printable(file.name) + ": unknown format; known are " + names_of_all() + hint};
}

bool is_folder(const InputFile& file) {
  std::error_code unknown;
  return std::filesystem::is_directory(file.path, unknown);
}

const Format& detected_folder(const InputFile& folder) {
  if (!is_brat(folder.path))
    throw InputError{printable(folder.name) +
                     ": is a folder without .ann files; give two folders of brat, or two files"};
  return named("brat");
}

const Format& named_or_detected(Intake& intake) {
  const auto& first = intake.inputs.first();
  const auto& name = intake.options.format;
  if (is_folder(first))
    return name.empty() ? detected_folder(first) : named(name);
  if (name.empty())
    return detected(intake);
  const auto& format = named(name);
  if (format.takes != Takes::two_folders)
    known_head(first);
  return format;
}

void check_sides(const Format& format, const Inputs& inputs) {
  const std::string name{format.name};
  const auto& first = inputs.first();
  const bool are_folders = format.takes == Takes::two_folders;
  if (inputs.gold && format.takes == Takes::one_file)
    throw UsageError{"--gold, --predicted: format " + name + " does not join two files"};
  if (!inputs.gold && (are_folders || format.takes == Takes::two_files))
    throw InputError{printable(first.name) + ": a " + (are_folders ? "folder" : "file") + " of " +
                     name + " holds one side; give both with --gold and --predicted"};
  if (!inputs.gold)
    return;
  for (const auto* side : {&*inputs.gold, &*inputs.predicted})
    if (is_folder(*side) != are_folders)
      throw InputError{printable(side->name) + ": is " + (are_folders ? "no" : "a") +
                       " folder, where format " + name + " has " +
                       (are_folders ? "two of them" : "two files")};
}

}  // namespace

const Format* format_of(const std::filesystem::path& path, const std::string& encoding) {
  std::error_code unknown;
  if (path == "-" || !std::filesystem::is_regular_file(path, unknown))
    return nullptr;
  try {
    InputFile file{.path = path, .name = path.filename().string()};
    file.encoding = encoding_of(file, encoding);
    const auto fitting = look_at(known_head(file)).fitting;
    return fitting.empty() ? nullptr : fitting.front();
  } catch (const Error&) {
    return nullptr;
  }
}

const Format& choose_format(Intake& intake) {
  const auto& format = named_or_detected(intake);
  const auto& inputs = intake.inputs;
  check_sides(format, inputs);
  check_options(format, intake.options);
  if (inputs.texts_file && !format.has_text_lines)
    throw InputError{printable(inputs.texts_file->path.string()) +
                     ": is a file; --texts is a folder of texts, but for format lines"};
  if (inputs.texts_folder && format.has_text_lines)
    throw InputError{printable(inputs.texts_folder->string()) +
                     ": is a folder; --texts of format " + std::string{format.name} +
                     " is a file with a text a line"};
  return format;
}

}  // namespace errata::normalize
