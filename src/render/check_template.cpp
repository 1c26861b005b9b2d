#include "render/check_template.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::render {

namespace {

constexpr std::size_t deepest = 32;

struct Tag {
  char sign = ' ';  // '#', '^', '/', '!' or ' ' for a value
  std::string name;
  std::size_t at = 0;
};

[[noreturn]] void refuse(std::string_view file, std::string_view source, std::size_t at,
                         const std::string& reason) {
  const auto line =
      1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  throw UsageError{printable(file) + ":" + std::to_string(line) + ": " + reason};
}

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Tag tag_of(std::string_view inner, std::size_t at) {
  Tag tag{.sign = ' ', .name = {}, .at = at};
  if (!inner.empty() && std::string_view{"#^/!"}.find(inner.front()) != std::string_view::npos) {
    tag.sign = inner.front();
    inner.remove_prefix(1);
  }
  tag.name = trimmed(inner);
  return tag;
}

using OnTag = std::function<void(const Tag&)>;
using OnWords = std::function<void(std::string_view words, std::size_t at)>;

void walk(std::string_view file, std::string_view source, const OnTag& on_tag,
          const OnWords& on_words) {
  std::size_t begin = 0;
  for (auto at = source.find("{{"); at != std::string_view::npos; at = source.find("{{", begin)) {
    on_words(source.substr(begin, at - begin), begin);
    const auto end = source.find("}}", at);
    if (end == std::string_view::npos)
      refuse(file, source, at, "'{{' without '}}'");
    const auto tag = tag_of(source.substr(at + 2, end - at - 2), at);
    if (tag.sign != '!' && !is_name(tag.name))
      refuse(file, source, at,
             "only {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment }} "
             "are allowed, not " +
                 in_quotes(source.substr(at, end + 2 - at), 60));
    on_tag(tag);
    begin = end + 2;
  }
  on_words(source.substr(begin), begin);
}

// Keeps the open sections while tags go by.
void follow(std::string_view file, std::string_view source, const Tag& tag,
            std::vector<Tag>& open) {
  if (tag.sign == '#' || tag.sign == '^') {
    open.push_back(tag);
    if (open.size() > deepest)
      refuse(file, source, tag.at, "sections are nested more than 32 deep");
  } else if (tag.sign == '/') {
    if (open.empty() || open.back().name != tag.name)
      refuse(file, source, tag.at, "'" + tag.name + "' is closed, but it is not the open section");
    open.pop_back();
  }
}

bool is_plain_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') ||
         std::string_view{" \n\r.,;:?!()%+-/'"}.find(c) != std::string_view::npos;
}

}  // namespace

std::set<std::string> names_in(std::string_view file, std::string_view source) {
  if (const auto bad = find_invalid_utf8(source); bad != std::string_view::npos)
    refuse(file, source, bad, "is not valid UTF-8");
  std::set<std::string> names;
  std::vector<Tag> open;
  walk(
      file, source,
      [&](const Tag& tag) {
        follow(file, source, tag, open);
        if (tag.sign != '!')
          names.insert(tag.name);
      },
      [](std::string_view, std::size_t) {});
  if (!open.empty())
    refuse(file, source, open.back().at, "section '" + open.back().name + "' is not closed");
  return names;
}

void check_names(std::string_view file, std::string_view source,
                 const std::set<std::string>& known) {
  const std::vector<std::string_view> candidates{known.begin(), known.end()};
  walk(
      file, source,
      [&](const Tag& tag) {
        if (tag.sign != '!' && !known.contains(tag.name))
          refuse(file, source, tag.at,
                 "unknown name '" + tag.name + "'" + did_you_mean(tag.name, candidates));
      },
      [](std::string_view, std::size_t) {});
}

void check_words(std::string_view file, std::string_view source) {
  walk(
      file, source, [](const Tag&) {},
      [&](std::string_view words, std::size_t at) {
        const auto* const bad = std::ranges::find_if_not(words, is_plain_word);
        if (bad != words.end())
          refuse(file, source, at + static_cast<std::size_t>(bad - words.begin()),
                 "'" + printable(std::string{*bad}) + "' has a meaning in HTML or Markdown");
      });
}

}  // namespace errata::render
