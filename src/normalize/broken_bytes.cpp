#include "normalize/broken_bytes.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::normalize {

namespace {

// Noncharacters, which no text is supposed to have; `text` has not this one.
std::string sign_missing_in(std::string_view text) {
  for (char32_t c = 0xFDD0; c <= 0xFDEF; ++c) {
    std::string sign;
    append_utf8(sign, c);
    if (text.find(sign) == std::string_view::npos)
      return sign;
  }
  return {};
}

// Whether `is_meant` holds for a key or string of the value.
template <typename Predicate>
bool any_text_of(json::element value, const Predicate& is_meant) {
  std::vector<json::element> open{value};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    std::string_view text;
    json::array items;
    json::object fields;
    if (next.get(text) == simdjson::SUCCESS && is_meant(text))
      return true;
    if (next.get(items) == simdjson::SUCCESS)
      open.insert(open.end(), items.begin(), items.end());
    if (next.get(fields) != simdjson::SUCCESS)
      continue;
    for (const auto field : fields) {
      if (is_meant(field.key))
        return true;
      open.push_back(field.value);
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> BrokenBytes::mark(std::string_view json) {
  places_.clear();
  auto at = find_invalid_utf8(json);
  begin_ = at == json.npos ? "" : sign_missing_in(json);
  if (begin_.empty())
    return std::nullopt;
  end_ = begin_;
  std::string marked;
  for (std::size_t done = 0; done < json.size();) {
    const auto stop = std::min(at, json.size() - done);
    marked += json.substr(done, stop);
    done += stop;
    if (done == json.size())
      break;
    marked += begin_ + std::to_string(places_.size()) + end_;
    places_.push_back(done++);
    at = find_invalid_utf8(json.substr(done));
  }
  return marked;
}

// Of the mark at `at` or behind it, which is moved past the mark.
std::optional<std::size_t> BrokenBytes::number_in(std::string_view text, std::size_t& at) const {
  const auto begin = text.find(begin_, at);
  if (begin == text.npos)
    return std::nullopt;
  const auto digits = begin + begin_.size();
  const auto end = text.find(end_, digits);
  if (end == text.npos)
    return std::nullopt;
  at = end + end_.size();
  const auto number = parse_integer(text.substr(digits, end - digits));
  const bool is_mark = number && *number >= 0 && static_cast<std::size_t>(*number) < places_.size();
  return is_mark ? std::optional{static_cast<std::size_t>(*number)} : std::nullopt;
}

void BrokenBytes::find_in(std::string_view text, std::vector<bool>& into) const {
  std::size_t at = 0;
  while (const auto number = number_in(text, at))
    into[*number] = true;
}

bool BrokenBytes::stand_in(json::element value) const {
  return !places_.empty() && any_text_of(value, [this](std::string_view text) {
    std::size_t at = 0;
    return number_in(text, at).has_value();
  });
}

std::optional<std::size_t> BrokenBytes::outside(json::element whole,
                                                std::span<const json::element> records) const {
  if (places_.empty())
    return std::nullopt;
  std::vector<bool> all(places_.size()), inside(places_.size());
  const auto note = [this](json::element value, std::vector<bool>& into) {
    any_text_of(value, [&](std::string_view text) {
      find_in(text, into);
      return false;
    });
  };
  note(whole, all);
  for (const auto record : records)
    note(record, inside);
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (all[i] && !inside[i])
      return places_[i];
  return std::nullopt;
}

std::optional<std::size_t> BrokenBytes::in_word_at(std::string_view marked, std::size_t at) const {
  if (places_.empty())
    return std::nullopt;
  const auto word = marked.substr(at, marked.find_first_of(" \t\r\n,:[]{}\"", at) - at);
  std::size_t begin = 0;
  const auto number = number_in(word, begin);
  return number ? std::optional{places_[*number]} : std::nullopt;
}

}  // namespace errata::normalize
