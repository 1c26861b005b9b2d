// What a template may contain, checked before it is parsed.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace errata::render {

// The names that a template places, the marks of its messages aside. Throws UsageError "FILE:LINE:
// reason" for anything but {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment }}, for
// sections that are not closed, cross or nest more than 32 deep, for a message within a message,
// and for text that is not UTF-8.
std::set<std::string> names_in(std::string_view file, std::string_view source);

// Throws UsageError for a name in `source` that is not in `known`, with the nearest one.
void check_names(std::string_view file, std::string_view source,
                 const std::set<std::string>& known);

// Throws UsageError for words of a guidance template that would mean something in HTML or Markdown:
// it has letters, digits, blanks and . , ; : ? ! ( ) % + - / ' only, and no line begins with a mark
// of a list or a quick action.
void check_words(std::string_view file, std::string_view source);

}  // namespace errata::render
