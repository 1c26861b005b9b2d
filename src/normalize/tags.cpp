#include "normalize/tags.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view prefixes = "BIESLUM";

struct Tag {
  char prefix = 'O';
  std::string_view type;
  bool is_bare = false;
};

Tag parse(std::string_view tag) {
  if (tag == "O")
    return {};
  const bool has_prefix = prefixes.find(tag.front()) != std::string_view::npos;
  if (has_prefix && tag.size() == 1)
    return {tag.front(), "_"};
  if (has_prefix && tag[1] == '-')
    return {tag.front(), tag.size() > 2 ? tag.substr(2) : "_"};
  return {'I', tag, true};
}

bool always_starts(char prefix) {
  return prefix == 'B' || prefix == 'S' || prefix == 'U';
}
bool ends_chunk(char prefix) {
  return prefix == 'E' || prefix == 'L' || prefix == 'S' || prefix == 'U';
}

}  // namespace

std::size_t find_chunks(const std::vector<std::string>& tags, std::vector<Chunk>& into) {
  into.clear();
  std::size_t stray = 0;
  bool is_open = false;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto tag = parse(tags[i]);
    if (tag.prefix == 'O') {
      is_open = false;
      continue;
    }
    if (is_open && !always_starts(tag.prefix) && into.back().type == tag.type) {
      into.back().end = i + 1;
    } else {
      into.push_back({i, i + 1, tag.type});
      stray += !always_starts(tag.prefix) && !tag.is_bare;
    }
    is_open = !ends_chunk(tag.prefix);
  }
  return stray;
}

bool is_prefixed_tag(std::string_view tag) {
  return tag == "O" || (tag.size() > 2 && tag[1] == '-' && prefixes.find(tag[0]) != prefixes.npos);
}

}  // namespace errata::normalize
