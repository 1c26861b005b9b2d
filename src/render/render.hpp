// Stage 4: Analysis -> report.html, the text of the ticket, errors.csv, worklist.jsonl,
// analysis.json. Pure: the same Analysis gives the same bytes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"
#include "render/mask.hpp"
#include "render/ticket_dialect.hpp"

namespace errata::render {

// Where the style and the script of report.html stand: in the page itself, or in files beside it
// for servers whose policy forbids what stands in pages.
enum class Assets { within, external };
// What the words of the templates are written in.
inline constexpr std::string_view english = "en";
// That, and each LANGUAGE of a catalogue lang/LANGUAGE.json, sorted.
std::vector<std::string_view> languages();

struct Options {
  std::optional<std::filesystem::path> templates;  // overrides the embedded ones file by file
  std::string ticket;                              // shown beside the name, may be empty
  Assets assets = Assets::within;
  // Of report.html and the ticket's text, one of languages(); programs read analysis.json, in
  // English.
  std::string language{english};
  const TicketDialect* dialect = &ticket_dialects().front();
  std::size_t budget = dialect->budget;  // of the ticket's text, in the unit of the dialect
  TextPolicy text;                       // how much of the documents is shown
};

// Throws UsageError for a folder of templates that write_reports would refuse in any language.
void check_templates(const std::filesystem::path& folder);

// The files of a report, the one to open first.
std::vector<std::string_view> report_files(const Options& options);
// Whether a report may have a file of that name.
bool is_report_file(std::string_view name);

// Less than this a ticket's text cannot be held to: verdict and foot have to fit.
inline constexpr std::size_t least_budget = 10'000;

// Throws OutputError where one of `files` in `folder`, of any kind that errata writes, holds words
// of the documents that the policy keeps out.
void check_leaks(const model::Analysis& analysis, const Options& options,
                 const std::filesystem::path& folder, std::span<const std::string_view> files);

// The next document of the evaluation that the Analysis does not hold, or not whole, in full. False
// at the end. None: nobody has them.
using OtherDocuments = std::function<bool(model::DocumentResult& document)>;

// What errors.csv and worklist.jsonl would have without them, and whether they would lack
// something.
model::ListCounts lists_of_held(const model::Analysis& analysis);
bool needs_others(const model::Analysis& analysis);

// Writes the files of a report into an existing folder, masked as the policy says, and then looks
// for words that should not be there. errors.csv and worklist.jsonl have what `others` have beside
// what the Analysis holds, the other files the Analysis alone and these counts, which are returned.
// Throws OutputError (writing, or such words) or UsageError (a template of the user that is not
// right, a language that is not there), and what `others` throws.
model::ListCounts write_reports(const model::Analysis& analysis, const Options& options,
                                const std::filesystem::path& folder,
                                const OtherDocuments& others = {});

// analysis.json alone, as it is written.
std::string analysis_json(const model::Analysis& analysis);

// One sentence for the terminal: "tickets: micro F1 0.812 [0.774, 0.846], 3 findings".
std::string verdict(const model::Analysis& analysis);

// analysis.json -> the value it was written from: rendering it gives the same reports.
// Throws InputError naming the file.
model::Analysis read_analysis(const std::filesystem::path& path);
// The same of a copy: messages call it `name`.
model::Analysis read_analysis(const std::filesystem::path& path, const std::string& name);

}  // namespace errata::render
