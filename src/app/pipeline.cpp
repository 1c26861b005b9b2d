#include "app/pipeline.hpp"

#include "analyze/analyze.hpp"
#include "analyze/tally.hpp"
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

}  // namespace errata::app
