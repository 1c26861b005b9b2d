// What ticket systems render, and how much of it they take: a row each.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace errata::render {

struct TicketDialect {
  std::string_view name;  // "github"
  std::string_view file;  // of the report: "report.md"
  std::size_t budget;     // what the text may take, in `unit`
  std::string_view unit;
  std::string_view system;  // that refuses a longer text than `limit`; empty where none does
  std::size_t limit;        // in `unit`
  std::size_t (*measure)(std::string_view text);       // in `unit`
  std::string (*finish)(const std::string& markdown);  // our Markdown in this dialect
  bool folds;  // whether <details> folds away what stands in it
};

// The first is the one where none is chosen.
std::span<const TicketDialect> ticket_dialects();
// Nothing where none is called so.
const TicketDialect* find_ticket_dialect(std::string_view name);

// Characters of valid UTF-8 as Jira counts them.
std::size_t utf16_units_of(std::string_view text);

}  // namespace errata::render
