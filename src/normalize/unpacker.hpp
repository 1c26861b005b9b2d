// One way of packing, step by step. A new one is a file unpack_<name>.cpp and a row in unpack.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace errata::normalize {

struct UnpackStep {
  std::size_t consumed = 0, produced = 0;
  bool is_whole = true;         // nothing is open: the packed bytes may end here
  std::string_view fault = {};  // why they cannot be unpacked
  bool is_damage = true;        // that, and not that they ask for more than is allowed
};

class Unpacker {
 public:
  virtual ~Unpacker() = default;

  // Unpacks some of `packed` to `to`. Without `packed` it gives what did not fit before.
  virtual UnpackStep step(std::string_view packed, std::span<char> to) = 0;
};

// Members of gzip, one behind another, with zeros between and behind them.
std::unique_ptr<Unpacker> make_gzip_unpacker();

// Frames of Zstandard, one behind another.
std::unique_ptr<Unpacker> make_zstd_unpacker();

}  // namespace errata::normalize
