#include "support/skeletons.hpp"

#include <algorithm>
#include <array>

#include "render/template_tags.hpp"

namespace errata::test {

namespace {

using Bones = std::vector<std::string>;

// Attributes that hold words.
constexpr std::array<std::string_view, 5> worded{"aria-label", "title", "placeholder", "data-said",
                                                 "data-done"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string without_words(std::string tag) {
  for (const auto name : worded) {
    const auto key = " " + std::string{name} + "=\"";
    const auto from = tag.find(key);
    if (from == std::string::npos)
      continue;
    const auto begin = from + key.size();
    tag.erase(begin, tag.find('"', begin) - begin);
  }
  return tag;
}

// "-0.5", "1,234", and a sign in front where it belongs to the figure.
std::size_t end_of_figure(std::string_view text, std::size_t at) {
  while (at < text.size() &&
         (is_digit(text[at]) ||
          ((text[at] == '.' || text[at] == ',') && at + 1 < text.size() && is_digit(text[at + 1]))))
    ++at;
  return at;
}

// Behind <bdi> stands a text from outside: one bone, whatever is in it.
std::size_t end_of_outside(std::string_view text, std::size_t at, Bones& bones) {
  if (bones.back() != "<bdi>")
    return at;
  const auto end = std::min(text.find("</bdi>", at), text.size());
  bones.emplace_back(text.substr(at, end - at));
  return end;
}

// What is no word: figures, with their signs, and stretches from `open` to `close`.
void add_bones(std::string_view text, char open, char close, Bones& bones) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == open) {
      const auto end = std::min(text.find(close, at + 1), text.size() - 1) + 1;
      bones.push_back(without_words(std::string{text.substr(at, end - at)}));
      at = end_of_outside(text, end, bones);
    } else if (is_digit(text[at])) {
      const bool is_signed = at > 0 && (text[at - 1] == '+' || text[at - 1] == '-');
      const auto end = end_of_figure(text, at);
      const auto begin = at - (is_signed ? 1 : 0);
      bones.emplace_back(text.substr(begin, end - begin));
      at = end;
    } else {
      ++at;
    }
  }
}

std::string path_of(const std::vector<render::Tag>& open) {
  std::string path;
  for (const auto& tag : open)
    if (!tag.name.starts_with("one_"))
      path += tag.sign + tag.name + "/";
  return path;
}

bool is_silent(const std::vector<render::Tag>& open, bool one) {
  return std::ranges::any_of(open, [one](const render::Tag& tag) {
    return tag.name.starts_with("one_") && (tag.sign == '#') != one;
  });
}

}  // namespace

Bones skeleton(std::string_view message, bool one) {
  Bones bones;
  std::vector<render::Tag> open;
  const auto add = [&](const Bones& found) {
    if (!is_silent(open, one))
      for (const auto& bone : found)
        bones.push_back(path_of(open) + bone);
  };
  render::each_tag(
      "message", message,
      [&](const render::Tag& tag) {
        if (tag.sign == ' ')
          add({tag.name});
        else if (tag.sign == '/')
          open.pop_back();
        else
          open.push_back(tag);
      },
      [&](std::string_view words, std::size_t) {
        Bones found;
        add_bones(words, '<', '>', found);
        for (auto at = words.find_first_of("*`"); at != words.npos;
             at = words.find_first_of("*`", at + 1))
          found.emplace_back(1, words[at]);
        add(found);
      });
  return bones;
}

Bones bones_of_html(std::string_view page) {
  Bones bones;
  add_bones(page.substr(page.find("<body>")), '<', '>', bones);
  return bones;
}

Bones bones_of_markdown(std::string_view text) {
  Bones bones;
  add_bones(text, '`', '`', bones);
  return bones;
}

std::string first_difference(const Bones& a, const Bones& b) {
  const auto [left, right] = std::ranges::mismatch(a, b);
  if (left == a.end() && right == b.end())
    return "";
  return "'" + (left == a.end() ? "" : *left) + "' against '" + (right == b.end() ? "" : *right) +
         "' at " + std::to_string(left - a.begin());
}

}  // namespace errata::test
