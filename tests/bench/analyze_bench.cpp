// What analyze_bench.py measures, each in a process of its own and on one thread:
//
//   errata_analyze_bench parse FILE    simdjson alone, a line at a time
//   errata_analyze_bench read FILE     the same up to checked documents, nothing counted
//   errata_analyze_bench count FILE    the counting pass: read, and added into a tally
//
// FILE is an evaluation.jsonl. Prints the seconds that it took, warm file and program already
// loaded, and the documents.
#include <cstdio>
#include <ctime>
#include <string_view>

#include "analyze/tally.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "normalize/evaluation_reader.hpp"

using namespace errata;

namespace {

std::uint64_t parse(const char* file) {
  json::Parser parser;
  json::element root;
  LineReader lines{file};
  std::uint64_t documents = 0;
  for (std::string_view line; lines.next(line);)
    documents += parser.try_parse_padded(line, root) ? 1U : 0U;
  return documents > 0 ? documents - 1 : 0;  // the first is the header
}

std::uint64_t read(const char* file) {
  normalize::EvaluationReader reader{file};
  std::uint64_t documents = 0;
  for (model::Document document; reader.next(document);)
    documents += 1;
  return documents;
}

std::uint64_t count(const char* file) {
  normalize::EvaluationReader reader{file};
  analyze::Tally tally{reader.test_set().task, reader.labels().size()};
  for (model::Document document; reader.next(document);)
    tally.add(document);
  return tally.documents;
}

struct Mode {
  std::string_view name;
  std::uint64_t (*run)(const char* file);
};
constexpr Mode modes[] = {{"parse", parse}, {"read", read}, {"count", count}};

}  // namespace

int main(int arguments, char** argument) {
  if (arguments != 3)
    return 2;
  try {
    for (const auto& mode : modes)
      if (mode.name == argument[1]) {
        const auto begun = std::clock();
        const auto documents = mode.run(argument[2]);
        const double took = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
        std::printf("%.6f %llu\n", took, static_cast<unsigned long long>(documents));
        return documents > 0 ? 0 : 1;
      }
  } catch (const Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  return 1;
}
