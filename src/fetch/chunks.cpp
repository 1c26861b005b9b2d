#include "fetch/chunks.hpp"

#include <algorithm>

namespace errata::fetch {

namespace {

constexpr int most_digits = 15;  // what fits without a thought about overflow

int value_of_hex(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace

void Chunks::follow(std::string_view bytes) {
  while (!bytes.empty()) {
    if (place_ == Place::data) {
      const auto size = std::min<std::uint64_t>(left_, bytes.size());
      bytes.remove_prefix(size);
      left_ -= size;
      if (left_ == 0)
        place_ = Place::data_return;
    } else {
      place_ = after(bytes.front());
      bytes.remove_prefix(1);
    }
  }
}

Chunks::Place Chunks::after(char c) {
  const auto if_is = [c](char wanted, Place next) { return c == wanted ? next : Place::broken; };
  switch (place_) {
    case Place::size:
      return after_digit(c);
    case Place::extension:
      return c == '\r' ? Place::end_of_size : c == '\n' ? Place::broken : Place::extension;
    case Place::end_of_size:
      return if_is('\n', left_ > 0 ? Place::data : Place::last_return);
    case Place::data_return:
      return if_is('\r', Place::end_of_data);
    case Place::end_of_data:
      digits_ = 0;
      return if_is('\n', Place::size);
    case Place::last_return:
      return if_is('\r', Place::end_of_last);
    case Place::end_of_last:
      return if_is('\n', Place::behind);
    default:  // data is not read by the byte; behind the end nothing is asked for
      return Place::broken;
  }
}

Chunks::Place Chunks::after_digit(char c) {
  if (const int value = value_of_hex(c); value >= 0 && ++digits_ <= most_digits) {
    left_ = 16 * left_ + static_cast<std::uint64_t>(value);
    return Place::size;
  }
  if (digits_ == 0 || digits_ > most_digits)
    return Place::broken;
  return c == '\r'                           ? Place::end_of_size
         : c == ';' || c == ' ' || c == '\t' ? Place::extension
                                             : Place::broken;
}

}  // namespace errata::fetch
