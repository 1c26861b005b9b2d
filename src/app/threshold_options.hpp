// The thresholds of rules that a user may set: [thresholds] of the config, --thresholds, and
// ERRATA_THRESHOLDS.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/thresholds.hpp"

namespace errata::app {

struct ThresholdSetting {
  const analyze::ThresholdRow* row = nullptr;
  double value = 0;
  std::string where;     // for messages: the line of the config, the option, or the variable
  std::size_t line = 0;  // of the config
};

// "weak_score" (or "weak-score") and "0.7". Throws UsageError that begins with `where`: for a name
// that no threshold has, with the nearest one, and for what its value cannot be.
ThresholdSetting parse_threshold(std::string name, const std::string& value,
                                 const std::string& where);

// "weak_score=0.7,imbalance=4"
std::vector<ThresholdSetting> parse_thresholds(const std::string& list, const std::string& where);

std::vector<std::string_view> threshold_names();

// Later ones win.
void set_thresholds(const std::vector<ThresholdSetting>& settings, analyze::Thresholds& to);

// Throws UsageError where the settings put two thresholds out of order that belong together, naming
// the place of the setting.
void check_order(const std::vector<ThresholdSetting>& settings,
                 const analyze::Thresholds& thresholds);

// "weak_score = 0.7 (usually 0.6)"
std::string shown(const ThresholdSetting& setting);

// All of them, for `errata check`.
std::string describe_thresholds(const analyze::Thresholds& thresholds);

}  // namespace errata::app
