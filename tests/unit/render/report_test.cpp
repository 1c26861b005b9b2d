#include <filesystem>

#include "core/files.hpp"
#include "render/render.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

TEST_CASE("an analysis that was read gives the same three reports, byte for byte") {
  const auto analysis = GENERATE(test::entities(), test::single_label(), test::multi_label(),
                                 model::Analysis{}, test::hostile("</script>`|\xE2\x80\xAE\n"));
  const test::Scratch first;
  const test::Scratch second;
  render::write_reports(analysis, {}, first.path());
  render::write_reports(render::read_analysis(first.path() / "analysis.json"), {}, second.path());
  for (const auto* name : {"analysis.json", "report.html", "report.md"})
    CHECK(read_file(first.path() / name) == read_file(second.path() / name));
}
