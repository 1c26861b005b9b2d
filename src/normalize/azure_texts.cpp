#include "normalize/azure_texts.hpp"

#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/encoding.hpp"
#include "normalize/inputs.hpp"
#include "normalize/limits.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

namespace fs = std::filesystem;

namespace {

// Names that packing leaves behind; the location is that of the text.
constexpr std::array endings = {"", ".gz", ".zst"};

std::uint64_t count_line_feeds(std::string_view text, bool after_carriage_return) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n')
      count += (i > 0 && text[i - 1] == '\r') == after_carriage_return;
  return count;
}

// Why a text of another length than the evaluated one differs, as far as one can tell.
std::string_view diagnose(std::string_view text, std::uint64_t length) {
  const auto own = length_in(OffsetUnit::utf16, text);
  if (own + count_line_feeds(text, false) == length)
    return "the text has LF where the evaluated one had CRLF: it is not used";
  if (own - count_line_feeds(text, true) == length)
    return "the text has CRLF where the evaluated one had LF: it is not used";
  return "the text is not the one that was evaluated, its length differs: it is not used";
}

std::optional<fs::path> path_below(const fs::path& folder, const std::string& location) {
  std::error_code fault;
  for (const auto* ending : endings)
    if (const auto path = folder / (location + ending); fs::is_regular_file(path, fault))
      return path;
  return std::nullopt;
}

// What was read and checked already.
class Bytes : public ByteSource {
 public:
  explicit Bytes(std::string bytes) : bytes_{std::move(bytes)} {}
  std::size_t read(char* to, std::size_t size) override {
    const auto count = bytes_.copy(to, size, at_);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

bool drops_mark(std::string_view text, std::uint64_t length) {
  return text.starts_with(utf8_mark) &&
         (length == 0 || length_in(OffsetUnit::utf16, text) != length);
}

}  // namespace

AzureTexts::AzureTexts(const Intake& intake)
    : inputs_{intake.inputs},
      encoding_{intake.options.encoding},
      is_utf8_{encoding_.empty() || is_utf8_name(encoding_)} {
}

std::string_view AzureTexts::load(const std::string& location, std::string& into) const {
  const auto fetched = inputs_.texts.find(location);
  if (fetched != inputs_.texts.end()) {
    into = read_file(fetched->second.path, largest_text);
    if (sha256(into) != fetched->second.sha256)
      throw InputError{printable(fetched->second.path.string()) +
                       ": is not what was fetched: its sha256 differs from index.json"};
    return decode(std::make_unique<Bytes>(std::move(into)), location, into);
  }
  if (!inputs_.texts_folder)
    return "no text was fetched";
  if (!is_safe_below(location))
    return "a location that leads out of the folder of texts";
  const auto path = path_below(*inputs_.texts_folder, location);
  if (!path)
    return "no text of that name";
  std::error_code fault;
  if (fs::file_size(*path, fault) > largest_text || fault)
    return text_too_large;
  return decode(open_file(*path), location, into);
}

std::string_view AzureTexts::decode(std::unique_ptr<ByteSource> bytes, const std::string& location,
                                    std::string& into) const {
  try {
    into = read_all(*as_text(std::move(bytes), location, encoding_), location, largest_text);
  } catch (const InputError&) {
    return "a text that cannot be read";
  }
  return {};
}

std::string_view AzureTexts::add_text(model::Document& document, std::uint64_t length) const {
  std::string text;
  if (const auto missing = load(document.id, text); !missing.empty())
    return missing;
  if (find_invalid_utf8(text) != std::string_view::npos)
    return is_utf8_ ? "the text is not valid UTF-8: it is not used"
                    : "the text is not valid in the encoding that was named: it is not used";
  if (drops_mark(text, length))
    text.erase(0, utf8_mark.size());
  if (length > 0 && length_in(OffsetUnit::utf16, text) != length)
    return diagnose(text, length);
  document.text = std::move(text);
  document.has_text = true;
  return {};
}

}  // namespace errata::normalize
