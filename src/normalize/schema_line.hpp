// One document line of the common schema:
//   {"id":"a.txt","language":"en","text":"…","gold":[{"label":"Date","start":3,"end":8}],"predicted":[…]}
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/unicode.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

// The schema's word for a unit, and back. Throws InputError "WHAT: …" for another word.
std::string_view name_of(OffsetUnit unit);
OffsetUnit unit_named(std::string_view word, std::string_view what);

class SchemaLine {
 public:
  enum class Labels { open, closed };  // closed: a label that is not in the set is a fault

  SchemaLine(model::LabelSet& labels, Labels may);
  ~SchemaLine();
  SchemaLine(SchemaLine&&) noexcept;

  // `line` is one JSON object with 64 readable bytes behind it; `unit` holds where it says none.
  // A label is a string or {label, start, end, score, chosen}; a prediction that was not chosen is
  // none. Annotations come in the order of the line. Spans stay in the unit of the source. A
  // score outside 0 to 1 is left out.
  // False: the record is unusable, and reason() says why.
  bool read(std::string_view line, OffsetUnit unit, model::Document& into);

  std::string_view reason() const;    // words that repeat
  const std::string& detail() const;  // the case, may be empty
  bool score_fault() const;
  std::optional<Gold> gold_written() const;  // nothing for null
  bool had_lone_surrogates() const;          // which are U+FFFD now

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::normalize
