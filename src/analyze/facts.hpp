// Named values for the sentences of rules.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/analysis.hpp"

namespace errata::analyze {

inline model::Fact text_fact(std::string name, std::string text) {
  return {std::move(name), model::Fact::Kind::text, std::move(text), 0};
}

// `reason` is a name in templates/words/reasons.mustache, which words it.
inline model::Fact reason_fact(std::string name, std::string reason) {
  return {std::move(name), model::Fact::Kind::text, "", 0, {}, std::move(reason)};
}

inline model::Fact count_fact(std::string name, std::uint64_t count) {
  return {std::move(name), model::Fact::Kind::count, "", static_cast<double>(count)};
}

// Items where a document's one item may be spread over several pairs.
inline model::Fact weight_fact(std::string name, double weight) {
  return {std::move(name), model::Fact::Kind::count, "", weight};
}

inline model::Fact number_fact(std::string name, double number) {
  return {std::move(name), model::Fact::Kind::number, "", number};
}

inline model::Fact share_fact(std::string name, double share) {
  return {std::move(name), model::Fact::Kind::share, "", share};
}

inline model::Fact list_fact(std::string name, std::vector<std::string> texts) {
  return {std::move(name), model::Fact::Kind::list, "", 0, std::move(texts)};
}

// 0 of nothing.
inline double share_of(std::uint64_t part, std::uint64_t of) {
  return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
}

inline model::Fact score_fact(std::string name, double score) {
  return {std::move(name), model::Fact::Kind::score, "", score};
}

// A change of a score, printed with its sign.
inline model::Fact gain_fact(std::string name, double gain) {
  return {std::move(name), model::Fact::Kind::gain, "", gain};
}

}  // namespace errata::analyze
