// Two delimited files as one: the predictions of the second by the records of the first.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/label_set.hpp"
#include "normalize/table.hpp"

namespace errata::normalize {

// The gold side of two files that are joined.
std::unique_ptr<Table> open_gold(const Intake& intake, char delimiter);

// What the predicted side says about one record. The views live until the next one.
struct Prediction {
  std::string_view labels;
  std::optional<std::string_view> score;
  std::string_view fault;  // why the record cannot be used, empty where it can
  std::uint64_t line = 0;  // of the predicted record; 0 where `fault` is none of its own
};

// Joins by id where both files have a column of ids; else by text where both have one and no text
// stands twice; else by the index that pandas writes, where both have one and no number stands
// twice; else by position. By id or text the predicted side is held in memory, without its
// texts, and the gold file is read once more.
class TableJoin {
 public:
  // `gold` is as open_gold() left it; `delimiter` is that of its format.
  TableJoin(const Intake& intake, char delimiter, Table& gold);

  // The predicted side; its first record is at hand until the first call of next().
  const Table& table() const { return *table_; }

  // What belongs to the record of `gold` at hand. By position throws InputError for another text
  // than that of `gold`, or where there is no further record.
  Prediction next(Table& gold);

  // To be called behind the last record of gold: predictions without gold are issues, and a remark
  // says by what was joined. By position throws InputError for a record more.
  void finish(Intake& intake, const Table& gold);

 private:
  struct Key {
    std::uint64_t high = 0, low = 0;
    auto operator<=>(const Key&) const = default;
  };
  struct Held {
    Key key, text;
    std::uint64_t line = 0;
    std::string id, score, fault;
    model::LabelId labels = 0;  // in cells_
    std::uint32_t gold = 0;     // records that it belongs to
  };

  static Key key_of(std::string_view bytes);
  char delimiter_of_predicted() const;
  void open();
  void begin();
  void hold();
  bool count_gold();
  Held* find(const Table& gold);
  Prediction next_by_key(const Table& gold);
  Prediction next_by_position(Table& gold);
  void check_text(const Table& gold) const;

  const Intake& intake_;
  char delimiter_;
  std::unique_ptr<Table> table_;
  std::optional<Role> key_;  // nothing: by position
  bool has_begun_ = false;
  bool has_texts_ = false;    // on both sides
  bool is_by_index_ = false;  // which are the ids
  std::uint64_t records_ = 0;
  std::vector<Held> held_;            // in the order of the file
  std::vector<std::uint32_t> index_;  // of held_, by key
  model::LabelSet cells_;
};

}  // namespace errata::normalize
