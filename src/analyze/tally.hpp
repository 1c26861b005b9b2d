// Pass 1: everything that is counted. Integers only, so that tallies of parts of a test set merge
// in any order, bit for bit, to the tally of the whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/calibration.hpp"
#include "analyze/edges.hpp"
#include "analyze/gold_edges.hpp"
#include "analyze/key_counts.hpp"
#include "analyze/match.hpp"
#include "analyze/reach.hpp"
#include "analyze/recent.hpp"
#include "analyze/segments.hpp"
#include "analyze/sketch_sample.hpp"
#include "analyze/slices.hpp"
#include "analyze/sums.hpp"
#include "analyze/sweep.hpp"
#include "analyze/thresholds.hpp"
#include "analyze/unsure_counts.hpp"
#include "analyze/words.hpp"
#include "model/document.hpp"
#include "model/paired_labels.hpp"
#include "model/task.hpp"

namespace errata::analyze {

using ByClass = std::array<std::uint64_t, model::error_classes>;

struct LabelTally {
  ItemSums sums;
  ByClass gold{}, predicted{};       // items by matching class, of either side
  ByClass documents{};               // in which the label has such an item on its own side
  PartSums unfound;                  // gold items that are missed, or met by a wrong span
  PartSums boundary;                 // gold items with the right label and a wrong boundary
  std::uint64_t unfound_partly = 0;  // of `unfound`: touched by a prediction
  std::uint64_t untouching = 0;      // predictions that touch no gold item of any label

  void merge(const LabelTally& other);
};

// Gold label taken for another: matched as type or type_and_boundary. Multi-label: a missing label
// beside an extra one, `parts.items` being documents.
struct PairTally {
  PartSums parts;
  std::uint64_t same_span = 0;                       // of parts.items: matched as type
  std::map<std::uint32_t, std::uint64_t> by_extras;  // multi-label: extra labels k -> documents

  void merge(const PairTally& other);
};

// Products of what documents have of two labels: a is 2tp, d is gold and predicted items, as in F1.
struct LabelProducts {
  std::uint64_t aa = 0, ad = 0, da = 0, dd = 0;

  void merge(const LabelProducts& other);
  CrossSums f1() const;
};

// What changes in the sums of two labels when they become one: places that have both. Duplicates
// that arise collapse.
struct MergeEffect {
  std::int64_t tp = 0, gold = 0, predicted = 0;

  void merge(const MergeEffect& other);
};

// How often a surface is labelled with what, and predicted where nothing is labelled.
struct SurfaceTally {
  std::map<model::LabelId, std::uint64_t> gold;
  std::map<model::LabelId, std::uint64_t> spurious;  // by predicted label
  std::uint64_t reached = 0;                         // gold spans that a prediction touches

  void merge(const SurfaceTally& other);
};

// Lengths in code points against a limit of the service: `near` it or beyond, `over` of these
// beyond.
struct NearLimit {
  std::uint64_t near = 0, over = 0;

  void add(std::string_view text, std::uint64_t limit, double share);
  void merge(const NearLimit& other);
};

// The counters in a Tally that a gold span of a label and text adds to.
struct CountedText {
  model::LabelId label = 0;
  std::string text;
  SurfaceTally* surface = nullptr;
  std::uint64_t* labelled = nullptr;  // of `surface`, with this label
  std::uint64_t* shape = nullptr;
  std::uint64_t* parts = nullptr;  // none where it cannot be cut
};

// A commutative monoid: Tally{task, labels} is its zero, merge its addition. The thresholds are
// those of all that is found from it.
class Tally {
 public:
  // `labels` is the size of the label set; every id in a document is below it.
  Tally(model::Task task, std::size_t labels, const Thresholds& thresholds = {});

  void add(const model::Document& document);
  void merge(const Tally& other);  // of the same task, labels and thresholds

  using Pair = std::pair<model::LabelId, model::LabelId>;

  model::Task task;
  Thresholds thresholds;
  std::uint64_t documents = 0, with_text = 0, with_errors = 0;
  std::uint64_t unlabelled_documents = 0;  // without a gold item
  NearLimit text_lengths;                  // of documents with a text
  NearLimit span_lengths;                  // of their gold spans
  std::uint64_t crowded = 0;               // places with too many labels to pair, see `most_labels`
  std::uint64_t with_many_labels = 0;      // documents that have more than these
  ItemSums all;
  Sweep sweep;
  Calibration calibration;
  UnsureCounts unsure;  // single label
  Slices slices;
  std::vector<LabelTally> labels;
  std::map<Pair, PairTally> pairs;               // gold, predicted
  std::map<Pair, MergeEffect> merge_effects;     // the smaller id first
  std::map<Pair, LabelProducts> products;        // the same, of documents that have both
  std::map<std::string, SurfaceTally> surfaces;  // normalized; entities with text
  std::map<std::pair<model::LabelId, std::string>, std::uint64_t> shapes;  // of gold spans
  std::map<std::pair<model::LabelId, PartCounts>, std::uint64_t> parts;  // of those that can be cut
  Edges edges;                                                           // entities with text
  GoldEdges gold_edges;                                                  // entities with text
  KeyCounts ids, texts;   // of documents; texts of those that have one
  SketchSample sketches;  // of texts with words

  std::size_t labels_in_gold() const;

  // Labels at one place (a span; multi-label: a document) that are paired with each other. Where
  // there are more, missing labels count against nothing: pairs grow with the square.
  static constexpr std::size_t most_labels = model::most_paired_labels;

 private:
  // Of one document, for its labels only.
  struct InDocument {
    std::uint64_t tp = 0, gold = 0, predicted = 0, unfound = 0, boundary = 0;
    ByClass of_gold{}, of_predicted{};
  };

  void count_lengths(const model::Document& document);
  void count_items(const model::Document& document);
  void count_products();
  void count_match(const model::Document& document, const Match& match);
  InDocument& in_document(model::LabelId label);
  void count_scores(const model::Document& document);
  void count_pairs(const model::Document& document);
  void count_label_pairs(const model::Document& document);
  void count_merges(const model::Document& document);
  void count_merges_at(std::span<const model::Annotation> gold,
                       std::span<const model::Annotation> predicted);
  void count_surfaces(const model::Document& document);
  void count_gold_surface(const model::Annotation& span, std::string_view text);
  void mark(const model::Document& document);

  Matcher matcher_;
  const std::vector<Match>* matches_ = nullptr;  // of the document at hand
  std::vector<InDocument> in_document_;          // by label
  std::vector<model::LabelId> touched_;
  std::vector<bool> right_;    // predicted items
  std::vector<float> scores_;  // of predictions of one place and label
  Reach gold_reach_, predicted_reach_;
  Recent<CountedText> recent_texts_;  // of gold spans
  WordReader reader_;
  std::vector<Word> words_;
};

}  // namespace errata::analyze
