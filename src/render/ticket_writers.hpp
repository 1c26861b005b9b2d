// Our Markdown in the other dialects of a ticket. Text from outside stays without any meaning.
#pragma once

#include <cstddef>
#include <string>

namespace errata::render {

// Jira's wiki markup, as its server renders it and as Jira Cloud converts it. Text from outside
// stands between quotation marks, with a backslash before each character that could mean something;
// where that is not enough, a word joiner (U+2060) keeps two characters apart. In a table a
// pipe is U+2502 and a bracket that nothing closes U+FF3B: Jira Cloud takes them for cells and
// links there, backslash or not.
std::string write_jira(const std::string& markdown);

// Plain text for mail and for ticket systems that show nothing else: lines and tables of up to 100
// columns, wider tables as a list.
inline constexpr std::size_t plain_columns = 100;
std::string write_plain(const std::string& markdown);

}  // namespace errata::render
