// Which fields of JSON records hold what, by their names. Includes simdjson's door, so only .cpp
// files include this.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "normalize/columns.hpp"

namespace errata::normalize {

// A field is the one that was asked for, or else of the usual names the first that the record has
// where the role is asked for first, null or not, but one that goes with that of the other side
// ("entities", "predicted_entities"); all further records are held to it.
class JsonFields {
 public:
  // `side`: of files of one side, whose labels go by the usual names of both sides and of
  // annotation tools.
  explicit JsonFields(const ColumnChoice& choice, std::optional<Role> side = {});

  // Before the first find() of a record.
  void meet(json::object record);

  // False where the record has no such field, or null in it.
  bool find(json::object record, Role role, json::element& into);
  bool is_null(json::object record, Role role) const;

  // Empty where no record had any.
  const std::string& name(Role role) const { return names_[static_cast<std::size_t>(role)]; }

  // Throws UsageError where the user named a field that no record had, neither here nor in `other`,
  // which read the other side.
  void check(const JsonFields* other) const;

  // What is said of fields that fit a role as well.
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  std::span<const std::string_view> usual(Role role) const;
  std::string pick(json::object record, Role role) const;
  void note_others(json::object record, Role role);

  ColumnChoice choice_;
  std::optional<Role> side_;
  std::vector<std::string_view> side_names_;  // of its labels
  std::array<std::string, roles> names_;      // asked for, or found first
  std::array<bool, roles> is_met_{};          // the field was there, null or not
  std::vector<std::string> first_fields_;     // of the first record
  std::vector<std::string> remarks_;
};

}  // namespace errata::normalize
