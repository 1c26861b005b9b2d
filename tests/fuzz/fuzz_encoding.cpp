// Any bytes as text of an encoding, which the first byte chooses.
#include <string>

#include "core/error.hpp"
#include "core/unicode.hpp"
#include "fuzz/memory_file.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/target.hpp"
#include "normalize/encoding.hpp"
#include "normalize/limits.hpp"

using namespace errata;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::MemoryFile file;
  static const std::string encodings[] = {"UTF-16LE",     "UTF-16BE", "UTF-32LE",    "SHIFT_JIS",
                                          "WINDOWS-1252", "GB18030",  "ISO-2022-JP", "EUC-KR",
                                          "BIG5-HKSCS",   "UTF-7",    "TSCII",       "CP1258"};
  if (size == 0)
    return 0;
  file.write(fuzz::as_text(data + 1, size - 1));
  const auto source =
      normalize::convert(open_file(file.path()), encodings[data[0] % std::size(encodings)]);
  auto text = read_all(*source, "x", normalize::largest_whole);
  for (auto& c : text)
    c = c == '\xFF' ? '?' : c;
  fuzz::promise(find_invalid_utf8(text) == std::string::npos, "only the byte FF is no UTF-8");
  return 0;
}
