#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "normalize/header.hpp"
#include "normalize/schema_line.hpp"

namespace errata::normalize {

namespace {

// Members of one object of the header. Absent is allowed, another type is not.
class Members {
 public:
  Members(json::object from, std::string_view what) : from_{from}, what_{what} {}

  [[noreturn]] void fail(std::string_view key, const std::string& why) const {
    throw InputError{std::string{what_} + ": the header's " + in_quotes(key) + " " + why};
  }

  template <typename Value>
  bool get(std::string_view key, Value& into) const {
    json::element found;
    if (!json::find(from_, key, found))
      return false;
    if (found.get(into) != simdjson::SUCCESS)
      fail(key, "is of the wrong type");
    return true;
  }

  void read(std::string_view key, std::string& into) const {
    std::string_view text;
    if (get(key, text))
      into = text;
  }

  // Counts that add up to no more than a double holds exactly.
  void read(std::string_view key, std::uint64_t& into) const {
    get(key, into);
    if (into > std::uint64_t{1} << 53U)
      fail(key, "is too large");
  }

  template <typename Do>
  void for_each_object(std::string_view key, Do&& act) const {
    json::array items;
    if (!get(key, items))
      return;
    for (const auto item : items)
      act(Members{object_in(key, item), what_});
  }

  template <typename Do>
  void for_each_member(std::string_view key, Do&& act) const {
    json::object members;
    if (!get(key, members))
      return;
    for (const auto member : members)
      act(member.key, member.value);
  }

  bool inside(std::string_view key, Members& into) const { return get(key, into.from_); }

  Members of(std::string_view key, json::element value) const {
    return Members{object_in(key, value), what_};
  }

  template <typename Value>
  Value as(std::string_view key, json::element value) const {
    Value typed{};
    if (value.get(typed) != simdjson::SUCCESS)
      fail(key, "is of the wrong type");
    return typed;
  }

 private:
  json::object object_in(std::string_view key, json::element value) const {
    return as<json::object>(key, value);
  }

  json::object from_;
  std::string_view what_;
};

void read_list(const Members& from, std::string_view key, std::vector<std::string>& into) {
  json::array items;
  if (!from.get(key, items))
    return;
  for (const auto item : items)
    into.emplace_back(from.as<std::string_view>(key, item));
}

model::Source read_source(const Members& from) {
  model::Source source;
  from.read("kind", source.kind);
  from.read("project", source.project);
  from.for_each_member("facts", [&](std::string_view name, json::element value) {
    source.facts.emplace(name, from.as<std::string_view>(name, value));
  });
  from.for_each_object("inputs", [&](const Members& input) {
    auto& read = source.inputs.emplace_back();
    input.read("name", read.name);
    input.read("bytes", read.bytes);
    input.read("sha256", read.sha256);
  });
  return source;
}

template <typename Scores>
void read_scores(const Members& from, Scores& into) {
  from.get("precision", into.precision);
  from.get("recall", into.recall);
  from.get("f1", into.f1);
}

model::ServiceSummary read_service(const Members& from) {
  model::ServiceSummary service;
  from.for_each_member("labels", [&](std::string_view label, json::element value) {
    const auto counts = from.of("labels", value);
    auto& read = service.labels[std::string{label}];
    counts.read("true_positives", read.true_positives);
    counts.read("false_positives", read.false_positives);
    counts.read("false_negatives", read.false_negatives);
    read_scores(counts, read);
  });
  auto averages = from;
  if (from.inside("micro", averages))
    read_scores(averages, service.micro);
  if (from.inside("macro", averages))
    read_scores(averages, service.macro);
  from.for_each_member("matrix", [&](std::string_view gold, json::element row) {
    auto& cells = service.matrix[std::string{gold}];
    for (const auto cell : from.as<json::object>("matrix", row))
      cells[std::string{cell.key}] = from.as<double>("matrix", cell.value);
  });
  from.read("split", service.split);
  return service;
}

model::TrainingSet read_training(const Members& from) {
  model::TrainingSet training;
  from.read("documents", training.documents);
  from.read("unlabelled", training.unlabelled);
  from.read("tested", training.tested);
  from.for_each_member("labels", [&](std::string_view label, json::element count) {
    training.labels.emplace(label, from.as<std::uint64_t>(label, count));
  });
  return training;
}

model::IssueLog read_issues(const Members& from) {
  model::IssueLog issues;
  from.read("seen", issues.seen);
  from.read("used", issues.used);
  from.read("skipped", issues.skipped);
  from.read("rejected", issues.rejected);
  if (!issues.adds_up())
    from.fail("issues", "does not add up: seen is used, skipped and rejected together");
  from.for_each_member("by_reason", [&](std::string_view reason, json::element count) {
    issues.by_reason.emplace(reason, from.as<std::uint64_t>(reason, count));
  });
  from.for_each_member("skipped_by_reason", [&](std::string_view reason, json::element count) {
    issues.skipped_by_reason.emplace(reason, from.as<std::uint64_t>(reason, count));
  });
  from.for_each_object("first", [&](const Members& item) {
    if (issues.first.size() == model::IssueLog::kept)
      return;
    auto& issue = issues.first.emplace_back();
    item.read("file", issue.file);
    item.read("line", issue.line);
    item.read("record", issue.record);
    item.read("reason", issue.reason);
    item.read("detail", issue.detail);
    item.get("skipped", issue.skipped);
  });
  return issues;
}

void read_task(const Members& from, std::string_view what, Header& into) {
  std::string word;
  from.read("task", word);
  if (word.empty())
    return;
  const auto task = model::task_named(word);
  if (!task)
    throw InputError{std::string{what} + ": the header's task is " + in_quotes(word, 40) +
                     ", not single_label, multi_label or entities"};
  into.test_set.task = *task;
  into.has_task = true;
}

void read_parts(const Members& from, model::TestSet& into) {
  auto part = from;
  if (from.inside("source", part))
    into.source = read_source(part);
  if (from.inside("service", part))
    into.service = read_service(part);
  if (from.inside("training", part))
    into.training = read_training(part);
  if (from.inside("issues", part))
    into.issues = read_issues(part);
}

}  // namespace

std::optional<Header> read_header(std::string_view line, std::string_view what) {
  json::Parser parser;
  json::element root;
  json::object fields;
  std::string_view schema;
  if (!parser.try_parse(line, root) || root.get(fields) != simdjson::SUCCESS ||
      fields.at_key("schema").get(schema) != simdjson::SUCCESS)
    return std::nullopt;
  if (schema != schema_name)
    throw InputError{std::string{what} + ": schema " + in_quotes(schema, 60) +
                     " is not known, only '" + std::string{schema_name} + "'"};
  if (json::has_duplicate_keys(root))
    throw InputError{std::string{what} + ": the header has a key twice"};
  const Members from{fields, what};
  Header header;
  read_task(from, what, header);
  from.read("name", header.test_set.name);
  from.read("model", header.test_set.model);
  read_list(from, "labels", header.test_set.labels);
  read_list(from, "remarks", header.test_set.remarks);
  from.get("precision_only", header.test_set.precision_only);
  header.has_labels = !header.test_set.labels.empty();
  std::string unit{name_of(header.unit)};
  from.read("offsets", unit);
  header.unit = unit_named(unit, what);
  read_parts(from, header.test_set);
  return header;
}

}  // namespace errata::normalize
