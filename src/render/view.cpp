#include "render/view.hpp"

#include <utility>

#include "core/digest.hpp"
#include "core/text.hpp"
#include "render/format.hpp"

namespace errata::render {

namespace {

std::string flag_name(std::string_view name) {
  return "has_" + std::string{name};
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A letter beside a digit could be a commit or a ticket, a dot between letters an address, a colon
// between letters an emoji.
bool is_plain(char before, char c, char after) {
  if (is_letter(c))
    return !is_digit(before) && !is_digit(after);
  if (c == '.' || c == '-')
    return is_digit(before) && is_digit(after);
  if (c == ',' || c == ';' || c == ':')
    return after == ' ';
  return is_digit(c) || c == ' ';
}

bool is_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_plain(i > 0 ? text[i - 1] : ' ', text[i], i + 1 < text.size() ? text[i + 1] : ' '))
      return false;
  return true;
}

}  // namespace

void set_more(std::vector<View>& rows, const std::string& name) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i].flag(name + "_more", i + 1 < rows.size());
}

std::string_view first_code_points(std::string_view text, std::size_t limit) {
  std::size_t begun = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    begun += begins ? 1U : 0U;
    if (begun > limit)
      return text.substr(0, at);
  }
  return text;
}

View& View::own(std::string_view name, std::string text) {
  return set(name, Text::Kind::own, std::move(text));
}

View& View::outside(std::string_view name, std::string_view text) {
  const auto shown = first_code_points(text, longest_outside);
  std::string value{shown};
  if (shown.size() < text.size())
    value += "… (" + count(text.size()) + " B, SHA-256 " + sha256(text).substr(0, 8) + ")";
  return set(name, Text::Kind::outside, std::move(value));
}

View& View::whole(std::string_view name, std::string_view text) {
  return set(name, Text::Kind::outside, std::string{text});
}

View& View::said(std::string_view name, std::string_view text) {
  return is_plain(text) ? own(name, std::string{text}) : whole(name, text);
}

View& View::part(std::string_view name, std::string_view text) {
  return set(name, Text::Kind::part, std::string{text});
}

View& View::ready(std::string_view name, std::string text) {
  return set(name, Text::Kind::ready, std::move(text));
}

View& View::flag(std::string_view name, bool truth) {
  flags_.insert_or_assign(std::string{name}, truth);
  return *this;
}

View& View::list(std::string_view name, std::vector<View> rows) {
  return set_list(name, false, std::move(rows));
}

View& View::table(std::string_view name, std::vector<View> rows) {
  return set_list(name, true, std::move(rows));
}

View& View::optional_outside(std::string_view name, std::string_view text) {
  return flag(flag_name(name), !text.empty()).outside(name, text);
}

View& View::optional_part(std::string_view name, std::string_view text) {
  return flag(flag_name(name), !text.empty()).part(name, text);
}

View& View::optional_own(std::string_view name, std::string text) {
  flag(flag_name(name), !text.empty());
  return own(name, std::move(text));
}

View& View::number(std::string_view name, std::uint64_t number) {
  flag(flag_name(name), number > 0).flag("one_" + std::string{name}, number == 1);
  return own(name, count(number));
}

View& View::listed(std::string_view name, Listed rows) {
  listed_.insert_or_assign(std::string{name}, rows);
  return *this;
}

Listed View::listed(std::string_view names) const {
  Listed sum;
  for (const auto name : split(names, ' '))
    if (const auto found = listed_.find(name); found != listed_.end()) {
      sum.shown += found->second.shown;
      sum.total += found->second.total;
    }
  return sum;
}

View& View::set(std::string_view name, Text::Kind kind, std::string value) {
  texts_.insert_or_assign(std::string{name}, Text{kind, std::move(value)});
  return *this;
}

View& View::set_list(std::string_view name, bool is_table, std::vector<View> rows) {
  flag(flag_name(name), !rows.empty());
  lists_.insert_or_assign(std::string{name}, List{is_table, std::move(rows)});
  return *this;
}

}  // namespace errata::render
