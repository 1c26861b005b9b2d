// Reads evaluation.jsonl, the common schema, one document at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"

namespace errata::normalize {

// Files that normalize() wrote: a header, then documents; a fault is an InputError that names file
// and line. Memory is bounded by the longest line.
class EvaluationReader {
 public:
  explicit EvaluationReader(const std::filesystem::path& path);
  // The same of a copy: messages call it `name`.
  EvaluationReader(const std::filesystem::path& path, std::string name);
  ~EvaluationReader();
  EvaluationReader(EvaluationReader&&) noexcept;

  const model::TestSet& test_set() const;

  // All labels of the header, in its order, or by name where it lists none, so that ids mean the
  // same in every pass and shard.
  const model::LabelSet& labels() const;

  // The next document into the caller's, whose buffers are reused. False at the end.
  bool next(model::Document& document);

  // The byte at which the document that was read last begins.
  std::uint64_t offset() const;

  // next() reads the document that begins there, behind `before` others.
  void go_to(std::uint64_t offset, std::uint64_t before);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::normalize
