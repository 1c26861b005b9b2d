// Words that separate the instances of a label that are taken for another from those that are
// right.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/match.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// Words in a span and up to five on either side of it; for classification the first 400 of the
// text. Letters of ASCII are lowered; of scripts without spaces each pair of neighbours is a word.
// Each word once, sorted.
std::vector<std::string> words_around(const model::Document& document,
                                      const model::Annotation& span);

// Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words",
// eq. 16 and 22): an instance counts a word once; the prior is the words of both sides, scaled to
// be worth `cue_prior` of them. A cue has z above `cue_z` and stands in `cue_documents` of the pair
// at least.
class Cues {
 public:
  Cues(const std::vector<Tally::Pair>& wanted, const Thresholds& thresholds);

  void add(const Place& place, const std::vector<Match>& matches, model::Task task);
  std::vector<model::Cue> of(model::LabelId gold, model::LabelId predicted) const;

 private:
  struct Count {
    std::uint64_t instances = 0, documents = 0;
    std::uint64_t last_document = 0;  // to count each document once
  };
  struct Words {
    std::map<std::string, Count, std::less<>> counts;
    std::uint64_t total = 0;

    void add(const std::vector<std::string>& words, std::uint64_t document);
  };
  void add_item(const model::Document& document, const model::Annotation& span, Words& to);
  void add_label_pairs(const model::Document& document, const std::vector<Match>& matches);

  Thresholds thresholds_;
  std::map<Tally::Pair, Words> confused_;
  std::map<model::LabelId, Words> right_;
  std::uint64_t document_ = 0;
};

}  // namespace errata::analyze
