// Named values for the sentences of rules.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "model/analysis.hpp"

namespace errata::analyze {

inline model::Fact text_fact(std::string name, std::string text) {
  return {std::move(name), model::Fact::Kind::text, std::move(text), 0};
}

inline model::Fact count_fact(std::string name, std::uint64_t count) {
  return {std::move(name), model::Fact::Kind::count, "", static_cast<double>(count)};
}

inline model::Fact number_fact(std::string name, double number) {
  return {std::move(name), model::Fact::Kind::number, "", number};
}

inline model::Fact share_fact(std::string name, double share) {
  return {std::move(name), model::Fact::Kind::share, "", share};
}

// 0 of nothing.
inline double share_of(std::uint64_t part, std::uint64_t of) {
  return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
}

inline model::Fact score_fact(std::string name, double score) {
  return {std::move(name), model::Fact::Kind::score, "", score};
}

}  // namespace errata::analyze
