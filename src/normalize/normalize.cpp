#include "normalize/normalize.hpp"

#include <system_error>
#include <utility>

#include "core/text.hpp"
#include "normalize/format.hpp"
#include "normalize/inputs.hpp"
#include "normalize/intake.hpp"
#include "normalize/schema_writer.hpp"

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

// The user's name for the report, else the source's, else the file's. Of two files that are joined
// the predictions tell one system from another.
void name_test_set(Intake& intake) {
  auto& test_set = intake.test_set;
  if (!intake.options.name.empty())
    test_set.name = intake.options.name;
  if (test_set.name.empty())
    test_set.name = test_set.source.project;
  const auto& inputs = intake.inputs;
  const auto& file = inputs.predicted ? *inputs.predicted : inputs.first();
  if (test_set.name.empty())
    test_set.name = printable(name_inside(file.name).stem().string());
}

}  // namespace

model::TestSet normalize(const Options& options, const fs::path& to) {
  Intake intake{options};
  const SpoolRemover remover{intake};
  find_inputs(intake, to);
  const auto& format = choose_format(intake);
  if (intake.test_set.source.kind.empty())
    intake.test_set.source.kind = format.name;
  const auto reader = format.open(intake);
  SchemaWriter writer{to, intake.labels};
  model::Document document;
  while (reader->next(document))
    if (intake.accept(document))
      writer.add(document);
  intake.finish();
  name_test_set(intake);
  writer.finish(intake.test_set);
  return std::move(intake.test_set);
}

std::vector<FormatInfo> formats() {
  std::vector<FormatInfo> list;
  for (const auto& format : known_formats())
    list.push_back({.name = std::string{format.name},
                    .summary = std::string{format.summary},
                    .example = std::string{format.example}});
  return list;
}

}  // namespace errata::normalize
