#include "analyze/document_key.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analyze/surface.hpp"
#include "core/digest.hpp"
#include "core/text.hpp"

namespace errata::analyze {

namespace {

using Named = std::tuple<std::uint32_t, std::uint32_t, std::string_view, float>;

// By place and name, as numbers of labels depend on the file.
std::vector<Named> named(const std::vector<model::Annotation>& list,
                         const model::LabelSet& labels) {
  std::vector<Named> all;
  for (const auto& a : list)
    all.emplace_back(a.begin, a.end, labels.name(a.label), a.score);
  std::ranges::sort(all);
  return all;
}

// Length first, so that no two lists have the same bytes.
void append(std::string& to, std::string_view part) {
  to += std::to_string(part.size());
  to += ':';
  to += part;
}

std::uint64_t key_of_gold(const std::vector<Named>& gold) {
  std::string content;
  for (const auto& [begin, end, label, score] : gold)
    append(content, label);
  return sha256_start(content);
}

std::uint64_t key_of_predicted(const std::vector<Named>& predicted) {
  std::string content;
  for (const auto& [begin, end, label, score] : predicted) {
    append(content, label);
    append(content, std::to_string(begin));
    append(content, std::to_string(end));
    append(content, shortest(static_cast<double>(score)));
  }
  return sha256_start(content);
}

}  // namespace

DocumentKey key_of(const model::Document& document, const model::LabelSet& labels) {
  DocumentKey key;
  if (document.has_text)
    key.text = std::max<std::uint64_t>(1, sha256_start(normalized_surface(document.text)));
  key.id = sha256_start(document.id);
  key.gold = key_of_gold(named(document.gold, labels));
  key.predicted = key_of_predicted(named(document.predicted, labels));
  return key;
}

}  // namespace errata::analyze
