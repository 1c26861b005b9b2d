// Where a body in chunked coding ends (RFC 9112, section 7.1). The HTTP library takes a broken one
// for a whole one.
#pragma once

#include <cstdint>
#include <string_view>

namespace errata::fetch {

// Follows the coding from the first byte behind the head on. Trailer fields count as broken: the
// library does not read them.
class Chunks {
 public:
  void follow(std::string_view bytes);

  // Whether the last chunk has come and nothing was broken.
  bool are_whole() const { return place_ == Place::behind; }

 private:
  enum class Place {
    size,
    extension,
    end_of_size,
    data,
    data_return,
    end_of_data,
    last_return,
    end_of_last,
    behind,
    broken,
  };
  Place after(char c);
  Place after_digit(char c);

  Place place_ = Place::size;
  std::uint64_t left_ = 0;  // of the data of this chunk
  int digits_ = 0;          // of its size
};

}  // namespace errata::fetch
