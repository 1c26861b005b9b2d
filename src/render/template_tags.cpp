#include "render/template_tags.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::render {

namespace {

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Tag tag_of(std::string_view inner, std::size_t begin, std::size_t end) {
  Tag tag{.sign = ' ', .name = {}, .begin = begin, .end = end};
  if (!inner.empty() && std::string_view{"#^/!"}.find(inner.front()) != std::string_view::npos) {
    tag.sign = inner.front();
    inner.remove_prefix(1);
  }
  tag.name = trimmed(inner);
  return tag;
}

}  // namespace

void refuse_template(std::string_view file, std::string_view source, std::size_t at,
                     const std::string& reason) {
  const auto line =
      1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  throw UsageError{printable(file) + ":" + std::to_string(line) + ": " + reason};
}

void each_tag(std::string_view file, std::string_view source, const OnTag& on_tag,
              const OnWords& on_words) {
  std::size_t begin = 0;
  for (auto at = source.find("{{"); at != std::string_view::npos; at = source.find("{{", begin)) {
    on_words(source.substr(begin, at - begin), begin);
    const auto end = source.find("}}", at);
    if (end == std::string_view::npos)
      refuse_template(file, source, at, "'{{' without '}}'");
    const auto tag = tag_of(source.substr(at + 2, end - at - 2), at, end + 2);
    if (tag.sign != '!' && !is_name(tag.name))
      refuse_template(file, source, at,
                      "only {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment }} "
                      "are allowed, not " +
                          in_quotes(source.substr(at, tag.end - at), 60));
    on_tag(tag);
    begin = tag.end;
  }
  on_words(source.substr(begin), begin);
}

}  // namespace errata::render
