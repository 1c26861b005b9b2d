#include "normalize/seen_documents.hpp"

#include <algorithm>
#include <utility>

#include "core/digest.hpp"

namespace errata::normalize {

namespace {

// Eight bytes of a SHA-256, never 0: names chosen to collide cannot make a table of these slow.
std::uint64_t key_of(std::string_view bytes) {
  return std::max(sha256_start(bytes), std::uint64_t{1});
}

constexpr std::size_t part_of(std::uint64_t id) {
  return id % 32;
}

}  // namespace

// Where that id is, or is to be: a free slot is always left.
std::size_t SeenDocuments::find(const Part& part, std::uint64_t id) {
  const auto size = part.slots.size();
  auto at = static_cast<std::size_t>((id >> 32U) * size >> 32U);
  while (part.slots[at].id() != 0 && part.slots[at].id() != id)
    at = at + 1 == size ? 0 : at + 1;
  return at;
}

void SeenDocuments::grow(Part& part) {
  const auto before = std::exchange(part.slots, std::vector<Slot>(part.slots.size() * 17 / 16 + 8));
  for (const auto& slot : before)
    if (slot.id() != 0)
      part.slots[find(part, slot.id())] = slot;
}

SeenDocuments::Known SeenDocuments::add(std::string_view id, std::string_view content) {
  const auto key = key_of(id);
  auto& part = parts_[part_of(key)];
  if ((part.used + 1) * 10 > part.slots.size() * 9)
    grow(part);
  auto& slot = part.slots[find(part, key)];
  const auto wanted = static_cast<std::uint32_t>(key_of(content));
  if (slot.id() != 0)
    return slot.content == wanted ? Known::same : Known::other;
  slot = {.id_high = static_cast<std::uint32_t>(key >> 32U),
          .id_low = static_cast<std::uint32_t>(key),
          .content = wanted};
  ++part.used;
  return Known::no;
}

bool SeenDocuments::contains(std::string_view id) const {
  const auto key = key_of(id);
  const auto& part = parts_[part_of(key)];
  return !part.slots.empty() && part.slots[find(part, key)].id() != 0;
}

}  // namespace errata::normalize
