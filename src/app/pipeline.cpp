#include "app/pipeline.hpp"

#include <memory>

#include "analyze/analyze.hpp"
#include "analyze/document_result.hpp"
#include "analyze/fingerprint.hpp"
#include "analyze/match.hpp"
#include "analyze/tally.hpp"
#include "analyze/unheld.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/evaluation_reader.hpp"

namespace errata::app {

namespace {

analyze::Tally count(const std::filesystem::path& evaluation, const std::string& name,
                     const analyze::Thresholds& thresholds) {
  normalize::EvaluationReader reader{evaluation, name};
  analyze::Tally tally{reader.test_set().task, reader.labels().size(), thresholds};
  for (model::Document document; reader.next(document);)
    tally.add(document);
  return tally;
}

// What an evaluation is looked through for once more.
struct Rereading {
  Rereading(const std::filesystem::path& evaluation, const std::string& name,
            const model::Analysis& analysis)
      : reader{evaluation, name}, unheld{analysis, reader.labels()} {}

  bool next(model::DocumentResult& result) {
    while (reader.next(document))
      if (unheld.take(document, result))
        return true;
    return false;
  }

  normalize::EvaluationReader reader;
  analyze::Unheld unheld;
  model::Document document;
};

// By test set and number of errors.
bool is_of(const std::filesystem::path& evaluation, const model::Analysis& analysis) {
  normalize::EvaluationReader reader{evaluation};
  if (reader.test_set().task != analysis.test_set.task)
    return false;
  analyze::Fingerprint fingerprint;
  analyze::Matcher matcher{analysis.test_set.task};
  std::uint64_t errors = 0;
  for (model::Document document; reader.next(document);) {
    fingerprint.add(document, reader.labels());
    errors += analyze::errors_in(matcher.match(document));
  }
  return fingerprint.finish() == analysis.fingerprint &&
         errors == render::lists_of_held(analysis).errors;
}

}  // namespace

model::Analysis analyze_file(const std::filesystem::path& evaluation, const std::string& name,
                             const analyze::Options& options) {
  const auto tally = count(evaluation, name, options.thresholds);
  normalize::EvaluationReader reader{evaluation, name};
  analyze::Evidence evidence{tally, reader.test_set(), reader.labels(), options.date};
  for (model::Document document; reader.next(document);)
    evidence.add(document);
  return evidence.finish();
}

render::OtherDocuments other_documents(const std::filesystem::path& evaluation,
                                       const std::string& name, const model::Analysis& analysis) {
  if (!render::needs_others(analysis))
    return {};
  auto rereading = std::make_shared<Rereading>(evaluation, name, analysis);
  return [rereading](model::DocumentResult& document) { return rereading->next(document); };
}

render::OtherDocuments documents_beside(const std::filesystem::path& file,
                                        const model::Analysis& analysis) {
  const auto evaluation = file.parent_path() / "evaluation.jsonl";
  std::error_code absent;
  if (analysis.text_mode != model::TextMode::full || !render::needs_others(analysis) ||
      !std::filesystem::is_regular_file(evaluation, absent))
    return {};
  try {
    if (!is_of(evaluation, analysis))
      return {};
  } catch (const InputError&) {  // it is of something else, or cut off
    return {};
  }
  return other_documents(evaluation, evaluation.string(), analysis);
}

std::string lack_of_errors(const model::ListCounts& lists, bool has_others) {
  if (lists.errors_listed >= lists.errors)
    return {};
  return "errors.csv lists " + grouped(lists.errors_listed) + " of " + grouped(lists.errors) +
         " errors: " +
         (has_others ? "it ends below 50 MB"
                     : "the analysis holds no more, and its evaluation.jsonl is not beside it");
}

}  // namespace errata::app
