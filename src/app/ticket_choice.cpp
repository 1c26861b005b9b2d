#include "app/ticket_choice.hpp"

#include "app/limit_options.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

TicketChoice completed(TicketChoice choice, const TicketChoice& otherwise) {
  const bool is_alike = choice.dialect == nullptr || choice.dialect == otherwise.dialect;
  if (choice.dialect == nullptr)
    choice.dialect = otherwise.dialect;
  if (!choice.budget && is_alike)
    choice.budget = otherwise.budget;
  return choice;
}

render::Options options_for(const TicketChoice& choice) {
  render::Options options;
  if (choice.dialect != nullptr)
    options.dialect = choice.dialect;
  options.budget = choice.budget.value_or(options.dialect->budget);
  return options;
}

const render::TicketDialect* parse_dialect(const std::string& text, const std::string& where) {
  const auto* const dialect = render::find_ticket_dialect(text);
  if (dialect != nullptr)
    return dialect;
  const auto names = names_of(render::ticket_dialects());
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i)
    list += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + std::string{names[i]};
  throw UsageError{where + ": unknown dialect " + in_quotes(text) + did_you_mean(text, names) +
                   "; there are " + list};
}

std::size_t parse_budget(const std::string& text, const std::string& where) {
  return parse_count(text, {render::least_budget, 1'000'000}, where);
}

std::string warning_of_budget(const TicketChoice& choice) {
  const auto options = options_for(choice);
  const auto& dialect = *options.dialect;
  if (dialect.limit == 0 || options.budget <= dialect.limit)
    return {};
  return "a budget of " + grouped(options.budget) + " " + std::string{dialect.unit} +
         " is more than " + std::string{dialect.system} + " takes, which refuses a text above " +
         grouped(dialect.limit);
}

std::string described(const TicketChoice& choice) {
  const auto options = options_for(choice);
  return std::string{options.dialect->file} + ", up to " + grouped(options.budget) + " " +
         std::string{options.dialect->unit};
}

}  // namespace errata::app
