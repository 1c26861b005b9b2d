#include "normalize/text_lines.hpp"

#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

TextLines::TextLines(const InputFile& file) : file_{file}, lines_{open_input(file)} {
}

std::string_view TextLines::next() {
  std::string_view text;
  if (!lines_.next(text))
    throw InputError{printable(file_.name) + ": has " + count_of(records_, "line") +
                     ", but there are more records"};
  ++records_;
  return text;
}

void TextLines::finish() {
  auto lines = records_;
  for (std::string_view text; lines_.next(text);)
    ++lines;
  if (lines != records_)
    throw InputError{printable(file_.name) + ": has " + count_of(lines, "line") + " for " +
                     count_of(records_, "record")};
}

}  // namespace errata::normalize
