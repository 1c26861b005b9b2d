#include "render/line_breaks.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "core/grapheme.hpp"
#include "core/unicode.hpp"

namespace errata::render {

namespace {

constexpr std::size_t most_columns = 120;
constexpr std::size_t slack = 30;         // columns more, where the line is at its end with them
constexpr std::size_t least_clause = 40;  // columns before a line may end in the middle of a text

// What a line may end behind, the worst first.
enum class Rank { character, word, clause, sentence, line };

struct Place {
  std::size_t at = 0;       // byte
  std::size_t columns = 0;  // from the beginning of the stretch
  Rank rank = Rank::character;
};

constexpr auto sentence_marks = std::to_array<char32_t>(
    {'.', '!', '?', U'…', U'؟', U'۔', U'।', U'॥', U'。', U'！', U'？', U'．'});
constexpr auto clause_marks =
    std::to_array<char32_t>({',', ';', ':', U'–', U'—', U'،', U'؛', U'、', U'，', U'；', U'：'});
constexpr auto closing_marks = std::to_array<char32_t>(
    {'"', '\'', ')', ']', '}', U'»', U'”', U'’', U'」', U'』', U'）', U'】', U'》', U'〉'});

bool is_among(std::span<const char32_t> marks, char32_t c) {
  return std::ranges::find(marks, c) != marks.end();
}

// Punctuation of scripts without spaces, which nothing needs to follow.
bool is_full_width(char32_t c) {
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

std::size_t columns_of(char32_t c) {
  return is_unspaced_script(c) || is_full_width(c) || c >= 0x1F000 ? 2 : 1;
}

// Reads a text from its beginning and tells what a line may end behind at each place.
class Punctuation {
 public:
  // The rank of the place between what was read and `c`; nothing where no line may end.
  std::optional<Rank> rank_before(char32_t c) const {
    if (is_space(c) || is_closing(c) || !may_cut_between(before_, c))
      return std::nullopt;
    if (has_break_)
      return Rank::line;
    if (has_space_ || is_wide_)
      return std::max(ended_, Rank::word);
    const bool is_unspaced = is_unspaced_script(before_) && is_unspaced_script(c);
    return is_unspaced ? Rank::word : Rank::character;
  }

  void read(char32_t c) {
    if (is_space(c)) {
      has_space_ = true;
      has_break_ = has_break_ || c == '\n';
    } else if (!is_closing(c)) {
      ended_ = rank_of(c);
      has_space_ = has_break_ = false;
      is_wide_ = is_full_width(c) && ended_ != Rank::character;
    }
    before_ = c;
  }

 private:
  static Rank rank_of(char32_t c) {
    if (is_among(sentence_marks, c))
      return Rank::sentence;
    return is_among(clause_marks, c) ? Rank::clause : Rank::character;
  }

  // A quote closes what it stands right behind.
  bool is_closing(char32_t c) const { return !has_space_ && is_among(closing_marks, c); }

  Rank ended_ = Rank::character;
  bool has_space_ = false, has_break_ = false, is_wide_ = false;
  char32_t before_ = '\n';
};

// `stretches` that share a byte as one; none of no length.
std::vector<Stretch> apart(std::vector<Stretch> stretches) {
  std::erase_if(stretches, [](const Stretch& s) { return s.begin == s.end; });
  std::ranges::sort(stretches, {}, &Stretch::begin);
  std::vector<Stretch> joined;
  for (const auto& next : stretches) {
    if (!joined.empty() && next.begin < joined.back().end)
      joined.back().end = std::max(joined.back().end, next.end);
    else
      joined.push_back(next);
  }
  return joined;
}

std::vector<Place> places_in(std::string_view text, Stretch shown,
                             const std::vector<Stretch>& whole) {
  const auto kept = apart(whole);
  auto next = kept.begin();
  Punctuation punctuation;
  std::vector<Place> places;
  std::size_t columns = 0;
  for (auto at = shown.begin; at < shown.end;) {
    const auto [c, bytes] = code_point_at(text, at);
    while (next != kept.end() && next->end <= at)
      ++next;
    const bool is_inside = next != kept.end() && next->begin < at;
    const auto rank = punctuation.rank_before(c);
    if (rank && at > shown.begin && !is_inside)
      places.push_back({at, columns, *rank});
    punctuation.read(c);
    columns += columns_of(c);
    at += bytes;
  }
  places.push_back({shown.end, columns, Rank::line});
  return places;
}

using Choice = std::vector<Place>::const_iterator;

// The last place from `first` on, within `columns`, that is good enough; `last` where there is
// none.
Choice last_of(Rank least, Choice first, Choice last, std::size_t from, std::size_t to) {
  auto found = last;
  for (auto place = first; place != last && place->columns <= to; ++place)
    if (place->rank >= least && place->columns >= from)
      found = place;
  return found;
}

Choice end_of_line(Choice first, Choice last, std::size_t begun) {
  const auto line = std::find_if(first, last, [](const Place& p) { return p.rank == Rank::line; });
  const auto most = begun + most_columns;
  if (line->columns <= most + slack)
    return line;
  for (const auto rank : {Rank::sentence, Rank::clause, Rank::word, Rank::character}) {
    const auto from = rank >= Rank::clause ? begun + least_clause : begun;
    if (const auto found = last_of(rank, first, line, from, most); found != line)
      return found;
  }
  // Only what must stay whole is longer: on to the end of the word behind it.
  const auto word = std::find_if(first, line, [](const Place& p) { return p.rank >= Rank::word; });
  return word->columns <= first->columns + most_columns ? word : first;
}

}  // namespace

std::vector<std::size_t> line_ends(std::string_view text, Stretch shown,
                                   const std::vector<Stretch>& whole) {
  const auto places = places_in(text, shown, whole);
  std::vector<std::size_t> ends;
  std::size_t begun = 0;
  for (auto place = places.cbegin(); place != places.cend();) {
    const auto end = end_of_line(place, places.cend(), begun);
    ends.push_back(end->at);
    begun = end->columns;
    place = end + 1;
  }
  return ends;
}

}  // namespace errata::render
