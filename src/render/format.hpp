// How every report prints a number: decided here and nowhere else, without a locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/analysis.hpp"

namespace errata::render {

// What stands for a value that does not exist, such as a ratio of nothing.
inline constexpr const char* undefined = "n/a";

// Digits in groups of three: "4,194,304".
std::string count(std::uint64_t number);

// A count that may be a fraction (weights of multi-label confusions): "3", "2.33", "<0.01".
std::string weight(double number);

// The same in a sentence, where the part says nothing to a reader: the nearest whole number, "<1"
// of what is less than one half.
std::string about(double number);
bool is_whole(double number);

// 0 to 1 with three decimals; 1.000 and 0.000 are kept for exactly all and exactly none, so 0.99996
// reads 0.999.
std::string score(double value);
std::string score(const model::Measure& measure);  // "n/a" where undefined

// With more digits where three would hide on which side of the limit it lies.
std::string score_beside(double value, double limit);

// "[0.774, 0.846]", empty where no claim is made.
std::string interval(const model::Measure& measure);

// "0.812 [0.774, 0.846]"
std::string score_with_interval(const model::Measure& measure);

// A share of 0 to 1 as "33.3 %", by the same rule: 100.0 and 0.0 are exact. "n/a" for no whole.
std::string percent(double share);
std::string percent(double part, double whole);
std::string percent(const model::Measure& measure);

// "12.5 % [8.1 %, 18.0 %]"
std::string percent_with_interval(const model::Measure& measure);

// A change of a score: "+0.031", "-0.002", "0.000" for exactly none, "<+0.001" for less than shows.
std::string gain(double change);

// Of a change: "[-0.010, +0.052]", empty where there is none.
std::string gain_interval(const std::optional<model::Measure::Interval>& interval);

}  // namespace errata::render
