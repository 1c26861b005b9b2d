#include "analyze/text_index.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace errata::analyze {

namespace {

constexpr std::size_t most_nearest = 10;
// Holders that are looked at: by all documents together, and by one at least.
constexpr std::size_t most_looks = 100'000'000;
constexpr std::size_t least_looks = 1000;

double squared(double x) {
  return x * x;
}

std::vector<double> lengths_of(const TextIndex& index) {
  std::vector<double> lengths(index.documents);
  for (std::size_t d = 0; d < index.documents; ++d) {
    for (const auto feature : index.features[d])
      lengths[d] += squared(index.rarity(feature));
    lengths[d] = std::sqrt(lengths[d]);
  }
  return lengths;
}

// The rarest features first, as many as may be looked at.
std::vector<std::uint32_t> looked_at(const TextIndex& index, std::size_t document) {
  const auto looks = std::max(least_looks, most_looks / index.documents);
  const auto all = index.features[document];
  std::vector<std::uint32_t> features{all.begin(), all.end()};
  std::ranges::sort(features, [&index](std::uint32_t a, std::uint32_t b) {
    return std::pair{index.holders[a].size(), a} < std::pair{index.holders[b].size(), b};
  });
  std::size_t holders = 0;
  const auto behind = std::ranges::find_if(features, [&](std::uint32_t feature) {
    holders += index.holders[feature].size();
    return holders > looks;
  });
  features.erase(behind, features.end());
  return features;
}

class Search {
 public:
  explicit Search(const TextIndex& index)
      : index_{index}, lengths_{lengths_of(index)}, shared_(index.documents) {}

  std::vector<Nearest> around(std::size_t document) {
    found_.clear();
    for (const auto feature : looked_at(index_, document)) {
      const auto weight = squared(index_.rarity(feature));
      for (const auto other : index_.holders[feature])
        if (other != document)
          share(other, weight);
    }
    nearest_.clear();
    for (const auto other : found_) {
      nearest_.push_back({other, shared_[other] / (lengths_[document] * lengths_[other])});
      shared_[other] = 0;
    }
    const auto kept = std::min(nearest_.size(), most_nearest);
    const auto behind = nearest_.begin() + static_cast<std::ptrdiff_t>(kept);
    std::ranges::partial_sort(nearest_, behind, [](const Nearest& a, const Nearest& b) {
      return std::tie(b.similarity, a.document) < std::tie(a.similarity, b.document);
    });
    return {nearest_.begin(), behind};
  }

 private:
  void share(std::uint32_t other, double weight) {
    if (weight == 0)
      return;
    if (shared_[other] == 0)
      found_.push_back(other);
    shared_[other] += weight;
  }

  const TextIndex& index_;
  std::vector<double> lengths_;
  std::vector<double> shared_;  // by document; 0 between searches
  std::vector<std::uint32_t> found_;
  std::vector<Nearest> nearest_;
};

}  // namespace

TextIndex::TextIndex(const std::vector<std::vector<std::uint32_t>>& of) : documents{of.size()} {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
  for (std::size_t d = 0; d < of.size(); ++d)
    for (const auto feature : of[d])
      places.emplace_back(feature, static_cast<std::uint32_t>(d));
  std::ranges::sort(places);
  for (auto first = places.begin(); first != places.end();) {
    const auto last = std::find_if(first, places.end(),
                                   [&first](const auto& p) { return p.first != first->first; });
    if (last - first > 1) {
      known.push_back(first->first);
      for (auto place = first; place != last; ++place)
        holders.add(place->second);
      holders.close();
    }
    first = last;
  }
  for (std::size_t feature = 0; feature < known.size(); ++feature)
    rarities.push_back(
        std::log(static_cast<double>(documents) / static_cast<double>(holders[feature].size())));
  for (const auto& own : of) {
    for (const auto feature : own)
      if (const auto at = std::ranges::lower_bound(known, feature);
          at != known.end() && *at == feature)
        features.add(static_cast<std::uint32_t>(at - known.begin()));
    features.close();
  }
}

std::vector<std::vector<Nearest>> nearest_documents(const TextIndex& index) {
  Search search{index};
  std::vector<std::vector<Nearest>> nearest;
  nearest.reserve(index.documents);
  for (std::size_t d = 0; d < index.documents; ++d)
    nearest.push_back(search.around(d));
  return nearest;
}

}  // namespace errata::analyze
