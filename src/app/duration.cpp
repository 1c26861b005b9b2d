#include "app/duration.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace errata::app {

using std::chrono::milliseconds;

namespace {

struct Unit {
  std::string_view name;
  milliseconds length;
};

constexpr auto units = std::to_array<Unit>({
    {"h", std::chrono::hours{1}},
    {"min", std::chrono::minutes{1}},
    {"s", std::chrono::seconds{1}},
    {"ms", milliseconds{1}},
});

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_integer(text.substr(0, digits));
  const auto* const unit = std::ranges::find(units, text.substr(digits), &Unit::name);
  if (!number || unit == units.end() || *number > std::chrono::years{1} / unit->length)
    return std::nullopt;
  return *number * unit->length;
}

std::string duration_text(milliseconds time) {
  const auto* const unit = std::ranges::find_if(
      units, [time](const Unit& row) { return time % row.length == milliseconds{0}; });
  return std::to_string(time / unit->length) + std::string{unit->name};
}

}  // namespace errata::app
