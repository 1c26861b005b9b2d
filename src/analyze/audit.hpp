// What labels alone say about each other, without a look at what their predictions are.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analyze/example.hpp"
#include "analyze/occurrences.hpp"
#include "analyze/smallest.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Omissions: a surface that is labelled with one label at least `audit_items` times, which is
// `audit_agreement` of all its labels and more, stands where no gold span is, and at least
// `audit_share` of its other places are labelled so.
// Of surfaces within each other the longest counts. Surfaces are compared word by word, words
// folded by Unicode's canonical caseless matching; but a surface that begins with a capital is
// another than one that does not.
//
// Over-labelling: a gold span whose surface is unlabelled at `over_labelled_share` of its places
// and more, at least `over_labelled_items` times, while no prediction touches the span or any other
// of its surface, which says nothing where there are no predictions. Also, whatever is predicted, a
// surface with a letter that is labelled `over_labelled_rare` times at most, where most of those
// other places lie within longer spans of other labels, which then count as unlabelled.
//
// Minority labels: a gold span whose surface is labelled with one other label at least
// `audit_items` times, which is `audit_agreement` of its other labels and more; not where the same
// span has that one as well.
class LabelAudit {
 public:
  // Refers to all three.
  LabelAudit(const Tally& tally, const model::LabelSet& labels, const Occurrences& occurrences);

  void add(const Place& place);  // what `occurrences` has counted last
  void finish(model::Analysis& analysis) const;

 private:
  // Where a surface stands, by document and offset.
  struct Spot {
    std::string document;
    std::uint64_t begin = 0, end = 0;
    std::string surface;

    auto operator<=>(const Spot&) const = default;
    bool operator==(const Spot&) const = default;
  };
  struct Spots {
    std::uint64_t count = 0;
    Smallest<Spot> first;
  };
  struct Key {
    PhraseId phrase;
    bool capital;  // whether it begins with one
    model::LabelId label;

    auto operator<=>(const Key&) const = default;
  };
  using Found = std::map<Key, Spots>;

  void add_omissions(const Place& place);
  void add_labelled(const Place& place);
  void add(Found& to, Key key, const Place& place, const model::Annotation& span);
  std::optional<model::LabelId> usual_label(const Phrase& phrase, bool capital,
                                            std::optional<model::LabelId> judged) const;
  std::optional<model::LabelId> label_of(const Occurrences::Hit& hit) const;
  std::optional<model::LabelId> label_elsewhere(Key key) const;
  bool is_forgotten(Key key) const;
  bool is_over_labelled(Key key, std::string_view surface) const;
  bool is_predicted(PhraseId id) const;
  bool may_be_a_part(Key key, std::string_view surface) const;
  std::uint64_t labelled(Key key) const;     // with any label
  std::uint64_t labelled_so(Key key) const;  // with its own
  std::uint64_t within_others(Key key) const;
  void describe(Key key, std::uint64_t labelled, const Spots& spots,
                std::vector<model::AuditPlace>& to) const;
  void describe_minorities(model::Analysis& analysis) const;
  std::size_t most_spots(Key key) const;

  const Tally& tally_;
  const model::LabelSet& labels_;
  const Occurrences& occurrences_;
  Found unlabelled_, labelled_, minorities_;
};

}  // namespace errata::analyze
