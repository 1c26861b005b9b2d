// In which dialect the text of a ticket is written, and how long it may be.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "render/render.hpp"

namespace errata::app {

// As far as somebody has said it.
struct TicketChoice {
  const render::TicketDialect* dialect = nullptr;
  std::optional<std::size_t> budget;  // in the unit of the dialect
};

// `choice`, and what it does not say as `otherwise` says; a budget is of its dialect alone.
TicketChoice completed(TicketChoice choice, const TicketChoice& otherwise);

// What is chosen, or the usual.
render::Options options_for(const TicketChoice& choice);

// Throw UsageError "WHERE: …".
const render::TicketDialect* parse_dialect(const std::string& text, const std::string& where);
std::size_t parse_budget(const std::string& text, const std::string& where);

// That the system of the dialect refuses a text as long as the budget allows; else empty.
std::string warning_of_budget(const TicketChoice& choice);

// "report.jira, up to 30,000 characters"
std::string described(const TicketChoice& choice);

}  // namespace errata::app
