// What somebody who labels should look at, document by document.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"

namespace errata::render {

// Why a document is to be looked at.
struct Review {
  // "unlabeled", "audit", "label_error", "over_labelled", "minority", "conflict"
  std::string_view kind;
  std::string label;                 // that is suggested, or doubted; may be empty
  std::uint64_t begin = 0, end = 0;  // both 0: the whole document
  std::optional<double> chance{};    // that the label of today is wrong
  std::optional<model::Grade> grade{};
  std::string given{};  // label_error, minority: the label of today, may be empty
  std::string other{};  // conflict: the document that is labelled otherwise
};

// A document with the labels that are suggested: those of today, what was forgotten added, what
// nobody else would give taken away. What is added has the chance as its score, where one is known.
struct Suggested {
  const model::DocumentResult* document = nullptr;
  std::vector<model::DocumentResult::Span> labels;  // by begin, end, label
  std::vector<Review> reviews;
};

// From predictions without a label (strong and moderate), the label audit, probable label errors,
// labels that stand alone, and documents of equal text that are labelled differently. Documents are
// asked for one by one; each review belongs to the first of its id that its place lies in.
class Worklist {
 public:
  explicit Worklist(const model::Analysis& analysis);

  // What is to be looked at in the document, which must be whole; points to it. Nothing where there
  // is nothing, or where another document had it.
  std::optional<Suggested> take(const model::DocumentResult& document);

  std::uint64_t left() const { return left_; }  // reviews that no document had yet
  // Labels that are suggested.
  std::set<std::string> labels() const;

 private:
  // How a review changes the labels of today.
  enum class Change { none, add, remove, replace };
  struct Pending {
    Review review;
    Change change = Change::none;
    bool is_taken = false;
  };

  void add(const std::string& id, Review review, Change change);
  void add_forgotten(const model::Analysis& analysis);
  void add_doubted(const model::Analysis& analysis);
  void add_label_errors(const model::Analysis& analysis);
  void add_conflicts(const model::Analysis& analysis);
  static void apply(const Pending& pending, Suggested& at);

  std::map<std::string, std::vector<Pending>, std::less<>> by_id_;
  std::uint64_t left_ = 0;
};

}  // namespace errata::render
