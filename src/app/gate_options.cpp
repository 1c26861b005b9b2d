#include "app/gate_options.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "core/text.hpp"
#include "render/format.hpp"

namespace errata::app {

using analyze::GateLimit;
using analyze::GateRow;

namespace {

constexpr double most_counted = 1e9;

std::string_view sign_of(bool is_least) {
  return is_least ? ">=" : "<=";
}

std::optional<double> limit_in(std::string_view text, const GateRow& row) {
  if (row.is_count) {
    const auto number = parse_number(text);
    const bool is_right =
        number && *number >= 0 && *number <= most_counted && *number == std::floor(*number);
    return is_right ? number : std::nullopt;
  }
  const bool is_percent = text.ends_with('%');
  const auto number = parse_number(is_percent ? trimmed(text.substr(0, text.size() - 1)) : text);
  if (!number)
    return std::nullopt;
  const auto share = is_percent ? *number / 100 : *number;
  return share >= 0 && share <= 1 ? std::optional{share} : std::nullopt;
}

const GateRow& row_of(std::string name, const std::string& where) {
  std::ranges::replace(name, '-', '_');
  if (const auto* const row = analyze::find_gate(name))
    return *row;
  throw UsageError{where + ": unknown gate " + in_quotes(name, 40) +
                   did_you_mean(name, names_of(analyze::gate_table()))};
}

GateLimit parse_gate(std::string_view part, const std::string& where) {
  const auto at = part.find_first_of("<>");
  const auto sign = at == std::string_view::npos ? std::string_view{} : part.substr(at, 2);
  if (sign != ">=" && sign != "<=")
    throw UsageError{where + ": " + in_quotes(part, 40) + " is not NAME >= LIMIT or NAME <= LIMIT"};
  const auto& row = row_of(std::string{trimmed(part.substr(0, at))}, where);
  if (sign != sign_of(row.is_least))
    throw UsageError{
        fmt::format("{}: {} is the {}: write {} {} LIMIT", where, row.name,
                    row.is_least ? "least that must be reached" : "most that is let by", row.name,
                    sign_of(row.is_least))};
  const auto text = trimmed(part.substr(at + 2));
  const auto limit = limit_in(text, row);
  if (!limit)
    throw UsageError{fmt::format("{}: {}: {} is no {}", where, row.name, in_quotes(text, 40),
                                 row.is_count ? "whole number from 0 on" : "number from 0 to 1")};
  return {&row, *limit};
}

}  // namespace

std::vector<GateLimit> parse_gates(const std::string& list, const std::string& where) {
  std::vector<GateLimit> limits;
  const auto parts = split(list, ',');
  for (const auto part : parts) {
    if (parts.size() > 1 && trimmed(part).empty())
      throw UsageError{where + ": a comma stands where no gate follows or precedes it"};
    const auto limit = parse_gate(trimmed(part), where);
    if (std::ranges::find(limits, limit.row, &GateLimit::row) != limits.end())
      throw UsageError{where + ": " + std::string{limit.row->name} + " is set twice"};
    limits.push_back(limit);
  }
  return limits;
}

std::vector<GateLimit> joined(std::vector<GateLimit> under, const std::vector<GateLimit>& over) {
  for (const auto& limit : over) {
    const auto found = std::ranges::find(under, limit.row, &GateLimit::row);
    if (found == under.end())
      under.push_back(limit);
    else
      *found = limit;
  }
  return under;
}

std::string shown(const GateLimit& limit) {
  return fmt::format("{} {} {}", limit.row->name, sign_of(limit.row->is_least),
                     decimal(limit.limit));
}

std::vector<std::string> crossed_gates(const model::Analysis& analysis) {
  std::vector<std::string> crossed;
  for (const auto& gate : analysis.gates)
    if (gate.outcome == model::GateOutcome::crossed)
      crossed.push_back(fmt::format(
          "gate failed: {} {} {} ({})", gate.name, sign_of(gate.is_least), decimal(gate.limit),
          gate.is_count ? decimal(*gate.value) : render::score_beside(*gate.value, gate.limit)));
  return crossed;
}

ExitCode code_of_gates(const model::Analysis& analysis) {
  const auto is_crossed = [](const model::Gate& gate) {
    return gate.outcome == model::GateOutcome::crossed;
  };
  return std::ranges::any_of(analysis.gates, is_crossed) ? ExitCode::gate : ExitCode::done;
}

}  // namespace errata::app
