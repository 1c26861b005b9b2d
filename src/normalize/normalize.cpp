#include "normalize/normalize.hpp"

#include <optional>
#include <system_error>
#include <utility>

#include "core/text.hpp"
#include "normalize/format.hpp"
#include "normalize/inputs.hpp"
#include "normalize/intake.hpp"
#include "normalize/relabeling.hpp"
#include "normalize/schema_writer.hpp"
#include "normalize/threshold.hpp"

namespace errata::normalize {

namespace fs = std::filesystem;

namespace {

// The hidden copy of standard input, whatever becomes of the run.
class SpoolRemover {
 public:
  explicit SpoolRemover(const Intake& intake) : intake_{intake} {}
  ~SpoolRemover() {
    std::error_code ignored;
    for (const auto& file : intake_.inputs.documents)
      if (file.is_spooled)
        fs::remove(file.path, ignored);
  }
  SpoolRemover(const SpoolRemover&) = delete;
  SpoolRemover& operator=(const SpoolRemover&) = delete;

 private:
  const Intake& intake_;
};

// "topics.csv" for "topics.csv.gz".
fs::path name_inside(const fs::path& name) {
  return name.extension() == ".gz" || name.extension() == ".zst" ? name.stem() : name;
}

// Of a file or a folder, also one with a slash behind.
fs::path name_of(const fs::path& path) {
  return (path.has_filename() ? path : path.parent_path()).filename();
}

// The user's name for the report, else the source's, else the file's. Of two files that are joined
// the predictions tell one system from another.
void name_test_set(Intake& intake) {
  auto& test_set = intake.test_set;
  if (!intake.options.name.empty())
    test_set.name = intake.options.name;
  if (test_set.name.empty())
    test_set.name = test_set.source.project;
  const auto& inputs = intake.inputs;
  const auto name =
      inputs.predicted ? name_of(inputs.predicted->path) : fs::path{inputs.first().name};
  if (test_set.name.empty())
    test_set.name = printable(name_inside(name).stem().string());
}

// One reading more, of a copy of all that is known before the first.
LabelUses uses_of_labels(const Format& format, Intake intake) {
  const auto reader = format.open(intake);
  std::vector<LabelUse> by_id;
  for (model::Document document; reader->next(document);) {
    by_id.resize(intake.labels.size());
    for (const auto& annotation : document.gold)
      by_id[annotation.label].gold += 1;
    for (const auto& annotation : document.predicted)
      by_id[annotation.label].predicted += 1;
  }
  by_id.resize(intake.labels.size());
  LabelUses uses;
  for (model::LabelId id = 0; id < by_id.size(); ++id)
    uses[intake.labels.name(id)] = by_id[id];
  return uses;
}

// The task of the input as it is, by one reading more. Throws as Intake::finish() does.
model::Task task_of(const Format& format, Intake intake) {
  const auto reader = format.open(intake);
  for (model::Document document; reader->next(document);)
    intake.accept(document);
  intake.finish();
  return intake.test_set.task;
}

// One reading into `to`. Nothing where it shows only in the end that documents without a label are
// unlabelled ones.
std::optional<model::TestSet> read_all(const Format& format, Intake intake, const fs::path& to) {
  const auto& options = intake.options;
  Threshold threshold{options.threshold};
  Relabeling relabeling{options, intake.labels};
  if (relabeling.needs_uses())
    relabeling.settle_case(uses_of_labels(format, intake));
  if (relabeling.drops_labels() && !options.task)
    intake.set_task(task_of(format, intake), intake.inputs.first().name);
  const auto reader = format.open(intake);
  SchemaWriter writer{to, relabeling.labels()};
  for (model::Document document; reader->next(document);) {
    if (!relabeling.apply(document) && intake.wants_a_label()) {
      intake.reject(document.id, "its label is dropped by the label map");
      relabeling.keep();
      continue;
    }
    threshold.apply(document);
    if (!intake.accept(document))
      continue;
    relabeling.keep();
    threshold.keep();
    writer.add(document);
  }
  if (intake.has_unlabelled())
    return std::nullopt;
  intake.finish();
  relabeling.finish(intake.test_set);
  threshold.finish(intake.test_set);
  name_test_set(intake);
  writer.finish(intake.test_set);
  return std::move(intake.test_set);
}

}  // namespace

model::TestSet normalize(const Options& options, const fs::path& to) {
  Intake intake{options};
  const SpoolRemover remover{intake};
  find_inputs(intake, to);
  const auto& format = choose_format(intake);
  if (intake.test_set.source.kind.empty())
    intake.test_set.source.kind = format.name;
  if (auto read = read_all(format, intake, to))
    return std::move(*read);
  intake.set_task(model::Task::single_label, intake.inputs.first().name);
  intake.advise(
      "task inferred from the annotations: single_label; documents without a gold label are left "
      "out, --task multi_label takes them as such of no label");
  return read_all(format, intake, to).value();
}

std::vector<FormatInfo> formats() {
  std::vector<FormatInfo> list;
  for (const auto& format : known_formats())
    list.push_back({.name = std::string{format.name},
                    .summary = std::string{format.summary},
                    .example = std::string{format.example},
                    .takes = format.takes});
  return list;
}

}  // namespace errata::normalize
