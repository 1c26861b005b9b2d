// Documents of equal or nearly equal text that are labelled differently.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/sketch.hpp"
#include "analyze/tally.hpp"
#include "analyze/words.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Pairs whose sketches (pass 1) agree in a band and whose gold differs are compared in pass 2: the
// Jaccard similarity of their shingles must be `near_similarity` and more. Conflicts are other
// labels of a whole document; for entities, words that stand in both texts and are not labelled
// alike. Of more than `near_run` documents in a band each is compared with one for each of the
// first few gold labellings only; of very many documents a sample is compared (SketchSample); at
// most `near_pairs` pairs are compared, and `near_documents` documents held; where that leaves
// pairs out, what is found is said to be a part. Of documents with the same id and text one is held
// for each of the first few labellings.
class NearTexts {
 public:
  NearTexts(const Tally& tally, const model::LabelSet& labels);  // refers to both

  void add(const Place& place, const DocumentMark& mark);
  void finish(model::Analysis& analysis) const;

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;  // marks of id and text
  struct Held {
    std::string id;
    std::vector<std::uint64_t> shingles;          // sorted
    std::vector<std::uint64_t> words;             // forms, in order
    std::map<std::string, std::string> labelled;  // surface -> labels; "" of the whole document
    std::map<std::string, std::vector<std::uint64_t>> forms;  // of these surfaces
  };

  void pair_up(const std::vector<DocumentMark>& run);
  void add_pair(const DocumentMark& a, const DocumentMark& b);
  void choose_documents();
  Held held(const Place& place);
  void hold(const Key& key, Held&& held);
  void compare(const Held& a, const Held& b, std::vector<model::LabelConflict>& found) const;

  const Tally& tally_;
  const model::LabelSet& labels_;
  std::uint64_t compared_ = 0;  // documents
  bool is_cut_ = false;         // pairs were left out
  WordReader reader_;
  std::vector<Word> words_;
  std::vector<std::pair<Key, Key>> pairs_;  // sorted, distinct
  std::vector<Key> wanted_;                 // sorted
  std::multimap<Key, Held> held_;
};

}  // namespace errata::analyze
