#include "analyze/slices.hpp"

#include <algorithm>
#include <ranges>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/interval.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::Slice;

namespace {

std::size_t band_of(const model::Document& document) {
  const auto length = length_in(OffsetUnit::codepoints, document.text);
  const auto* const band =
      std::ranges::find_if(length_bands, [length](const auto& b) { return length <= b.longest; });
  return static_cast<std::size_t>(band - length_bands.begin());
}

void capitalize(char& c) {
  if (c >= 'a' && c <= 'z')
    c = static_cast<char>(c - 'a' + 'A');
}

// As RFC 5646 (2.1.1) writes tags, which say the same in any case: regions of two letters in
// capitals, scripts of four with one, all else small. "en_US" is how locales are written.
std::string canonical_language(std::string tag) {
  std::ranges::replace(tag, '_', '-');
  std::string canonical;
  for (const auto part : split(tag, '-')) {
    auto subtag = lowered(part);
    if (!canonical.empty() && (subtag.size() == 2 || subtag.size() == 4))
      std::ranges::for_each(subtag | std::views::take(subtag.size() == 2 ? 2 : 1), capitalize);
    canonical += (canonical.empty() ? "" : "-") + subtag;
  }
  return canonical;
}

// Of independent samples: nothing in common.
std::optional<model::Measure::Interval> apart(const RatioSums& slice, const RatioSums& others,
                                              double upper_tail) {
  return difference(slice, others, {}, upper_tail);
}

bool is_compared(const Slice& slice, std::uint64_t documents, std::uint64_t least) {
  return std::min(slice.documents, documents - slice.documents) >= least;
}

}  // namespace

void Slices::Sums::merge(const Sums& other) {
  documents += other.documents;
  items.merge(other.items);
}

void Slices::add(const model::Document& document, std::uint64_t tp) {
  Sums sums;
  sums.documents = 1;
  sums.items.add(tp, document.gold.size(), document.predicted.size());
  languages_[canonical_language(document.language)].merge(sums);
  if (document.has_text)
    lengths_[band_of(document)].merge(sums);
}

void Slices::merge(const Slices& other) {
  for (const auto& [language, sums] : other.languages_)
    languages_[language].merge(sums);
  for (std::size_t i = 0; i < lengths_.size(); ++i)
    lengths_[i].merge(other.lengths_[i]);
}

void Slices::append(Slice::By by, const ByName& all, std::uint64_t least, std::vector<Slice>& to) {
  if (all.size() < 2)
    return;
  std::vector<Slice> slices;
  std::uint64_t documents = 0;
  for (const auto& [name, sums] : all) {
    documents += sums.documents;
    const auto& items = sums.items;
    Slice slice;
    slice.by = by;
    slice.name = name;
    slice.documents = sums.documents;
    slice.gold = items.gold;
    slice.predicted = items.predicted;
    slice.scores = {measure(items.precision()), measure(items.recall()), measure(items.f1())};
    slices.push_back(std::move(slice));
  }
  // Of two slices, each against the other is one test.
  const auto compared = std::ranges::count_if(
      slices, [&](const Slice& slice) { return is_compared(slice, documents, least); });
  const auto tests = slices.size() == 2 ? 1 : compared;
  Sums whole;
  for (const auto& [name, sums] : all)
    whole.merge(sums);
  for (auto& slice : slices) {
    if (!is_compared(slice, documents, least))
      continue;
    const auto& own = all.at(slice.name).items;
    const auto others = whole.items.without(own);
    slice.difference = apart(own.f1(), others.f1(), 1 - 0.025 / static_cast<double>(tests));
    slice.weak = slice.difference && slice.difference->high < 0;
  }
  std::ranges::sort(slices, [](const Slice& a, const Slice& b) {
    return std::tie(b.documents, a.name) < std::tie(a.documents, b.name);
  });
  slices.resize(std::min(slices.size(), caps::kept_slices));
  std::ranges::move(slices, std::back_inserter(to));
}

std::vector<Slice> Slices::finish(std::uint64_t least_documents) const {
  std::vector<Slice> slices;
  append(Slice::By::language, languages_, least_documents, slices);
  ByName by_length;
  for (std::size_t i = 0; i < lengths_.size(); ++i)
    if (lengths_[i].documents > 0)
      by_length.emplace(length_bands[i].name, lengths_[i]);
  append(Slice::By::length, by_length, least_documents, slices);
  return slices;
}

}  // namespace errata::analyze
