#include "fuzz/promises.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

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

// Files of one input, made once.
struct Files {
  MemoryFile first, second, texts;
  test::Scratch scratch;
};

Files& files() {
  static Files made;
  return made;
}

// Gold, predicted and texts, as far as they are there.
std::vector<std::string_view> parts_of(std::string_view bytes) {
  constexpr std::string_view between = "\x1E\n";
  constexpr std::size_t most = 3;
  std::vector<std::string_view> parts;
  for (auto seam = bytes.find(between); parts.size() + 1 < most && seam != std::string_view::npos;
       seam = bytes.find(between)) {
    parts.push_back(bytes.substr(0, seam));
    bytes.remove_prefix(seam + between.size());
  }
  parts.push_back(bytes);
  return parts;
}

normalize::Takes takes_of(std::string_view format) {
  const auto known = normalize::known_formats();
  const auto found = std::ranges::find(known, format, &normalize::Format::name);
  return found == known.end() ? normalize::Takes::one_file : found->takes;
}

// A side in a folder of its own, as a document.
std::filesystem::path folder_of(const std::string& side, std::string_view annotations,
                                std::string_view text) {
  const auto& scratch = files().scratch;
  scratch.file(side + "/document.txt", text);
  return scratch.file(side + "/document.ann", annotations).parent_path();
}

void join_folders(const std::vector<std::string_view>& parts, normalize::Options& options) {
  const auto text = parts.size() > 2 ? parts[2] : std::string_view{};
  options.gold = folder_of("gold", parts[0], text);
  options.predicted = folder_of("predicted", parts.size() > 1 ? parts[1] : "", text);
}

void join_files(const std::vector<std::string_view>& parts, normalize::Options& options) {
  files().first.write(parts[0]);
  files().second.write(parts[1]);
  options.gold = files().first.path();
  options.predicted = files().second.path();
  if (parts.size() < 3)
    return;
  files().texts.write(parts[2]);
  options.texts = files().texts.path();
}

normalize::Options options_for(std::string_view format, std::string_view bytes) {
  normalize::Options options;
  options.format = format;
  options.max_issues = 1.0;
  const auto takes = takes_of(format);
  const auto parts = parts_of(bytes);
  if (takes == normalize::Takes::two_folders) {
    join_folders(parts, options);
  } else if (takes != normalize::Takes::one_file && parts.size() > 1) {
    join_files(parts, options);
  } else {
    files().first.write(bytes);
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
  if (options.texts)
    inputs.texts_file = normalize::InputFile{.path = *options.texts, .name = "texts"};
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
  promise(issues.adds_up(), "every record is used, skipped or rejected");
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
