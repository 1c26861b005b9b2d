#include "analyze/segments.hpp"

#include <algorithm>

#include "analyze/surface.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

struct Token {
  std::size_t begin = 0, end = 0;
  std::size_t digits = 0, letters = 0, joints = 0;
  bool capital = false;
  bool cut_before = false;  // a separator stands before it
};

bool is_joint(char32_t c) {
  return std::u32string_view{U".,:/-'’"}.find(c) != std::u32string_view::npos;
}

bool is_letter(LetterKind kind) {
  return kind == LetterKind::upper || kind == LetterKind::lower || kind == LetterKind::unspaced;
}

// Whether a joint at `at` holds its neighbours together: digits on both sides; in words only
// apostrophe, dash and dot.
bool holds(std::string_view text, const Token& token, std::size_t at, char32_t joint) {
  const auto next = at + code_point_at(text, at).bytes;
  if (token.end != at || token.end == token.begin || next >= text.size())
    return false;
  const auto before = kind_of(code_point_before(text, at));
  const auto after = kind_of(code_point_at(text, next).value);
  if (before == LetterKind::digit && after == LetterKind::digit)
    return true;
  const bool loose = joint == ',' || joint == '/' || joint == ':';
  return !loose && (is_letter(after) || after == LetterKind::digit);
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_{text} {}

  std::vector<Token> tokens() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto [c, bytes] = code_point_at(text_, at);
      take(c, at, bytes);
      at += bytes;
    }
    close();
    return std::move(tokens_);
  }

 private:
  void take(char32_t c, std::size_t at, std::size_t bytes) {
    const auto kind = kind_of(c);
    if (kind == LetterKind::digit || is_letter(kind)) {
      if (token_.end == token_.begin) {
        token_.begin = at;
        token_.capital = kind == LetterKind::upper;
      }
      token_.end = at + bytes;
      token_.digits += kind == LetterKind::digit;
      token_.letters += kind != LetterKind::digit;
    } else if (is_joint(c) && holds(text_, token_, at, c)) {
      token_.end = at + bytes;
      token_.joints += 1;
    } else {
      close();
      token_.cut_before |= is_separator(c);
    }
  }

  void close() {
    if (token_.end == token_.begin)
      return;
    tokens_.push_back(token_);
    token_ = {};
  }

  std::string_view text_;
  Token token_;
  std::vector<Token> tokens_;
};

PartKind kind_of(const Token& token) {
  if (token.digits > 0 && token.letters > 0)
    return PartKind::code;
  if (token.digits > 0 && token.joints > 0)
    return PartKind::compound_number;
  if (token.digits > 0)
    return token.digits >= 5 ? PartKind::long_number : PartKind::number;
  return token.capital ? PartKind::name : PartKind::words;
}

bool is_wordy(PartKind kind) {
  return kind == PartKind::name || kind == PartKind::words;
}

}  // namespace

PartCounts counts_of(const std::vector<Segment>& segments) {
  PartCounts counts{};
  for (const auto& segment : segments)
    counts[static_cast<std::size_t>(segment.kind)] += 1;
  return counts;
}

std::string_view name_of(PartKind kind) {
  constexpr std::string_view names[part_kinds] = {"Number", "Long number", "Compound number",
                                                  "Code",   "Name",        "Words"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Segment> cut(std::string_view text) {
  std::vector<Segment> segments;
  for (const auto& token : Tokenizer{text}.tokens()) {
    const auto kind = kind_of(token);
    const bool joins =
        !segments.empty() && !token.cut_before && is_wordy(kind) && is_wordy(segments.back().kind);
    if (joins)
      segments.back().end = token.end;
    else if (segments.size() < most_segments)
      segments.push_back({kind, token.begin, token.end});
    else
      break;
  }
  return segments;
}

}  // namespace errata::analyze
