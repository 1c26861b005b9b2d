#include "render/grams.hpp"

#include <algorithm>

#include "core/unicode.hpp"

namespace errata::render {

namespace {

constexpr unsigned word_weight = 3;
constexpr unsigned gram_weight = 4 * word_weight;
constexpr std::size_t short_number = 3;  // digits

// FNV-1a, 64 bits.
constexpr std::uint64_t start_hash = 14695981039346656037U;
std::uint64_t with(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * 1099511628211U;
}

std::uint64_t hash_of(std::string_view word) {
  auto hash = start_hash;
  for (const char c : word)
    hash = with(hash, static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
  return hash;
}

bool is_blank(std::string_view word) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_shape = [](char c) { return c == 'x' || c == 'X' || c == '9' || c == '_'; };
  return std::ranges::all_of(word, is_shape) ||
         (word.size() <= short_number && std::ranges::all_of(word, is_digit));
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_{text} {}

  std::vector<Token> tokens() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto [c, bytes] = next(at);
      if (is_unspaced_script(c)) {
        end_word(at);
        add(text_.substr(at, bytes), 1);
      } else if (c == static_cast<char32_t>(run_end)) {
        end_word(at);
        tokens_.push_back({});
      } else if (!is_word(c)) {
        end_word(at);
      } else if (word_ == none) {
        word_ = at;
      }
      at += bytes;
    }
    end_word(text_.size());
    return std::move(tokens_);
  }

 private:
  static constexpr auto none = std::string_view::npos;

  CodePoint next(std::size_t at) {
    if (at >= valid_) {
      const auto bad = find_invalid_utf8(text_.substr(at));
      if (bad == 0)
        return {' ', 1};
      valid_ = bad == none ? text_.size() : at + bad;
    }
    return code_point_at(text_, at);
  }

  void end_word(std::size_t at) {
    if (word_ != none)
      add(text_.substr(word_, at - word_), word_weight);
    word_ = none;
  }

  void add(std::string_view word, unsigned weight) {
    tokens_.push_back({hash_of(word), weight, is_blank(word)});
  }

  std::string_view text_;
  std::size_t word_ = none;  // where it began
  std::size_t valid_ = 0;    // up to here the text is UTF-8
  std::vector<Token> tokens_;
};

std::uint64_t combined(std::uint64_t hash, std::uint64_t token) {
  for (unsigned shift = 0; shift < 64; shift += 8)
    hash = with(hash, static_cast<unsigned char>(token >> shift));
  return hash;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  return Tokenizer{text}.tokens();
}

void each_gram(std::span<const Token> tokens,
               const std::function<void(std::uint64_t hash, std::span<const Token> gram)>& found) {
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    auto hash = start_hash;
    unsigned weight = 0;
    auto last = first;
    for (; last < tokens.size() && weight < gram_weight && tokens[last].weight > 0; ++last) {
      hash = combined(hash, tokens[last].hash);
      weight += tokens[last].weight;
    }
    if (weight >= gram_weight)
      found(hash, tokens.subspan(first, last - first));
  }
}

}  // namespace errata::render
