#include "render/write_lists.hpp"

#include "core/files.hpp"
#include "render/mistakes.hpp"
#include "render/worklist.hpp"
#include "render/write_errors.hpp"
#include "render/write_worklist.hpp"

namespace errata::render {

namespace {

std::uint64_t all_errors(const model::Analysis& analysis) {
  double errors = 0;
  for (std::size_t i = 1; i < analysis.by_class.size(); ++i)
    errors += analysis.by_class[i].count;
  return static_cast<std::uint64_t>(errors);
}

}  // namespace

model::ListCounts lists_of_held(const model::Analysis& analysis) {
  const bool is_entities = analysis.test_set.task == model::Task::entities;
  Worklist list{analysis};
  model::ListCounts counts{.errors = all_errors(analysis)};
  for (const auto& document : analysis.shown) {
    counts.errors_listed += mistakes_in(document, is_entities).size();
    counts.worklist_documents += document.is_whole() && list.take(document) ? 1U : 0U;
  }
  counts.worklist_left = list.left();
  return counts;
}

model::ListCounts write_lists(const model::Analysis& analysis, const TextPolicy& policy,
                              const OtherDocuments& others, const std::filesystem::path& folder) {
  FileWriter errors_writer{folder / "errors.csv"};
  FileWriter worklist_writer{folder / "worklist.jsonl"};
  ErrorsFile errors{analysis, errors_writer};
  WorklistFile worklist{analysis, worklist_writer};
  for (const auto& document : analysis.shown) {
    if (document.is_whole() || !others)
      errors.add(document);
    if (document.is_whole())
      worklist.add(document);
  }
  const auto has_room = [&] { return !errors.is_full() || worklist.left() > 0; };
  for (model::DocumentResult document; others && has_room() && others(document);) {
    const auto shown = masked_document(std::move(document), policy);
    errors.add(shown);
    worklist.add(shown);
  }
  const auto total = all_errors(analysis);
  errors.finish(total);
  errors_writer.finish();
  worklist_writer.finish();
  return {total, errors.listed(), worklist.documents(), worklist.left()};
}

}  // namespace errata::render
