#include "render/check_template.hpp"

#include <algorithm>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "render/template_tags.hpp"

namespace errata::render {

namespace {

constexpr std::size_t deepest = 32;

// Keeps the open sections while tags go by.
void follow(std::string_view file, std::string_view source, const Tag& tag,
            std::vector<Tag>& open) {
  if (tag.sign == '#' || tag.sign == '^') {
    if (tag.name == say && std::ranges::find(open, say, &Tag::name) != open.end())
      refuse_template(file, source, tag.begin, "a message stands within a message");
    open.push_back(tag);
    if (open.size() > deepest)
      refuse_template(file, source, tag.begin, "sections are nested more than 32 deep");
  } else if (tag.sign == '/') {
    if (open.empty() || open.back().name != tag.name)
      refuse_template(file, source, tag.begin,
                      "'" + tag.name + "' is closed, but it is not the open section");
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
    refuse_template(file, source, bad, "is not valid UTF-8");
  std::set<std::string> names;
  std::vector<Tag> open;
  each_tag(
      file, source,
      [&](const Tag& tag) {
        follow(file, source, tag, open);
        if (tag.sign != '!' && tag.name != say)
          names.insert(tag.name);
      },
      [](std::string_view, std::size_t) {});
  if (!open.empty())
    refuse_template(file, source, open.back().begin,
                    "section '" + open.back().name + "' is not closed");
  return names;
}

void check_names(std::string_view file, std::string_view source,
                 const std::set<std::string>& known) {
  const std::vector<std::string_view> candidates{known.begin(), known.end()};
  each_tag(
      file, source,
      [&](const Tag& tag) {
        if (tag.sign != '!' && tag.name != say && !known.contains(tag.name))
          refuse_template(file, source, tag.begin,
                          "unknown name '" + tag.name + "'" + did_you_mean(tag.name, candidates));
      },
      [](std::string_view, std::size_t) {});
}

void check_words(std::string_view file, std::string_view source) {
  each_tag(
      file, source, [](const Tag&) {},
      [&](std::string_view words, std::size_t at) {
        const auto* const bad = std::ranges::find_if_not(words, is_plain_word);
        if (bad != words.end())
          refuse_template(
              file, source, at + static_cast<std::size_t>(bad - words.begin()),
              "'" + printable(std::string{*bad}) + "' has a meaning in HTML or Markdown");
      });
}

}  // namespace errata::render
