// Which documents were met, and with what content, in about 14 bytes each: millions may come.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace errata::normalize {

class SeenDocuments {
 public:
  enum class Known { no, same, other };

  // Whether a document of this id was met before, and with the same content. It is met now. Of ids
  // 64 bits of their SHA-256 are kept, of contents 32: among 4 million documents two ids are taken
  // for one once in two million sets, and another content of a known id for the same once in 2³².
  Known add(std::string_view id, std::string_view content);

  bool contains(std::string_view id) const;

 private:
  // Twelve bytes, as 64 bits in one piece would make it sixteen. Free where the id is 0.
  struct Slot {
    std::uint32_t id_high = 0, id_low = 0, content = 0;
    std::uint64_t id() const { return std::uint64_t{id_high} << 32U | id_low; }
  };
  // Open addressing with linear probing.
  struct Part {
    std::vector<Slot> slots;
    std::size_t used = 0;
  };

  static std::size_t find(const Part& part, std::uint64_t id);
  static void grow(Part& part);

  // Several tables, each of some of the ids: one that grows is copied alone, and large enough that
  // its memory goes back to the system.
  std::array<Part, 32> parts_;
};

}  // namespace errata::normalize
