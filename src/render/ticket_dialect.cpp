#include "render/ticket_dialect.hpp"

#include <algorithm>
#include <array>

#include "core/unicode.hpp"
#include "render/sections.hpp"
#include "render/ticket_writers.hpp"

namespace errata::render {

namespace {

// At most one empty line in a row: an absent section of a template leaves one behind. No line break
// of the data is left in the text, so this cannot touch any.
std::string without_double_blanks(const std::string& text) {
  std::string tidy;
  std::size_t breaks = 2;  // none at the beginning
  for (const char c : text) {
    breaks = c == '\n' ? breaks + 1 : 0;
    if (breaks <= 2)
      tidy += c;
  }
  while (tidy.ends_with('\n'))
    tidy.pop_back();
  return tidy.empty() ? tidy : tidy + "\n\n";
}

// GitHub refuses above 65,536 characters or bytes, Jira above 32,767 characters; RT does not show a
// longer text than 25 KiB. The rest is for what is written around a report.
constexpr auto table = std::to_array<TicketDialect>({
    {"github", "report.md", 60'000, "bytes", "GitHub", 65'536, bytes_of, without_double_blanks,
     true},
    {"jira", "report.jira", 30'000, "characters", "Jira", 32'767, utf16_units_of, write_jira,
     false},
    {"plain", "report.txt", 20'000, "bytes", "", 0, bytes_of, write_plain, false},
});

}  // namespace

std::span<const TicketDialect> ticket_dialects() {
  return table;
}

const TicketDialect* find_ticket_dialect(std::string_view name) {
  const auto found = std::ranges::find(table, name, &TicketDialect::name);
  return found == table.end() ? nullptr : &*found;
}

std::size_t utf16_units_of(std::string_view text) {
  return length_in(OffsetUnit::utf16, text);
}

}  // namespace errata::render
