// Pass 2: where the errors stand that a finding may speak of.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/explained_spans.hpp"
#include "analyze/match.hpp"
#include "analyze/reach.hpp"
#include "analyze/smallest.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// Errors that belong together.
struct Topic {
  enum class Kind {
    pair,            // gold label taken for the predicted one
    either_way,      // the two labels taken for each other; the smaller id in `gold`
    unfound,         // gold items missed, or met by a wrong span
    explained,       // of these, the ones that a break-down explains
    boundary,        // right label, wrong boundary
    spurious,        // predictions that touch no gold item
    false_negative,  // any gold item of the label that is not right
    false_positive,  // any prediction of the label that is not right
    unsure,          // gold items that an unsure prediction stands against
    wrong_label,     // gold labels that are probably wrong, of all labels; not collected
  };
  Kind kind;
  model::LabelId gold = 0;
  model::LabelId predicted = 0;  // of a pair; otherwise as gold

  auto operator<=>(const Topic&) const = default;
};

// The documents and a few examples, one a document, by total order.
struct TopicEvidence {
  std::uint64_t documents = 0;
  Smallest<std::string> first{model::Finding::kept_documents};
  Examples examples{5};
};

class Topics {
 public:
  // Only what is asked for is collected. Predictions with a score below `unsure_below` are unsure.
  explicit Topics(const std::vector<Topic>& wanted, double unsure_below = 0,
                  ExplainedSpans explained = {});

  void add(const Place& place, const std::vector<Match>& matches, model::Task task);
  const TopicEvidence& of(const Topic& topic) const;  // empty evidence where not wanted

 private:
  // An error of the document, under its topic.
  struct Hit {
    Topic topic;
    std::uint32_t gold, predicted;  // items, or no_item
  };
  void note(const Topic& topic, const Match& match);
  void note_pair(model::LabelId gold, model::LabelId predicted, const Match& match);
  void note_match(const model::Document& document, const Match& match);
  void note_label_pairs(const model::Document& document, const std::vector<Match>& matches);
  void keep(const Place& place, const Hit& hit, TopicEvidence& evidence);

  double unsure_below_;
  ExplainedSpans explained_;
  std::map<Topic, TopicEvidence> evidence_;
  std::vector<Hit> hits_;  // of the document at hand
  Reach gold_reach_;
};

}  // namespace errata::analyze
