// Answers of Azure AI Language's authoring API, out of the wrappings in which people keep them.
// Includes simdjson's door, so only .cpp files include this.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "model/task.hpp"

namespace errata::normalize {

enum class AzureBody { page, item, summary, exported, unknown };

// An object, or what stood in the body of an answer that was recorded: any call's, and maybe as
// text.
struct KeptAnswer {
  json::element value;
  bool is_recorded = false;
  bool is_base64 = false;  // the text
};

// The answers in a document: itself, the items of an array, {"responses":{"200":{"body":…}}} of the
// API description's examples, and recordings: the archives that browsers save (HAR), the cassettes
// and sessions of test libraries, or an object with "request" and "response", or several.
std::vector<KeptAnswer> kept_answers(json::element document);

AzureBody kind_of(json::object body);

// Whether an item of this "value" has results, as no other list of the API has.
bool holds_results(json::object page);

// How many bytes at the beginning of `text` are heads of HTTP ("HTTP/1.1 200 OK", as curl -i writes
// it), up to their empty line: of the answer, and of those that came before it. 0 where it has
// none.
std::size_t http_head_size(std::string_view text);

// Whether a file that begins with `head` may be a recording, whatever its calls.
bool is_recording(std::string_view head);

// Whether a text that is JSON, or part of it, has a name that only results and summaries have, also
// those of conversations.
bool names_results(std::string_view text);

// `head` as if the bodies in it stood there parsed, so that their keys are found in quotes.
std::string without_escapes(std::string_view head);

// The task of a projectKind in any of its spellings ("customNamedEntityRecognition"), or of a
// property that is named after one with `suffix` behind ("customEntityRecognitionResult",
// "Result").
std::optional<model::Task> azure_task(std::string_view project_kind);
std::optional<model::Task> azure_task(std::string_view property, std::string_view suffix);

}  // namespace errata::normalize
