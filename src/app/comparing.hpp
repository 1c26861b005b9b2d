// The stage between analyze and render that needs two evaluations.
#pragma once

#include <filesystem>
#include <string>

#include "analyze/thresholds.hpp"
#include "model/analysis.hpp"
#include "normalize/normalize.hpp"

namespace errata::app {

// An evaluation.jsonl and what messages call it.
struct Evaluation {
  std::filesystem::path file;
  std::string name;
};

// `after` against `before`, which reports call `baseline`: two passes over each, in memory of some
// hundred bytes a document, and the same thresholds for both. Throws InputError where their tasks
// differ.
model::Comparison compare_files(const Evaluation& before, const Evaluation& after,
                                const std::string& baseline, const analyze::Thresholds& thresholds);

// `path` as an evaluation.jsonl: that of a run folder as it is, files of any other format as
// `input` says, written to `to`, which must be removed where it is there then.
Evaluation evaluation_from(const std::filesystem::path& path, normalize::Options input,
                           const std::filesystem::path& to);

// "same test set, 96 documents compared, 3 new and 5 fixed errors"
std::string counts_of(const model::Comparison& comparison);

}  // namespace errata::app
