// The last look at reports that may show no words of the documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/analysis.hpp"
#include "render/templates.hpp"

namespace errata::render {

// Knows every run of four words, or of twelve characters of scripts without spaces, of the texts
// that `full` holds. What labels, ids, names, templates and the ticket may say is no leak: runs of
// words that all stand there, short numbers and masked words. `shared` is what was written.
class LeakCheck {
 public:
  LeakCheck(const model::Analysis& full, const model::Analysis& shared, const Templates& templates,
            const std::string& ticket);

  // Throws OutputError that names the file, not the text, where such a run stands in it.
  void check(const std::filesystem::path& file) const;

 private:
  std::vector<std::uint64_t> leaks_;  // hashes of runs, sorted
};

}  // namespace errata::render
