// Labels of whole documents that are probably wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analyze/document_mark.hpp"
#include "analyze/example.hpp"
#include "analyze/gain.hpp"
#include "analyze/label_clues.hpp"
#include "analyze/tally.hpp"
#include "analyze/text_features.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// What a finding says of them: those whose grade is strong or moderate.
struct WrongLabels {
  struct Item {
    std::uint64_t document = 0;  // as they were added, from 0
    model::LabelId label = 0;    // multi-label: given and not predicted, or the other way round
    bool is_given = false;
  };
  std::uint64_t strong = 0, moderate = 0;
  std::uint64_t weak = 0;           // probable ones besides, of which the finding only tells
  std::uint64_t among = 0, of = 0;  // documents that were judged, of how many
  std::uint64_t documents = 0;
  std::vector<std::string> first;  // of these, by id
  std::vector<model::Example> examples;
  std::string given, suggested;  // the commonest pair, either may be empty
  std::uint64_t pair_count = 0;
  Repair repair;
  std::vector<Item> items;  // multi-label
};

// Candidates are labels of documents where gold and prediction differ. The chance that the given
// label is wrong is that of ChoiceModel; the part of wrong labels that it expects comes from three
// sides: how far labels, predictions, and what the texts say agree two by two. Nothing is graded
// where predictions agree with gold no more than chance would. A label that more of the similar
// texts have than the suggested one is never graded strong: its chance is held just below. Of more
// than `most_documents` documents, or fewer with many labels, those with the smallest marks are
// looked at.
class LabelErrors {
 public:
  LabelErrors(const Tally& tally, const model::LabelSet& labels);  // refers to both

  void add(const Place& place);
  void close();  // after the last document; what follows needs it

  // Most probable first, then by document and label; at most `kept_label_errors`.
  std::vector<model::LabelError> list() const;
  bool judged() const { return judged_; }
  std::uint64_t among() const { return held_.size(); }  // documents that are judged,
  std::uint64_t of() const { return offered_; }         // of so many that could be
  std::uint64_t total() const { return found_.size(); }
  std::uint64_t likely() const;  // of these, wrong rather than right
  std::uint64_t likely(model::Grade grade) const;
  model::AcceptedRange accepted() const;
  WrongLabels wrong() const;

  static constexpr std::size_t most_documents = 100'000;

 private:
  struct Held {
    DocumentMark mark;
    std::uint64_t number = 0;  // as added
    LabelledText labelled;
    model::Example shown;  // where gold and prediction differ
  };
  // A candidate; labels are numbers of names_.
  struct Found {
    std::uint64_t document = 0;  // of held_
    std::uint32_t given = Choices::none, suggested = Choices::none;
    double chance = 0;
    model::Grade grade = model::Grade::weak;
    Clue weights{};  // what each clue adds to the odds of the suggested one
    double frequency = 0;
    LabelClues::Neighbours neighbours{};
  };

  void shrink(std::size_t to);
  std::size_t capacity() const;
  void judge(const LabelClues& clues);
  void judge(const LabelClues& clues, const Choices& choices, std::size_t decision,
             const ChoiceModel& model);
  model::LabelError described(const Found& found) const;
  Cell repair_of(const Found& found) const;
  model::LabelId id_of(std::uint32_t named) const { return ids_[named]; }

  const Tally& tally_;
  std::vector<std::string> names_;     // sorted
  std::vector<model::LabelId> ids_;    // by number of names_
  std::vector<std::uint32_t> number_;  // of names_, by id
  TextFeatures features_;
  std::vector<Held> held_;
  std::uint64_t added_ = 0, offered_ = 0;
  bool judged_ = false;
  std::vector<Found> found_;
};

}  // namespace errata::analyze
