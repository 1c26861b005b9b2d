#include "normalize/tags.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view prefixes = "BIESLUM";
constexpr std::size_t most_named = 5;

struct Tag {
  char prefix = 'O';
  std::string_view type;
  bool is_bare = false;
};

bool is_outside_tag(std::string_view tag) {
  return tag.empty() || tag == "O" || tag == "o";
}

// Other letters in lower case begin words ("e-mail").
bool has_lower_prefix(std::string_view tag) {
  return tag.size() > 2 && tag[1] == '-' && (tag[0] == 'b' || tag[0] == 'i');
}

// "B_ORG", but not "B_cell", which is a name.
bool has_underscore(std::string_view tag) {
  return tag.size() > 2 && tag[1] == '_' && (tag[0] == 'B' || tag[0] == 'I') &&
         std::ranges::none_of(tag, [](char c) { return c >= 'a' && c <= 'z'; });
}

Tag parse(std::string_view tag) {
  if (is_outside_tag(tag))
    return {};
  if (has_lower_prefix(tag))
    return {tag.front() == 'b' ? 'B' : 'I', tag.substr(2)};
  const bool has_prefix = prefixes.find(tag.front()) != std::string_view::npos;
  if (has_prefix && tag.size() == 1)
    return {tag.front(), "_"};
  if (has_underscore(tag))
    return {tag.front(), tag.substr(2)};
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

constexpr std::uint32_t bit(char prefix) {
  return std::uint32_t{1} << static_cast<unsigned>(prefix - 'A');
}

constexpr std::uint32_t bits(std::string_view of) {
  std::uint32_t all = 0;
  for (const char prefix : of)
    all |= bit(prefix);
  return all;
}

void note(const Tag& tag, TagUse& use) {
  if (!tag.is_bare) {
    use.prefixes |= bit(tag.prefix);
    return;
  }
  use.has_bare = true;
  if (use.bare.size() < most_named && !use.bare.contains(tag.type))
    use.bare.emplace(tag.type);
}

// Prefixes that a scheme has beside B and I.
struct Scheme {
  std::uint32_t of_its_own;
  std::string_view name;
};

constexpr Scheme schemes[] = {{bits("ES"), "IOBES"}, {bits("MES"), "BMES"}, {bits("LU"), "BILOU"}};

}  // namespace

void find_chunks(const std::vector<std::string>& tags, std::vector<Chunk>& into, TagUse& use) {
  into.clear();
  bool is_open = false;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto tag = parse(tags[i]);
    if (tag.prefix == 'O') {
      is_open = false;
      continue;
    }
    note(tag, use);
    const bool goes_on = is_open && into.back().type == tag.type;
    if (goes_on && !always_starts(tag.prefix)) {
      into.back().end = i + 1;
    } else {
      use.stray += !always_starts(tag.prefix) && !tag.is_bare;
      use.free_begins += tag.prefix == 'B' && !goes_on;
      into.push_back({i, i + 1, tag.type});
    }
    is_open = !ends_chunk(tag.prefix);
  }
}

std::string_view scheme_of(const TagUse& use) {
  const auto own = use.prefixes & ~bits("BI");
  if (use.has_bare)
    return use.prefixes == 0 ? "bare types" : "a mixture of schemes";
  if (own == 0)
    return use.prefixes == 0 ? "" : use.stray > 0 && use.free_begins == 0 ? "IOB1" : "BIO";
  for (const auto& scheme : schemes)
    if ((own & ~scheme.of_its_own) == 0)
      return scheme.name;
  return "a mixture of schemes";
}

std::string remark_on_bare(const TagUse& use) {
  if (!use.has_bare || use.prefixes == 0)
    return {};
  std::string named;
  for (const auto& type : use.bare)
    named += (named.empty() ? "" : ", ") + in_quotes(type, 40);
  return "tags without a prefix are labels as well: " + named;
}

bool is_prefixed_tag(std::string_view tag) {
  return tag == "O" || tag == "o" || has_lower_prefix(tag) || has_underscore(tag) ||
         (tag.size() > 2 && tag[1] == '-' && prefixes.find(tag[0]) != prefixes.npos);
}

}  // namespace errata::normalize
