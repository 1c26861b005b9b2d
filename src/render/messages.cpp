#include "render/messages.hpp"

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "render/template_tags.hpp"

namespace errata::render {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// A message with its marks is [begin, end), without them [from, to).
struct Place {
  std::size_t begin = 0, from = 0, to = 0, end = 0;
};

std::vector<Place> places_in(std::string_view file, std::string_view source) {
  std::vector<Place> places;
  each_tag(
      file, source,
      [&places](const Tag& tag) {
        if (tag.name != say)
          return;
        if (tag.sign == '#')
          places.push_back({tag.begin, tag.end, tag.end, tag.end});
        if (tag.sign != '/' || places.empty())
          return;
        places.back().to = tag.begin;
        places.back().end = tag.end;
      },
      [](std::string_view, std::size_t) {});
  return places;
}

json::object object_in(json::Parser& parser, const std::string& file, std::string_view source) {
  json::element root;
  if (!parser.try_parse(source, root))
    throw UsageError{file + ": " + parser.fault()};
  json::object object;
  if (root.get(object) != simdjson::SUCCESS)
    throw UsageError{file + ": is not one object of messages"};
  return object;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string line;
  for (const char c : trimmed(text)) {
    if (!is_blank(c))
      line += c;
    else if (line.back() != ' ')
      line += ' ';
  }
  return line;
}

std::vector<std::string> messages_in(std::string_view file, std::string_view source) {
  std::vector<std::string> messages;
  for (const auto& place : places_in(file, source))
    messages.push_back(folded(source.substr(place.from, place.to - place.from)));
  return messages;
}

Catalogue read_catalogue(const std::string& file, std::string_view source) {
  json::Parser parser;
  Catalogue catalogue;
  for (const auto& [key, value] : object_in(parser, file, source)) {
    const std::string message{key};
    std::string_view translation;
    if (value.get(translation) != simdjson::SUCCESS)
      throw UsageError{file + ": " + in_quotes(message, 60) + ": is translated by no text"};
    if (message != folded(message))
      throw UsageError{file + ": " + in_quotes(message, 60) + ": has white space to fold"};
    if (!catalogue.emplace(message, translation).second)
      throw UsageError{file + ": " + in_quotes(message, 60) + ": comes twice"};
  }
  return catalogue;
}

std::string said_in(const Catalogue& catalogue, std::string_view file, std::string_view source) {
  std::string said;
  std::size_t begin = 0;
  for (const auto& place : places_in(file, source)) {
    said += source.substr(begin, place.begin - begin);
    const auto message = source.substr(place.from, place.to - place.from);
    const auto found = catalogue.find(folded(message));
    said += found == catalogue.end() ? message : std::string_view{found->second};
    begin = place.end;
  }
  return said += source.substr(begin);
}

}  // namespace errata::render
