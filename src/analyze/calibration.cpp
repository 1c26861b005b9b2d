#include "analyze/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analyze/caps.hpp"
#include "analyze/real.hpp"
#include "model/document.hpp"

namespace errata::analyze {

using Bin = model::Calibration::Bin;

namespace {

constexpr double steps = 10'000;
constexpr double millionth = 1'000'000;

double error_of(const std::vector<Bin>& bins, std::uint64_t all) {
  double error = 0;
  for (const auto& bin : bins)
    error += std::abs(real(bin.right) - bin.confidence * real(bin.predicted));
  return error / real(all);
}

}  // namespace

void Calibration::add(model::LabelId label, float score, bool is_right) {
  if (score == model::no_score)
    return;
  auto& of = labels_[label];
  of.predicted += 1;
  of.at_zero += score == 0;
  of.right_at_zero += score == 0 && is_right;
  const auto value = std::clamp(static_cast<double>(score), 0.0, 1.0);
  auto& count = counts_[static_cast<std::uint32_t>(std::lround(value * steps))];
  count.predicted += 1;
  count.right += is_right;
  count.millionths += static_cast<std::uint64_t>(std::llround(value * millionth));
}

void Calibration::merge(const Calibration& other) {
  for (const auto& [score, count] : other.counts_) {
    auto& sum = counts_[score];
    sum.predicted += count.predicted;
    sum.right += count.right;
    sum.millionths += count.millionths;
  }
  for (const auto& [label, of] : other.labels_) {
    auto& sum = labels_[label];
    sum.predicted += of.predicted;
    sum.at_zero += of.at_zero;
    sum.right_at_zero += of.right_at_zero;
  }
}

Calibration::ByScore Calibration::without_fallbacks(std::uint64_t least) const {
  auto counts = counts_;
  for (const auto& [label, of] : labels_) {
    if (!of.is_fallback(least))
      continue;
    auto& at_zero = counts[0];
    at_zero.predicted -= of.at_zero;
    at_zero.right -= of.right_at_zero;
    if (at_zero.predicted == 0)
      counts.erase(0);
  }
  return counts;
}

Bin Calibration::bin_of(ByScore::const_iterator from, ByScore::const_iterator to) {
  Bin bin{.lowest = from->first / steps};
  std::uint64_t millionths = 0;
  for (; from != to; ++from) {
    bin.highest = from->first / steps;
    bin.predicted += from->second.predicted;
    bin.right += from->second.right;
    millionths += from->second.millionths;
  }
  bin.confidence = real(millionths) / millionth / real(bin.predicted);
  return bin;
}

// Bins end where the next multiple of a part of all is reached; one that would have less than half
// of its part, because equal scores made the one before larger, gets the next part as well.
std::vector<Bin> Calibration::equal_mass(const ByScore& counts, std::uint64_t all,
                                         std::uint64_t least) {
  const auto bins = std::clamp<std::uint64_t>(all / least, 1, caps::calibration_bins);
  std::vector<ByScore::const_iterator> begins{counts.begin()};
  std::uint64_t seen = 0;
  auto end = all;  // of the bin, times the number of bins
  for (auto at = counts.begin(); at != counts.end();) {
    seen += at->second.predicted;
    ++at;
    if (seen * bins < end)
      continue;
    begins.push_back(at);
    end = ((2 * seen * bins + all) / (2 * all) + 1) * all;
  }
  if (begins.back() != counts.end())
    begins.back() = counts.end();
  std::vector<Bin> made;
  for (std::size_t i = 0; i + 1 < begins.size(); ++i)
    made.push_back(bin_of(begins[i], begins[i + 1]));
  return made;
}

std::vector<Bin> Calibration::equal_width(const ByScore& counts) {
  const auto number = [](std::uint32_t score) {
    const auto bin = static_cast<std::size_t>(score / steps * caps::calibration_bins);
    return std::min(bin, caps::calibration_bins - 1);
  };
  std::vector<Bin> made;
  for (auto from = counts.begin(); from != counts.end();) {
    const auto to = std::find_if(from, counts.end(), [&](const auto& entry) {
      return number(entry.first) != number(from->first);
    });
    made.push_back(bin_of(from, to));
    from = to;
  }
  return made;
}

std::optional<model::Calibration> Calibration::finish(const Thresholds& thresholds,
                                                      const model::LabelSet& labels) const {
  model::Calibration result;
  const auto counts = without_fallbacks(thresholds.calibration_items);
  std::uint64_t millionths = 0;
  for (const auto& [score, count] : counts) {
    result.predicted += count.predicted;
    result.right += count.right;
    millionths += count.millionths;
  }
  if (result.predicted < thresholds.calibration_predictions)
    return std::nullopt;
  result.confidence = real(millionths) / millionth / real(result.predicted);
  result.bins = equal_mass(counts, result.predicted, thresholds.calibration_items);
  result.equal_mass = error_of(result.bins, result.predicted);
  result.equal_width = error_of(equal_width(counts), result.predicted);
  for (const auto& [label, of] : labels_)
    if (of.is_fallback(thresholds.calibration_items)) {
      result.fallback += of.at_zero;
      result.fallback_labels.push_back(labels.name(label));
    }
  std::ranges::sort(result.fallback_labels);
  return result;
}

}  // namespace errata::analyze
