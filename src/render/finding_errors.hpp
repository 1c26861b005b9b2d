// Which findings an error counts for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "model/analysis.hpp"
#include "render/mistakes.hpp"

namespace errata::render {

// By the rule of each finding and the labels in its facts, as the rule itself counts them. Of
// labels that were probably forgotten or are probably wrong, those that the Analysis lists;
// documents of one id are not told apart there. A rule that is not known counts none.
class FindingErrors {
 public:
  explicit FindingErrors(const model::Analysis& analysis);

 private:
  friend class DocumentFindings;

  enum class Aim { pair, unfound, explained, boundary, any, forgotten, untouching, unsure };
  // What of the errors of a label is meant; `other` is the predicted label of a pair, `below` the
  // score that unsure predictions do not reach.
  struct Wanted {
    std::size_t finding;
    Aim aim;
    std::string other{};
    double below = 0;
  };
  struct Doubt {
    std::string given, suggested;  // one may be empty
  };
  using Place = std::tuple<std::string, std::uint64_t, std::uint64_t, std::string>;
  using ByLabel = std::map<std::string, std::vector<Wanted>, std::less<>>;

  void add(const model::Finding& finding, std::size_t index);
  void add_review(const model::Finding& finding, std::size_t index);

  bool is_multi_;
  ByLabel gold_, predicted_;          // by the label of that side
  std::set<Place> forgotten_;         // document, begin, end, label
  std::optional<std::size_t> doubt_;  // the finding about labels that are probably wrong
  std::multimap<std::string, Doubt, std::less<>> doubted_;  // by document
};

// Of the errors of one document. Refers to both.
class DocumentFindings {
 public:
  DocumentFindings(const FindingErrors& all, const model::DocumentResult& document);

  // Indexes of the Analysis' findings, ascending.
  std::set<std::size_t> of(const Mistake& mistake);

 private:
  using Wanted = FindingErrors::Wanted;
  using Span = model::DocumentResult::Span;

  bool fits(const Wanted& wanted, const Mistake& mistake, const Span* predicted);
  bool has_predicted(const Mistake& mistake, std::string_view label) const;
  bool has_unsure(const Mistake& mistake, double below) const;
  bool is_doubted(const Mistake& mistake) const;
  bool is_touched(const Span& span);

  const FindingErrors& all_;
  const model::DocumentResult& document_;
  // Begins of gold spans, ascending, with the furthest end up to each; made when first asked for.
  std::optional<std::vector<std::pair<std::uint64_t, std::uint64_t>>> gold_;
};

}  // namespace errata::render
