// report.md, report.jira or report.txt: the ticket's own copy of the report.
#pragma once

#include <cstddef>
#include <string>

#include "render/sections.hpp"
#include "render/ticket_dialect.hpp"

namespace errata::render {

// No larger than `budget`, in the unit of the dialect. What does not fit is left out by value,
// never cut, and the end says what was shortened.
std::string write_ticket(const model::Analysis& analysis, Templates& templates,
                         const std::string& ticket, const TicketDialect& dialect,
                         std::size_t budget);

}  // namespace errata::render
