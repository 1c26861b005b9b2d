#include "app/comparing.hpp"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analyze/compare.hpp"
#include "analyze/pairing.hpp"
#include "app/artifact.hpp"
#include "app/baseline.hpp"
#include "app/reading.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "normalize/evaluation_reader.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

analyze::ComparedSide scan(normalize::EvaluationReader& reader) {
  analyze::ComparedSide side{reader.test_set().task, reader.labels()};
  for (model::Document document; reader.next(document);)
    side.add(document, reader.offset());
  return side;
}

void check_tasks(const normalize::EvaluationReader& before,
                 const normalize::EvaluationReader& after, const std::string& baseline) {
  const auto then = before.test_set().task;
  const auto now = after.test_set().task;
  if (then != now)
    throw InputError{printable(baseline) + ": is of task " + std::string{name_of(then)} +
                     ", which cannot be compared with " + std::string{name_of(now)}};
  // Gold is another with each model then.
  for (const auto* const reader : {&before, &after})
    if (reader->test_set().precision_only)
      throw InputError{printable(reader == &before ? baseline : reader->test_set().name) +
                       ": its gold labels are what a person accepted of its predictions, so that "
                       "it cannot be compared with another"};
}

// Reads any document of a file; in order where they are asked for in order.
class Documents {
 public:
  Documents(const Evaluation& evaluation, const analyze::ComparedSide& side)
      : reader_{evaluation.file, evaluation.name}, side_{side}, name_{evaluation.name} {}

  const model::Document& at(std::uint64_t number) {
    reader_.go_to(side_.place(number), number);
    if (!reader_.next(document_))
      throw InputError{printable(name_) + ": changed while it was read"};
    return document_;
  }

 private:
  normalize::EvaluationReader reader_;
  const analyze::ComparedSide& side_;
  std::string name_;
  model::Document document_;
};

}  // namespace

model::Comparison compare_files(const Evaluation& before, const Evaluation& after,
                                const std::string& baseline,
                                const analyze::Thresholds& thresholds) {
  normalize::EvaluationReader then{before.file, before.name};
  normalize::EvaluationReader now{after.file, after.name};
  check_tasks(then, now, baseline);
  const auto of_before = scan(then);
  const auto of_after = scan(now);
  const auto pairing = analyze::pair_documents(of_before.keys(), of_after.keys());
  analyze::Comparer comparer{of_before, of_after, thresholds};
  Documents documents_before{before, of_before};
  Documents documents_after{after, of_after};
  for (const auto& pair : pairing.pairs)
    comparer.add(documents_before.at(pair.before), documents_after.at(pair.after));
  auto comparison = comparer.finish(pairing.rewritten);
  comparison.baseline = baseline;
  comparison.name = then.test_set().name;
  comparison.model = then.test_set().model;
  return comparison;
}

Evaluation evaluation_from(const fs::path& path, normalize::Options input, const fs::path& to) {
  const auto file = evaluation_of(path);
  if (is_evaluation(file))
    return {file, shown_path(file)};
  check_is_input(file);
  input.inputs = {file};
  input.gold.reset();
  input.predicted.reset();
  // These are of the later evaluation.
  input.summary.reset();
  input.export_file.reset();
  read_files(input, to);
  return {to, shown_path(file)};
}

std::string counts_of(const model::Comparison& c) {
  static constexpr std::array<std::string_view, 4> states{"same test set", "a part of the test set",
                                                          "another test set",
                                                          "same documents, other labels"};
  return fmt::format("{}, {} compared, {} new and {} fixed errors",
                     states[static_cast<std::size_t>(c.test_set)], count_of(c.compared, "document"),
                     c.new_errors.count, c.fixed_errors.count);
}

}  // namespace errata::app
