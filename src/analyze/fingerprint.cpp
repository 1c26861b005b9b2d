#include "analyze/fingerprint.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/digest.hpp"

namespace errata::analyze {

namespace {

// Length first, so that no two lists of parts have the same bytes.
void append_part(std::string& to, std::string_view part) {
  to += std::to_string(part.size());
  to += ':';
  to += part;
}

std::string content_of(const model::Document& document, const model::LabelSet& labels) {
  std::string content;
  append_part(content, document.id);
  append_part(content, document.has_text ? "text" : "");
  append_part(content, document.text);
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string_view>> gold;
  for (const auto& a : document.gold)
    gold.emplace_back(a.begin, a.end, labels.name(a.label));
  std::ranges::sort(gold);
  for (const auto& [begin, end, label] : gold) {
    append_part(content, std::to_string(begin));
    append_part(content, std::to_string(end));
    append_part(content, label);
  }
  return content;
}

std::uint64_t word_of(std::string_view hex) {
  std::uint64_t word = 0;
  for (const char c : hex)
    word = word << 4U | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  return word;
}

}  // namespace

void Fingerprint::add(const model::Document& document, const model::LabelSet& labels) {
  const auto hex = sha256(content_of(document, labels));
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < sum_.size(); ++i) {
    const auto word = word_of(std::string_view{hex}.substr(48 - 16 * i, 16));
    const auto partial = sum_[i] + carry;
    carry = partial < carry;
    sum_[i] = partial + word;
    carry += sum_[i] < word;
  }
  documents_ += 1;
}

std::string Fingerprint::finish() const {
  std::string content;
  for (const auto word : sum_)
    append_part(content, std::to_string(word));
  append_part(content, std::to_string(documents_));
  return sha256(content);
}

}  // namespace errata::analyze
