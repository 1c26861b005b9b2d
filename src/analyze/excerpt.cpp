#include "analyze/excerpt.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>

#include "analyze/surface.hpp"
#include "core/grapheme.hpp"
#include "core/json_writer.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::Annotation;
using Window = Excerpt::Window;

namespace {

constexpr std::size_t context = 100;              // bytes of text on each side of a span
constexpr std::size_t longest_span = 1'000;       // bytes of it, from its beginning
constexpr std::size_t beginning = 16U << 10U;     // bytes of a text that is shown by its beginning
constexpr std::size_t farthest_word = 40;         // bytes to the nearest place between words
constexpr std::size_t farthest_character = 1000;  // bytes to the nearest between characters

bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

bool may_cut_at(std::string_view text, std::size_t at) {
  return at == 0 || at >= text.size() ||
         (is_boundary(text, at) &&
          may_cut_between(code_point_before(text, at), code_point_at(text, at).value));
}

bool is_between_words(std::string_view text, std::size_t at) {
  return may_cut_at(text, at) && is_word_boundary(text, at);
}

// The nearest place from `at` on, forwards or backwards, that `is_right`; none within `farthest`
// bytes: text.size() + 1.
std::size_t nearest(std::string_view text, std::size_t at, bool forwards, std::size_t farthest,
                    bool (*is_right)(std::string_view, std::size_t)) {
  for (std::size_t step = 0; step <= farthest; ++step) {
    const bool is_beyond = forwards ? step > text.size() - at : step > at;
    if (is_beyond)
      break;
    const auto place = forwards ? at + step : at - step;
    if (is_boundary(text, place) && is_right(text, place))
      return place;
  }
  return text.size() + 1;
}

std::size_t cut(std::string_view text, std::size_t at, bool forwards) {
  at = std::min(at, text.size());
  const auto none = text.size() + 1;
  auto place = nearest(text, at, forwards, farthest_word, is_between_words);
  if (place == none)
    place = nearest(text, at, forwards, farthest_character, may_cut_at);
  if (place == none)
    place = nearest(text, at, forwards, 3, is_boundary);
  return place;
}

Window window_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_whole_document(const Annotation& item) {
  return item.begin == 0 && item.end == 0;
}

Window around(std::string_view text, const Annotation& item) {
  if (is_whole_document(item))
    return window_of(0, cut(text, beginning, true));
  const std::size_t begin = item.begin;
  const auto end = std::min<std::size_t>(item.end, begin + longest_span);
  return window_of(cut(text, begin > context ? begin - context : 0, false),
                   cut(text, end + context, true));
}

// Windows that touch are one.
class Windows {
 public:
  explicit Windows(std::string_view text) : text_{text} {}

  // What the window would add.
  std::size_t cost_of(Window window) const {
    std::size_t cost = cost_of_window;
    auto begin = window.begin;
    for (auto next = first_touching(window); next != windows_.end() && next->first < window.end;
         ++next) {
      if (begin < next->first)
        cost += json_size(text_.substr(begin, next->first - begin));
      begin = std::max(begin, next->second);
    }
    return begin < window.end ? cost + json_size(text_.substr(begin, window.end - begin)) : cost;
  }

  void add(Window window) {
    auto next = first_touching(window);
    while (next != windows_.end() && next->first <= window.end) {
      window = {std::min(window.begin, next->first), std::max(window.end, next->second)};
      next = windows_.erase(next);
    }
    windows_.emplace(window.begin, window.end);
  }

  bool hold(const Annotation& item) const {
    const auto next = windows_.upper_bound(item.begin);
    return is_whole_document(item) ||
           (next != windows_.begin() && item.end <= std::prev(next)->second);
  }

  bool empty() const { return windows_.empty(); }

  std::vector<Window> list() const {
    std::vector<Window> list;
    for (const auto& [begin, end] : windows_)
      list.push_back({begin, end});
    return list;
  }

 private:
  // That ends at its beginning or later.
  std::map<std::uint32_t, std::uint32_t>::const_iterator first_touching(Window window) const {
    auto first = windows_.upper_bound(window.begin);
    if (first != windows_.begin() && std::prev(first)->second >= window.begin)
      --first;
    return first;
  }

  std::string_view text_;
  std::map<std::uint32_t, std::uint32_t> windows_;  // begin -> end
};

class Cutter {
 public:
  Cutter(const Place& place, const std::vector<Match>& matches, std::size_t room)
      : place_{place},
        matches_{matches},
        room_{room},
        held_(matches.size()),
        windows_{place.document().text} {}

  Excerpt cut_out() {
    hold_errors();
    if (place_.document().has_text && windows_.empty())
      add(around(place_.document().text, {}));
    for (std::uint32_t i = 0; i < matches_.size(); ++i)
      if (!held_[i] && is_within(matches_[i]))
        hold(i);
    Excerpt excerpt{windows_.list(), {}};
    for (std::uint32_t i = 0; i < matches_.size(); ++i)
      if (held_[i])
        excerpt.matches.push_back(i);
    return excerpt;
  }

 private:
  using Sides = std::array<const Annotation*, 2>;

  Sides sides_of(const Match& match) const {
    const auto& document = place_.document();
    return {match.gold == no_item ? nullptr : &document.gold[match.gold],
            match.predicted == no_item ? nullptr : &document.predicted[match.predicted]};
  }

  std::uint32_t begin_of(const Match& match) const {
    const auto [gold, predicted] = sides_of(match);
    return std::min(gold != nullptr ? gold->begin : no_item,
                    predicted != nullptr ? predicted->begin : no_item);
  }

  // Up to the first that finds no room.
  void hold_errors() {
    std::vector<std::uint32_t> errors;
    for (std::uint32_t i = 0; i < matches_.size(); ++i)
      if (matches_[i].kind != model::ErrorClass::correct)
        errors.push_back(i);
    std::ranges::stable_sort(errors, {}, [this](auto i) { return begin_of(matches_[i]); });
    for (const auto i : errors)
      if (!hold(i))
        break;
  }

  // Whether it found room, with the text around it.
  bool hold(std::uint32_t at) {
    std::size_t cost = 0;
    std::vector<Window> around_it;
    for (const auto* item : sides_of(matches_[at])) {
      if (item == nullptr)
        continue;
      cost += cost_of_item(place_.name(item->label));
      const bool is_in_sight = is_whole_document(*item) ? !windows_.empty() : windows_.hold(*item);
      if (place_.document().has_text && !is_in_sight)
        around_it.push_back(around(place_.document().text, *item));
    }
    for (const auto& window : around_it)
      cost += windows_.cost_of(window);
    if (cost > room_)
      return false;
    room_ -= cost;
    held_[at] = true;
    for (const auto& window : around_it)
      windows_.add(window);
    return true;
  }

  void add(Window window) {
    room_ -= std::min(room_, windows_.cost_of(window));
    windows_.add(window);
  }

  bool is_within(const Match& match) const {
    if (!place_.document().has_text)
      return true;
    return std::ranges::all_of(sides_of(match), [this](const Annotation* item) {
      return item == nullptr || windows_.hold(*item);
    });
  }

  const Place& place_;
  const std::vector<Match>& matches_;
  std::size_t room_;
  std::vector<bool> held_;
  Windows windows_;
};

}  // namespace

std::size_t cost_of_item(std::string_view label) {
  constexpr std::size_t bytes_beside_it = 150;
  return bytes_beside_it + json_size(label);
}

Excerpt excerpt_of(const Place& place, const std::vector<Match>& matches, std::size_t room) {
  return Cutter{place, matches, room}.cut_out();
}

}  // namespace errata::analyze
