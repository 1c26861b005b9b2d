#include <map>

#include "core/json_writer.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/header.hpp"

namespace errata::normalize {

namespace {

// Names of files and ids may be any bytes; JSON may not.
std::string valid(const std::string& text) {
  return find_invalid_utf8(text) == std::string_view::npos ? text
                                                           : printable(text, text.size() * 4);
}

void put(JsonWriter& to, std::string_view key, const std::vector<std::string>& list) {
  to.key(key).begin_array();
  for (const auto& item : list)
    to.value(valid(item));
  to.end_array();
}

void put_source(JsonWriter& to, const model::Source& source) {
  to.key("source").begin_object().member("kind", valid(source.kind));
  to.member("project", valid(source.project)).key("facts").begin_object();
  for (const auto& [name, value] : source.facts)
    to.member(valid(name), valid(value));
  to.end_object().key("inputs").begin_array();
  for (const auto& input : source.inputs) {
    to.begin_object().member("name", valid(input.name)).member("bytes", input.bytes);
    to.member("sha256", input.sha256).end_object();
  }
  to.end_array().end_object();
}

template <typename Scores>
void put_scores(JsonWriter& to, const Scores& scores) {
  to.member("precision", scores.precision).member("recall", scores.recall).member("f1", scores.f1);
}

void put_matrix(JsonWriter& to, const model::ServiceSummary& service) {
  to.key("matrix").begin_object();
  for (const auto& [gold, row] : service.matrix) {
    to.key(gold).begin_object();
    for (const auto& [predicted, value] : row)
      to.member(predicted, value);
    to.end_object();
  }
  to.end_object();
}

void put_service(JsonWriter& to, const model::ServiceSummary& service) {
  to.key("service").begin_object().key("labels").begin_object();
  for (const auto& [label, counts] : service.labels) {
    to.key(label).begin_object().member("true_positives", counts.true_positives);
    to.member("false_positives", counts.false_positives);
    to.member("false_negatives", counts.false_negatives);
    put_scores(to, counts);
    to.end_object();
  }
  to.end_object();
  put_scores(to.key("micro").begin_object(), service.micro);
  to.end_object();
  put_scores(to.key("macro").begin_object(), service.macro);
  to.end_object();
  put_matrix(to, service);
  to.member("split", service.split).end_object();
}

void put_training(JsonWriter& to, const model::TrainingSet& training) {
  to.key("training").begin_object().member("documents", training.documents);
  to.member("unlabelled", training.unlabelled);
  if (training.tested > 0)
    to.member("tested", training.tested);
  to.key("labels").begin_object();
  for (const auto& [label, count] : training.labels)
    to.member(label, count);
  to.end_object().end_object();
}

void put_counts(JsonWriter& to, std::string_view key,
                const std::map<std::string, std::uint64_t>& counts) {
  to.key(key).begin_object();
  for (const auto& [name, count] : counts)
    to.member(valid(name), count);
  to.end_object();
}

void put_issues(JsonWriter& to, const model::IssueLog& issues) {
  to.key("issues").begin_object().member("seen", issues.seen).member("used", issues.used);
  to.member("skipped", issues.skipped).member("rejected", issues.rejected);
  put_counts(to, "by_reason", issues.by_reason);
  put_counts(to, "skipped_by_reason", issues.skipped_by_reason);
  to.key("first").begin_array();
  for (const auto& issue : issues.first) {
    to.begin_object().member("file", valid(issue.file)).member("line", issue.line);
    to.member("record", valid(issue.record)).member("reason", valid(issue.reason));
    to.member("detail", valid(issue.detail)).member("skipped", issue.skipped).end_object();
  }
  to.end_array().end_object();
}

}  // namespace

std::string write_header(const model::TestSet& test_set) {
  std::string line;
  JsonWriter to{line};
  to.begin_object().member("schema", schema_name).member("task", model::name_of(test_set.task));
  to.member("name", valid(test_set.name)).member("model", valid(test_set.model));
  put(to, "labels", test_set.labels);
  to.member("offsets", "codepoints");
  if (test_set.precision_only)
    to.member("precision_only", true);
  put_source(to, test_set.source);
  if (test_set.service)
    put_service(to, *test_set.service);
  if (test_set.training)
    put_training(to, *test_set.training);
  put_issues(to, test_set.issues);
  put(to, "remarks", test_set.remarks);
  to.end_object();
  return line;
}

}  // namespace errata::normalize
