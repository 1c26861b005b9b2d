#include "render/dialect.hpp"
#include "render/visible.hpp"

namespace errata::render {

namespace {

std::string_view reference(char c) {
  switch (c) {
    case '&':
      return "&#38;";
    case '<':
      return "&#60;";
    case '>':
      return "&#62;";
    case '"':
      return "&#34;";
    case '\'':
      return "&#39;";
    case '`':
      return "&#96;";
    default:
      return {};
  }
}

void append_references(std::string& to, std::string_view text) {
  for (const char c : text) {
    const auto escaped = reference(c);
    if (escaped.empty())
      to += c;
    else
      to += escaped;
  }
}

std::string escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  each_visible(
      text, [&](std::string_view shown) { append_references(escaped, shown); },
      [&](std::string_view name) {
        escaped.append("<span class=\"cp\">").append(name).append("</span>");
      });
  return escaped;
}

std::string isolate(std::string_view text) {
  return "<bdi>" + escape(text) + "</bdi>";
}

}  // namespace

const Dialect html{escape, isolate, isolate, escape};

}  // namespace errata::render
