#include "app/redaction.hpp"

#include <string>
#include <system_error>

#include "core/byte_source.hpp"
#include "core/files.hpp"
#include "fetch/limits.hpp"

namespace errata::app {

namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;
// No form of a secret is longer, with every character escaped in an escaped string.
constexpr std::size_t form_bytes = fetch::secret_max_bytes * 16;

}  // namespace

void redact_files(const std::filesystem::path& folder, std::span<const std::string_view> names,
                  const fetch::KnownSecrets& secrets) {
  for (const auto name : names) {
    const auto path = folder / name;
    std::error_code absent;
    if (!std::filesystem::exists(path, absent))
      continue;
    auto text = read_file(path);
    if (secrets.occur_in(text))
      write_file(path, secrets.redact(std::move(text)));
  }
}

void check_without_secret(const std::filesystem::path& evaluation,
                          const fetch::KnownSecrets& secrets) {
  const auto file = open_file(evaluation);
  std::string seen, block(block_bytes, '\0');
  while (const auto size = file->read(block.data(), block.size())) {
    seen.append(block, 0, size);
    if (secrets.occur_in(seen))
      throw SecretFound{
          "the data repeat a secret of this run, so nothing of them is kept [E-SECRET]"};
    if (seen.size() > form_bytes)
      seen.erase(0, seen.size() - form_bytes);
  }
}

}  // namespace errata::app
