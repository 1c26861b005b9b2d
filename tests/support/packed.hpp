// Bytes packed as gzip and zstd pack them.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <zlib.h>
#include <zstd.h>

namespace errata::test {

inline std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  if (::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error{"deflateInit2"};
  std::string packed(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const auto code = ::deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  ::deflateEnd(&stream);
  if (code != Z_STREAM_END)
    throw std::runtime_error{"deflate"};
  return packed;
}

inline std::string zstandard(std::string_view bytes) {
  std::string packed(::ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ::ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3);
  if (::ZSTD_isError(size) != 0U)
    throw std::runtime_error{"ZSTD_compress"};
  packed.resize(size);
  return packed;
}

}  // namespace errata::test
