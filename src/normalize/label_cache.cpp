#include "normalize/label_cache.hpp"

#include <algorithm>
#include <cstring>

namespace errata::normalize {

namespace {

std::uint64_t eight_bytes(std::string_view from) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from.data(), std::min(from.size(), sizeof bytes));
  return bytes;
}

// Length, first and last eight bytes: labels differ in these, and no byte-wise hash is as quick.
std::uint64_t hash(std::string_view name) {
  const auto tail = name.substr(name.size() - std::min<std::size_t>(name.size(), 8));
  const auto mixed = (eight_bytes(name) * 0x9E3779B97F4A7C15U) ^
                     (eight_bytes(tail) * 0xC2B2AE3D27D4EB4FU) ^ name.size();
  return mixed >> 32U;
}

}  // namespace

std::uint32_t& LabelCache::slot_of(std::string_view name) {
  return slots_[hash(name) % slots_.size()];
}

bool LabelCache::holds(std::uint32_t slot, std::string_view name) const {
  return slot != 0 && labels_.name(slot - 1) == name;
}

model::LabelId LabelCache::id(std::string_view name) {
  auto& slot = slot_of(name);
  if (!holds(slot, name))
    slot = labels_.id(name) + 1;
  return slot - 1;
}

std::optional<model::LabelId> LabelCache::known_id(std::string_view name) {
  auto& slot = slot_of(name);
  if (holds(slot, name))
    return slot - 1;
  const auto* found = labels_.find(name);
  if (found == nullptr)
    return std::nullopt;
  slot = *found + 1;
  return *found;
}

}  // namespace errata::normalize
