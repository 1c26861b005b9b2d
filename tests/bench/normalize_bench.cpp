// What normalize_bench.py measures, each in a process of its own:
//
//   errata_normalize_bench read FILE...     every reader's work, without writing anything
//   errata_normalize_bench parse FILE...    simdjson alone on the same bytes, a line at a time in
//   .jsonl
//
// Prints the seconds that it took, warm file and program already loaded.
#include <chrono>
#include <cstdio>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "normalize/format.hpp"
#include "normalize/inputs.hpp"

using namespace errata;

namespace {

std::uint64_t read_documents(std::span<char*> files) {
  normalize::Options options;
  for (const auto* file : files)
    options.inputs.emplace_back(file);
  normalize::Intake intake{options};
  for (const auto& path : options.inputs)
    intake.inputs.documents.push_back({.path = path, .name = path.filename().string()});
  const auto reader = normalize::choose_format(intake).open(intake);
  std::uint64_t documents = 0;
  for (model::Document document; reader->next(document);)
    documents += intake.accept(document) ? 1U : 0U;
  return documents;
}

std::uint64_t parse_lines(const char* file) {
  json::Parser parser;
  json::element root;
  LineReader lines{file};
  std::uint64_t values = 0;
  for (std::string_view line; lines.next(line);)
    values += parser.try_parse_padded(line, root) ? 1U : 0U;
  return values;
}

std::uint64_t parse_whole(const char* file) {
  json::Parser parser;
  json::element root;
  return parser.try_parse(read_file(file), root) ? 1 : 0;
}

std::uint64_t parse(std::span<char*> files) {
  std::uint64_t values = 0;
  for (const auto* file : files)
    values += std::string_view{file}.ends_with(".jsonl") ? parse_lines(file) : parse_whole(file);
  return values;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3)
    return 2;
  const std::string_view mode{arguments[1]};
  const std::span files{arguments + 2, static_cast<std::size_t>(count - 2)};
  try {
    const auto begun = std::chrono::steady_clock::now();
    const auto found = mode == "read" ? read_documents(files) : parse(files);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf("%.6f %llu\n", took.count(), static_cast<unsigned long long>(found));
    return found > 0 ? 0 : 1;
  } catch (const Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
