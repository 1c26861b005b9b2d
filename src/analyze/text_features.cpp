#include "analyze/text_features.hpp"

#include <algorithm>

#include "analyze/mixed.hpp"
#include "core/fold.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t longest_text = 64U << 10U;  // bytes
constexpr std::size_t run_length = 4;

constexpr std::uint64_t word_salt = 0x243F6A8885A308D3U;
constexpr std::uint64_t pair_salt = 0x13198A2E03707344U;
constexpr std::uint64_t run_salt = 0xA4093822299F31D0U;

// The upper half is kept.
std::uint32_t feature_of(std::uint64_t bits) {
  return static_cast<std::uint32_t>(mixed(bits) >> 32U);
}

// FNV-1a.
std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

// At most `longest_text` bytes, whole code points.
std::string_view beginning(std::string_view text) {
  auto end = std::min(text.size(), longest_text);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return text.substr(0, end);
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

}  // namespace

std::vector<std::uint32_t> TextFeatures::of(std::string_view text) {
  const auto folded = case_folded(beginning(text));
  reader_.read(folded, words_);
  std::erase_if(words_, [](const Word& word) { return !word.is_text; });
  found_.clear();
  add_words();
  add_runs(folded);
  std::ranges::sort(found_);
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  found_.resize(std::min(found_.size(), most_features));
  return found_;
}

void TextFeatures::add_words() {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    found_.push_back(feature_of(words_[i].form ^ word_salt));
    if (i > 0)
      found_.push_back(feature_of(words_[i - 1].form * 3 ^ words_[i].form ^ pair_salt));
  }
}

void TextFeatures::add_runs(std::string_view text) {
  line_ = " ";
  for (const auto& word : words_) {
    line_ += text.substr(word.begin, word.end - word.begin);
    line_ += ' ';
  }
  code_points_.clear();
  for (std::size_t at = 0; at < line_.size(); at += code_point_at(line_, at).bytes)
    code_points_.push_back(at);
  code_points_.push_back(line_.size());
  for (std::size_t i = 0; i + run_length < code_points_.size(); ++i) {
    const auto begin = code_points_[i];
    const auto run = std::string_view{line_}.substr(begin, code_points_[i + run_length] - begin);
    found_.push_back(feature_of(hash_of(run) ^ run_salt));
  }
}

std::string words_of_name(std::string_view name) {
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && is_upper(name[i]) && is_lower(name[i - 1]))
      words += ' ';
    words += name[i] == '_' ? ' ' : name[i];
  }
  return words;
}

}  // namespace errata::analyze
