// Words that stand in several places: templates/words/*.mustache, each value of a kind with a flag.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "model/analysis.hpp"
#include "render/templates.hpp"

namespace errata::render {

// The mark of an error class, its name, and what happened to a span or to a label of a whole
// document: "M", "missed", "labelled, but nothing predicted".
struct ErrorWords {
  std::string letter, name, meaning;
};

// A part of a break-down, which may have a number behind it: "Long number 2". Nothing for a name
// that words/parts.mustache does not know.
std::optional<std::string> part_words(Templates& templates, std::string_view name);

// One line each, the same in every dialect.
class Wording {
 public:
  // Throws OutputError where a template asks for a name that it may not use.
  Wording(Templates& templates, model::Task task);

  const ErrorWords& error(model::ErrorClass kind) const {
    return errors_[static_cast<std::size_t>(kind)];
  }
  std::string outcome(model::Outcome outcome) const;
  // A kind of evidence where it speaks for a forgotten label, or against it.
  std::string evidence(model::EvidenceKind kind, bool against) const;
  // A clue that speaks for another label, or against it. `by_share`: more of the similar texts have
  // the label that it speaks against, which is the more common one by more.
  std::string label_evidence(model::LabelClue kind, bool against, bool by_share) const;
  std::string task() const;
  // What the link to a section says; nothing for a section that has none.
  std::string section_link(std::string_view section) const;
  std::string grade(model::Grade grade) const;
  // Sets `to` to what words/KIND.mustache says of a name, or to the name as it is.
  void set_term(View& view, std::string_view to, const std::string& kind,
                std::string_view name) const;
  // The same of a part of a break-down, which may have a number behind it: "Long number 2".
  void set_part(View& view, std::string_view to, std::string_view name) const;
  // What a threshold counts, and where its usual value comes from.
  std::string unit(model::ThresholdUnit unit) const;
  std::string origin(model::ThresholdOrigin origin) const;
  // What a matching scheme counts as right: "strict", "exact", "partial", "type".
  std::string scheme(std::string_view name) const;
  // What a score is called: "micro F1" for "micro_f1".
  std::string measure(std::string_view name) const;
  // What may be said of a difference: "better", "no detectable change (0.040 or more would have
  // been seen)".
  std::string change(const model::Difference& difference) const;
  // The same as a sentence about the score `name`.
  std::string change(const model::Difference& difference, model::Verdict verdict,
                     std::string_view name) const;

 private:
  Templates& templates_;
  model::Task task_;
  std::array<ErrorWords, model::error_classes> errors_;
};

}  // namespace errata::render
