#include "normalize/azure_body.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

struct Kind {
  std::string_view name;  // in lower case: sources differ in letter case
  model::Task task;
};

constexpr Kind kinds[] = {
    {"customentityrecognition", model::Task::entities},
    {"customnamedentityrecognition", model::Task::entities},
    {"customsinglelabelclassification", model::Task::single_label},
    {"custommultilabelclassification", model::Task::multi_label},
};

// Where recordings keep their exchanges, and an exchange its answer: HAR, the test proxy of the
// service's own libraries, VCR and its like, and what people write themselves.
constexpr const char* lists_of_exchanges[] = {"/log/entries", "/Entries", "/interactions",
                                              "/http_interactions", "/entries"};
constexpr std::string_view in_base64 = "/response/body/base64_string";
constexpr std::string_view bodies_of_answers[] = {
    "/ResponseBody",  "/response/content/text", "/response/body/string", "/response/body/text",
    in_base64,        "/response/body",         "/Response/Body",        "/response/text",
    "/response/json", "/response/content"};

bool is_base64(json::object exchange, std::string_view place) {
  std::string_view encoding;
  return place == in_base64 ||
         (place == "/response/content/text" &&
          exchange.at_pointer("/response/content/encoding").get(encoding) == simdjson::SUCCESS &&
          encoding == "base64");
}

// "response" itself where it is the page, without head and body.
bool find_answer(json::object exchange, KeptAnswer& into) {
  into.is_recorded = true;
  for (const auto place : bodies_of_answers) {
    if (exchange.at_pointer(place).get(into.value) != simdjson::SUCCESS)
      continue;
    into.is_base64 = is_base64(exchange, place);
    return true;
  }
  return exchange.at_key("request").error() == simdjson::SUCCESS &&
         exchange.at_key("response").get(into.value) == simdjson::SUCCESS;
}

void add_exchanges(json::array exchanges, std::vector<KeptAnswer>& into) {
  for (const auto exchange : exchanges) {
    json::object fields;
    KeptAnswer answer;
    if (exchange.get(fields) == simdjson::SUCCESS && find_answer(fields, answer))
      into.push_back(answer);
  }
}

// What an object wraps goes to `into`; false where it wraps nothing.
bool unwrap(json::object wrapper, std::vector<KeptAnswer>& into) {
  json::element inner;
  if (wrapper.at_pointer("/responses/200/body").get(inner) == simdjson::SUCCESS) {
    into.push_back({.value = inner});
    return true;
  }
  json::array exchanges;
  for (const auto* list : lists_of_exchanges) {
    if (wrapper.at_pointer(list).get(exchanges) != simdjson::SUCCESS)
      continue;
    add_exchanges(exchanges, into);
    return true;
  }
  KeptAnswer answer;
  constexpr auto status_keys =
      std::to_array<std::string_view>({"statusCode", "status_code", "status"});
  const bool has_status = std::ranges::any_of(status_keys, [&wrapper](std::string_view key) {
    return wrapper.at_key(key).error() == simdjson::SUCCESS;
  });
  if (!(has_status && wrapper.at_key("body").get(answer.value) == simdjson::SUCCESS) &&
      !find_answer(wrapper, answer))
    return false;
  into.push_back(answer);
  return true;
}

bool has_result(json::object body) {
  for (const auto field : body)
    if (azure_task(field.key, "Result"))
      return true;
  return false;
}

bool has_evaluation(json::object body) {
  for (const auto field : body)
    if (field.key == "evaluationOptions" || azure_task(field.key, "Evaluation"))
      return true;
  return false;
}

}  // namespace

std::vector<KeptAnswer> kept_answers(json::element document) {
  std::vector<KeptAnswer> answers;
  std::vector<json::element> open{document};
  for (std::size_t i = 0; i < open.size(); ++i) {
    json::object fields;
    json::array items;
    const auto next = open[i];  // `open` grows
    if (next.get(items) == simdjson::SUCCESS)
      open.insert(open.end(), items.begin(), items.end());
    else if (next.get(fields) == simdjson::SUCCESS && !unwrap(fields, answers))
      answers.push_back({.value = next});
  }
  return answers;
}

bool holds_results(json::object page) {
  json::array items;
  if (page.at_key("value").get(items) != simdjson::SUCCESS)
    return false;
  for (const auto item : items) {
    json::object fields;
    if (item.get(fields) != simdjson::SUCCESS)
      continue;
    if (has_result(fields))
      return true;
  }
  return false;
}

std::size_t http_head_size(std::string_view text) {
  std::size_t size = 0;
  while (text.substr(size).starts_with("HTTP/")) {
    const auto end = std::min(text.find("\n\n", size), text.find("\n\r\n", size));
    if (end == text.npos)
      return size;
    size = end + (text[end + 1] == '\r' ? 3 : 2);
  }
  return size;
}

bool is_recording(std::string_view head) {
  const auto text = trimmed(head);
  const auto key = text.substr(std::min(text.find_first_not_of("{ \t\r\n"), text.size()));
  const auto has = [&](std::string_view word) { return text.find(word) != text.npos; };
  const bool is_archive = key.starts_with("\"log\"") && (has("\"entries\"") || has("\"creator\""));
  return text.starts_with('{') && (is_archive || key.starts_with("\"http_interactions\""));
}

bool names_results(std::string_view text) {
  if (!trimmed(text).starts_with('{') && !trimmed(text).starts_with('['))
    return false;
  constexpr std::string_view marks[] = {"recognitionresult\"",     "classificationresult\"",
                                        "recognitionevaluation\"", "classificationevaluation\"",
                                        "\"intentsresult\"",       "\"entitiesresult\"",
                                        "\"intentsevaluation\"",   "\"entitiesevaluation\""};
  const auto known = lowered(without_escapes(text));
  return std::ranges::any_of(
      marks, [&](std::string_view mark) { return known.find(mark) != std::string::npos; });
}

std::string without_escapes(std::string_view head) {
  std::string text{head};
  std::erase(text, '\\');
  return text;
}

AzureBody kind_of(json::object body) {
  json::element found;
  if (json::find(body, "assets", found))
    return AzureBody::exported;
  json::array items;
  if (body.at_key("value").get(items) == simdjson::SUCCESS)
    return AzureBody::page;
  if (has_result(body))
    return AzureBody::item;
  return has_evaluation(body) ? AzureBody::summary : AzureBody::unknown;
}

std::optional<model::Task> azure_task(std::string_view project_kind) {
  for (const auto& kind : kinds)
    if (equal_ignoring_case(project_kind, kind.name))
      return kind.task;
  return std::nullopt;
}

std::optional<model::Task> azure_task(std::string_view property, std::string_view suffix) {
  if (!property.ends_with(suffix))
    return std::nullopt;
  return azure_task(property.substr(0, property.size() - suffix.size()));
}

}  // namespace errata::normalize
