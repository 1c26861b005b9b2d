// The names of enumerators in analysis.json, in their order.
#pragma once

#include <array>
#include <string_view>

#include "core/unicode.hpp"
#include "model/analysis.hpp"
#include "model/task.hpp"
#include "model/text_mode.hpp"

namespace errata::render {

template <typename Enum>
inline constexpr std::array<std::string_view, 0> names_of{};

template <>
inline constexpr auto names_of<model::ErrorClass> = std::to_array<std::string_view>(
    {"correct", "type", "boundary", "type_and_boundary", "missed", "spurious"});

template <>
inline constexpr auto names_of<model::EdgeHabit> =
    std::to_array<std::string_view>({"begins_early", "begins_late", "ends_early", "ends_late"});

template <>
inline constexpr auto names_of<model::EdgeKind> =
    std::to_array<std::string_view>({"title", "closing_mark", "first_word", "last_word"});
template <>
inline constexpr auto names_of<model::PieceKind> =
    std::to_array<std::string_view>({"text", "blank", "punctuation", "number", "word", "words"});

template <>
inline constexpr auto names_of<model::Slice::By> = std::to_array<std::string_view>({"language",
                                                                                    "length"});

template <>
inline constexpr auto names_of<model::TextMode> = std::to_array<std::string_view>({"full", "masked",
                                                                                   "none"});

template <>
inline constexpr auto names_of<model::Grade> =
    std::to_array<std::string_view>({"strong", "moderate", "weak", "ambiguous"});

template <>
inline constexpr auto names_of<model::EvidenceKind> = std::to_array<std::string_view>(
    {"surface", "repeated", "labelled", "nowhere", "parts", "inflected", "context", "in_document",
     "length", "lower_case", "label"});

template <>
inline constexpr auto names_of<model::LabelClue> = std::to_array<std::string_view>(
    {"words", "neighbours", "name", "confusion", "score", "frequency"});

template <>
inline constexpr auto names_of<model::Outcome> =
    std::to_array<std::string_view>({"fail", "pass", "needs_review", "not_assessable"});

template <>
inline constexpr auto names_of<model::GateOutcome> =
    std::to_array<std::string_view>({"passed", "doubtful", "crossed", "not_assessable"});

template <>
inline constexpr auto names_of<model::GateLack> = std::to_array<std::string_view>(
    {"none", "baseline", "comparison", "documents", "measure", "labels"});

template <>
inline constexpr auto names_of<model::TestSetChange> =
    std::to_array<std::string_view>({"same", "overlap", "different", "relabelled"});

template <>
inline constexpr auto names_of<model::Verdict> = std::to_array<std::string_view>(
    {"identical", "unchanged", "better", "worse", "no_detectable_change", "no_claim",
     "not_comparable", "other_labels"});

template <>
inline constexpr auto names_of<model::Task> =
    std::to_array<std::string_view>({"single_label", "multi_label", "entities"});

template <>
inline constexpr auto names_of<OffsetUnit> = std::to_array<std::string_view>({"bytes", "codepoints",
                                                                              "utf16"});

template <>
inline constexpr auto names_of<model::Fact::Kind> =
    std::to_array<std::string_view>({"text", "count", "number", "share", "score", "gain", "list"});

template <>
inline constexpr auto names_of<model::ThresholdUnit> = std::to_array<std::string_view>(
    {"items", "documents", "labels", "words", "characters", "predictions", "days", "share", "score",
     "times", "deviations"});

template <>
inline constexpr auto names_of<model::ThresholdOrigin> =
    std::to_array<std::string_view>({"service", "literature", "own"});

template <typename Enum>
std::string_view name_of_value(Enum value) {
  return names_of<Enum>[static_cast<std::size_t>(value)];
}

}  // namespace errata::render
