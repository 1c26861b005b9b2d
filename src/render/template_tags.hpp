// The tags of a template's source, one by one.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace errata::render {

struct Tag {
  char sign = ' ';  // '#', '^', '/', '!' or ' ' for a value
  std::string name;
  std::size_t begin = 0, end = 0;  // bytes of the source, braces included
};

// "{{#say}}" begins a message, "{{/say}}" ends it.
inline constexpr std::string_view say = "say";

using OnTag = std::function<void(const Tag&)>;
using OnWords = std::function<void(std::string_view words, std::size_t at)>;

// Calls for each tag, and for what stands between two. Throws UsageError "FILE:LINE: reason" for
// anything but {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment }}.
void each_tag(std::string_view file, std::string_view source, const OnTag& on_tag,
              const OnWords& on_words);

// Throws UsageError "FILE:LINE: reason" with the line of byte `at`.
[[noreturn]] void refuse_template(std::string_view file, std::string_view source, std::size_t at,
                                  const std::string& reason);

}  // namespace errata::render
