// Runs the normalize stage on a few files and shows what came out.
#pragma once

#include <cerrno>  // program_invocation_short_name
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "core/files.hpp"
#include "model/document.hpp"
#include "normalize/evaluation_reader.hpp"
#include "normalize/normalize.hpp"
#include "support/scratch.hpp"

namespace errata::test {

struct Normalized {
  model::TestSet test_set;
  model::LabelSet labels;
  std::vector<model::Document> documents;
  std::string bytes;  // of evaluation.jsonl
};

// A copy of each evaluation that errata writes here, for the test that holds them against the
// schema.
inline void keep(const std::filesystem::path& path) {
  static int kept = 0;
  if (const auto* folder = std::getenv("ERRATA_KEEP_EVALUATIONS"))
    std::filesystem::copy_file(
        path,
        std::filesystem::path{folder} /
            (std::string{::program_invocation_short_name} + "-" + std::to_string(::getpid()) + "-" +
             std::to_string(++kept) + ".jsonl"),
        std::filesystem::copy_options::overwrite_existing);
}

inline Normalized read_evaluation(const std::filesystem::path& path) {
  normalize::EvaluationReader reader{path};
  Normalized read{.test_set = reader.test_set(),
                  .labels = reader.labels(),
                  .documents = {},
                  .bytes = read_file(path)};
  for (model::Document document; reader.next(document);)
    read.documents.push_back(document);
  return read;
}

// An evaluation that errata itself wrote.
inline Normalized read_back(const std::filesystem::path& path) {
  keep(path);
  return read_evaluation(path);
}

inline Normalized normalized(const normalize::Options& options, const Scratch& scratch) {
  const auto to = scratch.path() / "evaluation.jsonl";
  normalize::normalize(options, to);
  return read_back(to);
}

// The stage on files of a test, where any number of records may be unreadable.
struct Stage {
  Scratch scratch;
  normalize::Options options;

  Normalized read(const std::string& name, const std::string& content) {
    options.max_issues = 1.0;
    options.inputs = {scratch.file(name, content)};
    return normalized(options, scratch);
  }

  // The sides in files of their own, gold.txt and system.txt with `ending` for ".txt".
  Normalized join(const std::string& ending, const std::string& gold,
                  const std::string& predicted) {
    options.max_issues = 1.0;
    options.gold = scratch.file("gold" + ending, gold);
    options.predicted = scratch.file("system" + ending, predicted);
    return normalized(options, scratch);
  }
};

// `content` as an input of the format, on both sides where these are apart.
inline Normalized read_example(const normalize::FormatInfo& format, std::string_view content) {
  const Scratch scratch;
  normalize::Options options;
  const bool are_folders = format.takes == normalize::Takes::two_folders;
  const auto place = [&](const std::string& side) {
    const auto path = scratch.file(side + (are_folders ? "/x.ann" : "/x.bin"), content);
    return are_folders ? path.parent_path() : path;
  };
  const bool is_whole =
      format.takes == normalize::Takes::one_file || format.takes == normalize::Takes::one_or_two;
  if (is_whole) {
    options.inputs = {place("gold")};
  } else {
    options.gold = place("gold");
    options.predicted = place("predicted");
  }
  return normalized(options, scratch);
}

// "Person 7-17", "Billing", "Refund 0.7": a side as a reader would say it.
inline std::vector<std::string> said(const Normalized& of,
                                     const std::vector<model::Annotation>& side) {
  std::vector<std::string> words;
  for (const auto& a : side) {
    auto word = of.labels.name(a.label);
    if (a.end > 0)
      word += " " + std::to_string(a.begin) + "-" + std::to_string(a.end);
    words.push_back(word);
  }
  return words;
}

}  // namespace errata::test
