#include "fuzz/promises.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/unicode.hpp"
#include "fuzz/memory_file.hpp"
#include "normalize/format.hpp"
#include "normalize/intake.hpp"
#include "normalize/normalize.hpp"
#include "normalize/offsets.hpp"
#include "support/scratch.hpp"

namespace errata::fuzz {

namespace {

constexpr std::string_view between_files = "\x1E\n";

// Files of one input, made once.
struct Files {
  MemoryFile first, second;
  test::Scratch scratch;
};

Files& files() {
  static Files made;
  return made;
}

normalize::Options options_for(std::string_view format, std::string_view bytes) {
  normalize::Options options;
  options.format = format;
  options.max_issues = 1.0;
  const auto seam = bytes.find(between_files);
  const bool joins = seam != std::string_view::npos && (format == "conll" || format == "csv");
  files().first.write(bytes.substr(0, joins ? seam : bytes.size()));
  if (joins) {
    files().second.write(bytes.substr(seam + between_files.size()));
    options.gold = files().first.path();
    options.predicted = files().second.path();
  } else {
    options.inputs = {files().first.path()};
  }
  return options;
}

normalize::Inputs inputs_of(const normalize::Options& options) {
  normalize::Inputs inputs;
  if (options.gold) {
    inputs.gold = normalize::InputFile{.path = *options.gold, .name = "gold"};
    inputs.predicted = normalize::InputFile{.path = *options.predicted, .name = "predicted"};
  } else {
    inputs.documents = {{.path = options.inputs.front(), .name = "x"}};
  }
  return inputs;
}

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check(const model::Document& document) {
  promise(find_invalid_utf8(document.text) == std::string_view::npos, "texts are UTF-8");
  promise(find_invalid_utf8(document.id) == std::string_view::npos, "ids are UTF-8");
  for (const auto* side : {&document.gold, &document.predicted})
    for (const auto& a : *side) {
      promise(a.begin <= a.end, "spans do not end before they begin");
      if (!document.has_text || document.unit != OffsetUnit::bytes)
        continue;
      promise(a.end <= document.text.size(), "spans lie inside their text");
      promise(is_boundary(document.text, a.begin) && is_boundary(document.text, a.end),
              "spans end at characters");
    }
}

void check_counts(const model::IssueLog& issues, std::uint64_t documents) {
  promise(issues.seen == issues.used + issues.skipped, "every record is used or skipped");
  promise(issues.used == documents, "every document is counted");
}

void read_all_documents(const normalize::Options& options) {
  normalize::Intake intake{options};
  intake.inputs = inputs_of(options);
  const auto reader = normalize::choose_format(intake).open(intake);
  model::Document document;
  std::uint64_t documents = 0;
  while (reader->next(document)) {
    if (!intake.accept(document))
      continue;
    ++documents;
    check(document);
  }
  intake.finish();
  const bool carries_counts = intake.test_set.source.kind == "errata-jsonl";
  if (!carries_counts)
    promise(intake.test_set.issues.seen >= documents, "every document was seen");
}

void go_round(const normalize::Options& options) {
  const auto once = files().scratch.path() / "once.jsonl";
  const auto twice = files().scratch.path() / "twice.jsonl";
  const auto written = normalize::normalize(options, once);
  check_counts(written.issues, written.issues.used);
  normalize::Options again;
  again.inputs = {once};
  again.max_issues = 1.0;
  again.name = written.name;
  auto first = read_file(once);
  normalize::normalize(again, twice);
  promise(first == read_file(twice), "what was written reads the same");
}

bool is_one_line(std::string_view words) {
  return !words.empty() && words.find('\n') == std::string_view::npos &&
         find_invalid_utf8(words) == std::string_view::npos;
}

}  // namespace

void promise(bool is_kept, std::string_view words) {
  if (is_kept)
    return;
  std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(words.size()), words.data());
  std::abort();
}

void read_as(std::string_view format, std::string_view bytes) {
  const auto options = options_for(format, bytes);
  std::size_t sum = bytes.size();
  for (const char c : bytes)
    sum = sum * 31 + static_cast<unsigned char>(c);
  try {
    read_all_documents(options);
    if (sum % 16 == 0)
      go_round(options);
  } catch (const Error& e) {
    promise(is_one_line(e.what()), "an error is one line of text");
  }
}

}  // namespace errata::fuzz
