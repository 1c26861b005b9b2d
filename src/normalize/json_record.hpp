// One record of JSON whose fields say what they hold by their names. Includes simdjson's door, so
// only .cpp files include this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/columns.hpp"
#include "normalize/indicator_vectors.hpp"
#include "normalize/json_fields.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/mentions.hpp"
#include "normalize/score_choice.hpp"
#include "normalize/tagged_tokens.hpp"
#include "normalize/token_spans.hpp"

namespace errata::normalize {

class JsonRecord {
 public:
  // Fields are those of `choice`, or go by the usual names. A side is one class (a string, a whole
  // number, or {name|label, confidence|score}), a list of classes (also as {choices}), scores by
  // class ({"A": 0.9}; the best where they add up to 1, else those from 0.5), or a list of spans
  // ({start|start_offset|begin|offset, end|end_offset|stop|length,
  // label|labels|entity|entity_group|category, score|confidence|probability|confidence_entity} or
  // [start, end, label] with a score or none), in code points or, where only that makes the quoted
  // words fit, in UTF-16 units. Tagged tokens of a pipeline are joined (token_spans.hpp). A list of
  // {label} without any other number than a score is one of classes; of those with a score, as
  // text-classification pipelines write it, `scores` says which are meant, and the gold of the
  // record how many there can be. A list of tags beside the list 'tokens' is one of spans, and the
  // text is the tokens then.
  JsonRecord(model::LabelSet& labels, const ColumnChoice& choice, ScoreChoice scores = {});

  // For files of one side: the other is left empty, labels go by the usual names of both sides and
  // of annotation tools, and spans stay code points, whatever the text.
  JsonRecord(model::LabelSet& labels, const ColumnChoice& choice, Role side,
             ScoreChoice scores = {});

  // False: unusable, and reason() says why. `text` is what stands beside the record, if anything.
  bool read(json::object record, model::Document& into, std::optional<std::string_view> text = {});

  const std::string& reason() const { return reason_; }
  // What the record quotes, where it has no text.
  std::vector<Mention> quotes() { return std::move(quotes_); }
  std::vector<std::string> remarks() const;
  void join_tokens_with(std::string joiner) { tokens_.set_joiner(std::move(joiner)); }
  // Throws InputError where what was read of `file` were indicator vectors.
  void check_vectors(std::string_view file) const { vectors_.check(file); }

  // Throws InputError where one side was tagged tokens and the other, here or in `other`, entities.
  void check_tags(std::string_view file, const JsonRecord* other = nullptr) const {
    token_spans_.check(file, other == nullptr ? nullptr : &other->token_spans_);
  }

  // Throws UsageError where the user named a field that no record had, neither here nor in `other`,
  // which read the other side.
  void check_fields(const JsonRecord* other = nullptr) const {
    fields_.check(other == nullptr ? nullptr : &other->fields_);
  }

  // What the gold of all records wanted, and what is wanted where a record has no gold.
  ScoreChoice::Wanted wanted() const { return met_; }
  void expect(ScoreChoice::Wanted wanted) { expected_ = wanted; }
  // What is wanted of all records from now on, whatever the gold of one says.
  void settle(ScoreChoice::Wanted wanted) { settled_ = wanted; }

  // Whether the record has a score that is not from 0 to 1: it is left out.
  bool score_fault() const { return score_fault_; }

  bool has_sets() const { return has_sets_; }    // any record had a list of classes
  bool has_spans() const { return has_spans_; }  // any record had a list of spans

 private:
  bool fail(std::string reason);
  bool is_by_column(json::object record);
  bool differ_in_kind(const model::Document& document);
  void settle_unit(model::Document& into);
  bool read_text(json::object record, Role role, std::string& into);
  bool read_side(json::object record, Role role, std::vector<model::Annotation>& into);
  bool read_list(json::array items, std::vector<model::Annotation>& into);
  bool read_tags(const std::vector<std::string>& tags, TaggedTokens::List kind,
                 std::vector<model::Annotation>& into);
  bool take_text_of_tokens(model::Document& into);
  bool read_span(json::object parts, std::vector<model::Annotation>& into);
  bool read_triple(json::array parts, std::vector<model::Annotation>& into);
  bool add_span(std::string_view label, model::Annotation span,
                std::vector<model::Annotation>& into);
  bool read_place(json::object parts, model::Annotation& into);
  bool place(std::optional<std::uint32_t> begin, std::optional<std::uint32_t> end,
             model::Annotation& into);
  bool read_tokens(json::array items, std::vector<model::Annotation>& into);
  bool read_object(json::object value, std::vector<model::Annotation>& into);
  bool read_labels(json::array items, std::vector<model::Annotation>& into);
  bool read_scores(json::object scores, std::vector<model::Annotation>& into);
  void take_scored(std::vector<ScoredLabel>& labels, std::vector<model::Annotation>& into);
  bool read_class(json::element value, std::vector<model::Annotation>& into);
  void read_score(json::object record, model::Document& into);

  LabelCache labels_;
  ScoreChoice scores_;
  IndicatorVectors vectors_;
  TaggedTokens tokens_;
  TokenSpans token_spans_;
  Mentions mentions_;
  std::vector<Mention> quotes_;
  std::uint64_t in_utf16_ = 0;  // records
  Role reading_ = Role::gold;   // the side at hand
  bool score_fault_ = false;
  bool are_tagged_ = false, are_spanned_ = false;              // sides of the record
  ScoreChoice::Wanted wanted_ = ScoreChoice::Wanted::unknown;  // by the gold of the record
  ScoreChoice::Wanted settled_ = ScoreChoice::Wanted::unknown;
  ScoreChoice::Wanted met_ = ScoreChoice::Wanted::unknown, expected_ = ScoreChoice::Wanted::unknown;
  std::optional<Role> side_;
  JsonFields fields_;
  std::string reason_;
  bool has_sets_ = false, has_spans_ = false;
};

}  // namespace errata::normalize
