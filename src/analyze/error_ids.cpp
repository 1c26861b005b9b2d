#include "analyze/error_ids.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "analyze/surface.hpp"
#include "core/digest.hpp"

namespace errata::analyze {

using model::Annotation;

namespace {

// The text tells a document where it has one: ids are often places in a file.
std::string name_of(const model::Document& document) {
  return document.has_text ? "text " + sha256(normalized_surface(document.text))
                           : "id " + document.id;
}

std::string_view name_of(ErrorSide side) {
  return side == ErrorSide::gold ? "gold" : "predicted";
}

void append(std::string& to, std::string_view part) {
  to += std::to_string(part.size());
  to += ':';
  to += part;
}

std::string id_of(std::string content, std::string_view label, std::string_view at,
                  std::size_t ordinal) {
  append(content, label);
  append(content, at);
  append(content, std::to_string(ordinal));
  return std::string{"X-"}.append(sha256(content), 0, 10);
}

}  // namespace

std::string place_of(const Place& place, const Annotation& span) {
  const auto& document = place.document();
  if (document.has_text && span.end > span.begin)
    return normalized_surface(text_of(document, span));
  return std::to_string(span.begin) + "-" + std::to_string(span.end);
}

std::string start_of_ids(const Place& place, ErrorSide side) {
  std::string start;
  append(start, name_of(place.document()));
  append(start, name_of(side));
  return start;
}

std::string error_id(const std::string& start, const Place& place, const Annotation& span,
                     std::size_t ordinal) {
  return id_of(start, place.name(span.label), place_of(place, span), ordinal);
}

std::vector<std::string> error_ids(const Place& place, ErrorSide side,
                                   const std::vector<Annotation>& among) {
  struct Seen {
    std::size_t before = 0, at_begin = 0;  // those that begin where the last one does apart
    std::uint32_t begin = 0;
  };
  const auto start = start_of_ids(place, side);
  std::map<std::pair<model::LabelId, std::string>, Seen> seen;
  std::vector<std::string> ids;
  ids.reserve(among.size());
  for (const auto& span : among) {
    const auto at = place_of(place, span);
    auto& equal = seen[{span.label, at}];
    if (span.begin != equal.begin)
      equal = {equal.before + equal.at_begin, 0, span.begin};
    equal.at_begin += 1;
    ids.push_back(id_of(start, place.name(span.label), at, equal.before));
  }
  return ids;
}

}  // namespace errata::analyze
