// What is said of records of two files that are joined, the same for every format.
#pragma once

#include <string>
#include <string_view>

namespace errata::normalize {

// By what records belong together, and why one belongs to none.
struct JoinWords {
  std::string_view name, no_key, twice, no_prediction, no_gold;
};

inline constexpr JoinWords joined_by_id{
    .name = "id",
    .no_key = "no id by which gold and predicted could be joined",
    .twice = "an id that stands twice in one of the two files",
    .no_prediction = "no prediction of this id",
    .no_gold = "a prediction whose id is not in the gold file"};
inline constexpr JoinWords joined_by_text{
    .name = "text",
    .no_key = "no text by which gold and predicted could be joined",
    .twice = "a text that stands twice in one of the two files",
    .no_prediction = "no prediction of this text",
    .no_gold = "a prediction whose text is not in the gold file"};

inline constexpr std::string_view other_text_of_id =
    "gold and prediction of this id differ in their text";

// The remark; nothing for `by` means by position.
inline std::string said_of_join(const JoinWords* by) {
  return "gold and predicted were joined by " + std::string{by == nullptr ? "position" : by->name};
}

}  // namespace errata::normalize
