#include "app/threshold_options.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

using analyze::ThresholdRow;

namespace {

constexpr std::array<std::string_view, 11> units{
    "items", "documents", "labels", "words", "characters",         "predictions",
    "days",  "share",     "score",  "times", "standard deviations"};
constexpr std::array<std::string_view, 3> sources{" (documented by Azure)",
                                                  " (from the literature)", ""};

std::string_view unit_of(const ThresholdRow& row) {
  return units[static_cast<std::size_t>(row.unit)];
}

// Shares are written as the other shares of a config are: 10% or 0.1.
std::optional<double> number_in(std::string_view text, const ThresholdRow& row) {
  if (row.unit != model::ThresholdUnit::share || !text.ends_with('%'))
    return parse_number(text);
  const auto percent = parse_number(text.substr(0, text.size() - 1));
  return percent ? std::optional{*percent / 100} : std::nullopt;
}

const ThresholdSetting* last_of(const std::vector<ThresholdSetting>& settings,
                                const ThresholdRow* one, const ThresholdRow* other) {
  const auto found = std::find_if(
      settings.rbegin(), settings.rend(),
      [&](const ThresholdSetting& setting) { return setting.row == one || setting.row == other; });
  return found == settings.rend() ? nullptr : &*found;
}

}  // namespace

ThresholdSetting parse_threshold(std::string name, const std::string& value,
                                 const std::string& where) {
  std::ranges::replace(name, '-', '_');
  const auto* const row = analyze::find_threshold(name);
  if (row == nullptr)
    throw UsageError{where + ": unknown threshold " + in_quotes(name, 40) +
                     did_you_mean(name, threshold_names())};
  const auto number = number_in(value, *row);
  analyze::Thresholds tried;
  if (!number || !row->set(tried, *number))
    throw UsageError{fmt::format("{}: {} is no {} from {} to {} ({})", where, in_quotes(value, 40),
                                 row->is_count() ? "whole number" : "number", decimal(row->least),
                                 decimal(row->most), unit_of(*row))};
  return {.row = row, .value = *number, .where = where};
}

std::vector<ThresholdSetting> parse_thresholds(const std::string& list, const std::string& where) {
  std::vector<ThresholdSetting> settings;
  for (const auto part : split(list, ',')) {
    const auto equals = part.find('=');
    const std::string name{trimmed(part.substr(0, equals))};
    if (equals == std::string_view::npos || name.empty())
      throw UsageError{
          where + ": " + in_quotes(part, 40) +
          " is not NAME=VALUE (--threshold is the score below which predictions are none)"};
    settings.push_back(parse_threshold(name, std::string{trimmed(part.substr(equals + 1))},
                                       where + ": " + in_quotes(name, 40)));
  }
  return settings;
}

std::vector<std::string_view> threshold_names() {
  return names_of(analyze::threshold_table());
}

void set_thresholds(const std::vector<ThresholdSetting>& settings, analyze::Thresholds& to) {
  for (const auto& setting : settings)
    setting.row->set(to, setting.value);
}

void check_order(const std::vector<ThresholdSetting>& settings,
                 const analyze::Thresholds& thresholds) {
  const auto disorder = analyze::find_disorder(thresholds);
  if (!disorder)
    return;
  const auto [low, high] = *disorder;
  if (const auto* const setting = last_of(settings, low, high))
    throw UsageError{fmt::format("{}: {} would be {}, which is above {}, {}", setting->where,
                                 low->name, decimal(low->value_in(thresholds)), high->name,
                                 decimal(high->value_in(thresholds)))};
}

std::string shown(const ThresholdSetting& setting) {
  return fmt::format("{} = {} (usually {})", setting.row->name, decimal(setting.value),
                     decimal(setting.row->value_in({})));
}

std::string describe_thresholds(const analyze::Thresholds& thresholds) {
  std::string text = "thresholds of rules (errata's own where no source is named)\n";
  for (const auto& row : analyze::threshold_table()) {
    const auto value = row.value_in(thresholds);
    const auto usual = row.value_in({});
    const auto instead = value == usual ? "" : "; set instead of " + decimal(usual);
    text += fmt::format("  {:<28}{:<9}{:<20} {}{}{}\n", row.name, decimal(value), unit_of(row),
                        row.what, sources[static_cast<std::size_t>(row.origin)], instead);
  }
  return text;
}

}  // namespace errata::app
