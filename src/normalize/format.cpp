#include "normalize/format.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/open_input.hpp"
#include "normalize/read_azure.hpp"
#include "normalize/read_conll.hpp"
#include "normalize/read_csv.hpp"
#include "normalize/read_errata_jsonl.hpp"
#include "normalize/read_json_records.hpp"

namespace errata::normalize {

namespace {

constexpr Format formats_in_order[] = {
    {.name = "errata-jsonl",
     .summary = "the common schema: a document a line, a header before them or none",
     .example =
         R"({"id":"a","text":"Call Ana","gold":[{"label":"Person","start":5,"end":8}],"predicted":[]}
{"id":"b","text":"by May","gold":[],"predicted":[{"label":"Date","start":3,"end":6,"score":0.7}]})",
     .joins_two_files = false,
     .detects = is_errata_jsonl,
     .open = read_errata_jsonl,
     .sign = "it has a header or documents of the schema"},
    {.name = "azure-evaluation",
     .summary = "evaluation results of Azure AI Language, with summary, project export and texts",
     .example =
         R"({"value":[{"location":"a.txt","language":"en","projectKind":"CustomSingleLabelClassification",
"customSingleLabelClassificationResult":{"expectedClass":"Billing","predictedClass":"Refund"}}]})",
     .joins_two_files = false,
     .detects = is_azure_evaluation,
     .open = read_azure_evaluation,
     .sign = "it has fields of the service's results"},
    {.name = "json",
     .summary = "objects in a list or one a line; --columns names their fields",
     .example = R"([{"text":"thank you!","true_labels":["joy"],"predicted_labels":["joy","love"]},
{"text":"no","true_labels":[],"predicted_labels":["anger"]}])",
     .joins_two_files = false,
     .detects = is_json_records,
     .open = read_json_records},
    {.name = "conll",
     .summary =
         "tokens with gold and predicted tags (BIO, IOB1, IOBES, BILOU), or two files of these",
     .example = "EU B-ORG B-ORG\nrejects O B-MISC",
     .joins_two_files = true,
     .detects = is_conll,
     .open = read_conll,
     .sign = "every line ends with a tag"},
    {.name = "tsv",
     .summary = "classification, cells between tabs, or two files of these",
     .example = "text\tgold\tpredicted\nWhere is my money?\tRefund\tBilling",
     .joins_two_files = true,
     .detects = is_tsv,
     .open = read_tsv,
     .sign = "its first line has tabs",
     .takes_text_lines = true},
    {.name = "csv",
     .summary = "classification, cells between commas or semicolons, or two files of these",
     .example = "text,gold,predicted,score\n\"Hello, you\",Greeting,Greeting,0.93",
     .joins_two_files = true,
     .detects = is_csv,
     .open = read_csv,
     .sign = "its first line has commas or semicolons, or is a label",
     .takes_text_lines = true},
};

std::string names_of_all() {
  std::string names;
  for (const auto& format : formats_in_order)
    names += (names.empty() ? "" : ", ") + std::string{format.name};
  return names;
}

const Format& named(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& format : formats_in_order) {
    if (format.name == name)
      return format;
    names.push_back(format.name);
  }
  throw UsageError{"--format " + printable(name) + ": unknown format" + did_you_mean(name, names) +
                   " (known are " + names_of_all() + ")"};
}

std::string read_head(const InputFile& file) {
  BlockReader reader{open_input(file)};
  std::string head;
  for (auto block = reader.next(); !block.empty() && head.size() < longest_head;
       block = reader.next()) {
    head += block;
    if (head.size() >= head_size && head.find('\n') != std::string::npos)
      break;
  }
  head.resize(std::min(head.size(), std::max(head_size, head.find('\n'))));
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
         std::string{taken.sign.empty() ? taken.summary : taken.sign} + "; it looks like " +
         others + " as well, which --format would choose";
}

// Bytes that are no UTF-8 are a matter of their records where the rest is text. JSON is known by
// its first line and has its own words for what is wrong behind; a table is known by little more
// than a comma, so that nothing binary may be taken for one.
const Format& detected(const InputFile& file, std::vector<std::string>& remarks) {
  const auto head = read_head(file);
  // a file by its path was known by the command already
  if (file.is_spooled && head.substr(0, 4096).find("\"errata/analysis/") != head.npos)
    throw InputError{printable(file.name) + ": is an analysis; run errata render on it"};
  const auto broken = find_binary(head);
  const auto binary = has_controls(head) ? broken : std::string_view::npos;
  if (binary < head.find('\n', head.find_first_not_of(" \t\r\n")))
    fail_as_binary(file, head, binary);
  const auto fits = [&](const Format& format) {
    return format.detects(head) && (!format.joins_two_files || binary == std::string_view::npos);
  };
  const Format* taken = nullptr;
  std::string others;
  for (const auto& format : formats_in_order) {
    if (!fits(format))
      continue;
    if (taken == nullptr)
      taken = &format;
    else if (!format.sign.empty())
      others += (others.empty() ? "" : ", ") + std::string{format.name};
  }
  if (!others.empty())
    remarks.push_back(said_of(file, *taken, others));
  if (taken != nullptr)
    return *taken;
  if (broken != std::string_view::npos)
    fail_as_binary(file, head, broken);
  throw InputError{printable(file.name) + ": unknown format; known are " + names_of_all()};
}

}  // namespace

std::span<const Format> known_formats() {
  return formats_in_order;
}

const Format& choose_format(Intake& intake) {
  const auto& options = intake.options;
  const auto& inputs = intake.inputs;
  const auto& format = options.format.empty() ? detected(inputs.first(), intake.test_set.remarks)
                                              : named(options.format);
  if (!options.format.empty())
    read_head(inputs.first());
  if (inputs.gold && !format.joins_two_files)
    throw UsageError{"--gold, --predicted: format " + std::string{format.name} +
                     " does not join two files"};
  if (inputs.text_lines && !format.takes_text_lines)
    throw UsageError{"--texts " + printable(inputs.text_lines->name) + ": format " +
                     std::string{format.name} + " takes no file of texts, one a line"};
  return format;
}

}  // namespace errata::normalize
