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

enum class AzureBody { page, summary, exported, unknown };

// The answers in a document: itself, the items of an array, {"responses":{"200":{"body":…}}} of the
// API description's examples, {"Entries":[{"ResponseBody":…}]} of HTTP recordings.
std::vector<json::object> azure_bodies(json::element document);

AzureBody kind_of(json::object body);

// The task of a projectKind in any of its spellings ("customNamedEntityRecognition"), or of a
// property that is named after one with `suffix` behind ("customEntityRecognitionResult",
// "Result").
std::optional<model::Task> azure_task(std::string_view project_kind);
std::optional<model::Task> azure_task(std::string_view property, std::string_view suffix);

// The document in `text`, with lone surrogates replaced where there are any (`repaired` says so).
// Throws InputError "WHAT: …" for what is not JSON or has a key twice.
json::element parse_azure(json::Parser& parser, std::string_view text, std::string_view what,
                          bool& repaired);

}  // namespace errata::normalize
