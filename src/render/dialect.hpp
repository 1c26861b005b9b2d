// How text is written for one kind of reader, so that nothing in it comes alive there.
#pragma once

#include <string>
#include <string_view>

namespace errata::render {

// One function for each origin of a value (see Text::Kind). Any bytes may be given; the result is
// valid UTF-8 without control or bidi characters.
struct Dialect {
  using Write = std::string (*)(std::string_view text);
  Write own;
  Write outside;
  Write outside_in_table;
  Write part;
};

// HTML element content and double-quoted attributes (`own` alone). & < > " ' and the back-tick are
// character references; invisible characters are marks that name them; `outside` stands in <bdi>.
extern const Dialect html;

// GitHub Flavored Markdown: outside text in code spans, where nothing has a meaning.
extern const Dialect markdown;

// Text between quotation marks, for analysis.json and the terminal.
extern const Dialect plain;

}  // namespace errata::render
