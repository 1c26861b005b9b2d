#include "app/redaction.hpp"

#include <system_error>

#include "core/files.hpp"

namespace errata::app {

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

}  // namespace errata::app
