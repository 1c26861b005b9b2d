#include "normalize/tagged_tokens.hpp"

#include <algorithm>

#include "core/unicode.hpp"
#include "normalize/indicator_vectors.hpp"

namespace errata::normalize {

void TaggedTokens::add(std::string_view token) {
  const auto length = [](std::string_view text) {
    return static_cast<std::uint32_t>(length_in(OffsetUnit::codepoints, text));
  };
  const bool is_first = begins_.empty();
  begins_.push_back(is_first ? 0 : ends_.back() + length(joiner_));
  ends_.push_back(begins_.back() + length(token));
  if (!is_first)
    text_ += joiner_;
  text_ += token;
}

void TaggedTokens::read(json::object record) {
  text_.clear();
  begins_.clear();
  ends_.clear();
  json::array tokens;
  if (record.at_key("tokens").get(tokens) != simdjson::SUCCESS)
    return;
  for (const auto item : tokens) {
    std::string_view token;
    if (item.get(token) == simdjson::SUCCESS) {
      add(token);
      continue;
    }
    begins_.clear();
    return;
  }
}

TaggedTokens::List TaggedTokens::kind_of(const std::vector<std::string>& names) const {
  const bool have_prefixes = std::ranges::all_of(names, is_prefixed_tag);
  const bool have_outside = std::ranges::find(names, "O") != names.end();
  if (may_be_numbered(names.size()) && (have_prefixes || have_outside || has_copies(names)))
    return List::tags;
  return have_prefixes && have_outside ? List::stray_tags : List::labels;
}

void TaggedTokens::add_spans(const std::vector<std::string>& tags, LabelCache& labels,
                             std::vector<model::Annotation>& into) {
  find_chunks(tags, chunks_, use_);
  for (const auto& chunk : chunks_)
    into.push_back({.label = labels.id(chunk.type),
                    .begin = begins_[chunk.begin],
                    .end = ends_[chunk.end - 1]});
}

std::string TaggedTokens::remark() const {
  const auto scheme = scheme_of(use_);
  return scheme.empty() ? std::string{} : "tags of tokens are read as " + std::string{scheme};
}

}  // namespace errata::normalize
