#include "normalize/format.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
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
     .open = read_errata_jsonl},
    {.name = "azure-evaluation",
     .summary = "evaluation results of Azure AI Language, with summary, project export and texts",
     .example =
         R"({"value":[{"location":"a.txt","language":"en","projectKind":"CustomSingleLabelClassification",
"customSingleLabelClassificationResult":{"expectedClass":"Billing","predictedClass":"Refund"}}]})",
     .joins_two_files = false,
     .detects = is_azure_evaluation,
     .open = read_azure_evaluation},
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
     .open = read_conll},
    {.name = "tsv",
     .summary = "classification, cells between tabs, or two files of these",
     .example = "text\tgold\tpredicted\nWhere is my money?\tRefund\tBilling",
     .joins_two_files = true,
     .detects = is_tsv,
     .open = read_tsv},
    {.name = "csv",
     .summary = "classification, cells between commas or semicolons, or two files of these",
     .example = "text,gold,predicted,score\n\"Hello, you\",Greeting,Greeting,0.93",
     .joins_two_files = true,
     .detects = is_csv,
     .open = read_csv},
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

constexpr std::size_t enough = std::size_t{64} << 10U;

std::string read_head(const InputFile& file) {
  constexpr std::size_t longest_line = std::size_t{16} << 20U;
  BlockReader reader{file.path};
  std::string head;
  for (auto block = reader.next(); !block.empty() && head.size() < longest_line;
       block = reader.next()) {
    head += block;
    if (head.size() >= enough && head.find('\n') != std::string::npos)
      break;
  }
  head.resize(std::min(head.size(), std::max(enough, head.find('\n'))));
  if (head.starts_with("\xEF\xBB\xBF"))
    head.erase(0, 3);
  if (trimmed(head).empty())
    throw InputError{printable(file.name) + ": is empty"};
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
    throw InputError{printable(file.name) +
                     ": is UTF-16; convert it first, for example with iconv -f UTF-16 -t UTF-8"};
  return head;
}

// Where the head stops being text, or npos. A long head may be cut inside a character.
std::size_t find_binary(std::string_view head) {
  const auto invalid = find_invalid_utf8(head);
  const bool is_cut =
      head.size() >= enough && invalid != std::string_view::npos && head.size() - invalid < 4;
  return std::min(head.find('\0'), is_cut ? std::string_view::npos : invalid);
}

// Bytes that no text has, in whatever encoding.
bool has_controls(std::string_view head) {
  return std::ranges::any_of(
      head, [](char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r'; });
}

[[noreturn]] void fail_as_binary(const InputFile& file, std::string_view head, std::size_t at) {
  const auto name = printable(file.name);
  if (!has_controls(head))
    throw InputError{name + ": is not valid UTF-8 at byte " + std::to_string(at) + "; " +
                     std::string{how_to_convert}};
  const std::string fault = head[at] == '\0' ? "NUL" : "invalid UTF-8";
  throw InputError{name + ": unknown format: not text (" + fault + " at byte " +
                   std::to_string(at) + ")"};
}

// JSON is known by its first line and has its own words for what is wrong behind; a table is known
// by little more than a comma, so all of its head must be text.
const Format& detected(const InputFile& file) {
  const auto head = read_head(file);
  // a file by its path was known by the command already
  if (file.is_spooled && head.substr(0, 4096).find("\"errata/analysis/") != head.npos)
    throw InputError{printable(file.name) + ": is an analysis; run errata render on it"};
  const auto binary = find_binary(head);
  if (binary < head.find('\n', head.find_first_not_of(" \t\r\n")))
    fail_as_binary(file, head, binary);
  for (const auto& format : formats_in_order)
    if (format.detects(head) && (!format.joins_two_files || binary == std::string_view::npos))
      return format;
  if (binary != std::string_view::npos)
    fail_as_binary(file, head, binary);
  throw InputError{printable(file.name) + ": unknown format; known are " + names_of_all()};
}

}  // namespace

std::span<const Format> known_formats() {
  return formats_in_order;
}

const Format& choose_format(const Options& options, const Inputs& inputs) {
  const auto& format = options.format.empty() ? detected(inputs.first()) : named(options.format);
  if (!options.format.empty())
    read_head(inputs.first());
  if (inputs.gold && !format.joins_two_files)
    throw UsageError{"--gold, --predicted: format " + std::string{format.name} +
                     " does not join two files"};
  return format;
}

}  // namespace errata::normalize
