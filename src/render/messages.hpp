// The messages of a template, and what they are in another language: {{#say}}…{{/say}} in its
// source is replaced before the template is parsed, so that nothing else knows of languages.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace errata::render {

// `text` without white space at its ends, each stretch of it inside as one blank.
std::string folded(std::string_view text);

// What stands between {{#say}} and {{/say}} in a template that names_in() accepts, folded, in its
// order.
std::vector<std::string> messages_in(std::string_view file, std::string_view source);

// Folded messages in English, each with its translation.
using Catalogue = std::map<std::string, std::string, std::less<>>;

// Reads one JSON object of texts. Throws UsageError "FILE: reason" for anything else, for a message
// that comes twice, or that has white space to fold.
Catalogue read_catalogue(const std::string& file, std::string_view source);

// The source without the marks, each message in the words of the catalogue, or as it stands where
// that has none.
std::string said_in(const Catalogue& catalogue, std::string_view file, std::string_view source);

}  // namespace errata::render
