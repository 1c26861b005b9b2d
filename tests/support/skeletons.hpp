// What two languages have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::test {

// Of a message: its values, marks of words and figures in their order, each behind the flags that
// it stands in; flags of number are taken as `one` says. Equal for a message and its translation.
std::vector<std::string> skeleton(std::string_view message, bool one);

// Of a report: its tags, links, figures and texts from outside in their order, without words.
std::vector<std::string> bones_of_html(std::string_view page);
std::vector<std::string> bones_of_markdown(std::string_view text);

// Empty where they are equal.
std::string first_difference(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace errata::test
