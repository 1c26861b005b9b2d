// The ticket of GitHub, and what stands in a text.
#pragma once

#include <string>

#include "model/analysis.hpp"
#include "render/templates.hpp"
#include "render/ticket_dialect.hpp"
#include "render/write_ticket.hpp"

namespace errata::test {

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::string ticket_of(const model::Analysis& analysis, render::Templates& templates) {
  const auto& github = render::ticket_dialects().front();
  return render::write_ticket(analysis, templates, "", github, github.budget);
}

}  // namespace errata::test
