#include "normalize/evaluation_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "normalize/arrange.hpp"
#include "normalize/header.hpp"
#include "normalize/intake.hpp"
#include "normalize/offsets.hpp"
#include "normalize/schema_line.hpp"

namespace errata::normalize {

struct EvaluationReader::State {
  State(const std::filesystem::path& from, std::string called)
      : path{from}, name{std::move(called)}, lines{std::in_place, from} {}

  std::filesystem::path path;
  std::string name;
  std::optional<LineReader> lines;
  Header header;
  model::LabelSet labels;
  std::optional<SchemaLine> parser;
  SpanConverter converter;
  std::uint64_t documents = 0;

  [[noreturn]] void fail(std::string_view why, const std::string& detail = {}) const {
    throw InputError{name + ":" + std::to_string(lines->number()) + ": " + std::string{why} +
                     (detail.empty() ? "" : ", " + detail)};
  }

  bool next_line(std::string_view& line);
  void read_head();
  void collect_labels();
  bool read(model::Document& document);
};

bool EvaluationReader::State::next_line(std::string_view& line) {
  while (lines->next(line))
    if (!trimmed(line).empty())
      return true;
  return false;
}

void EvaluationReader::State::read_head() {
  std::string_view line;
  if (!next_line(line))
    throw InputError{name + ": is empty"};
  auto read = read_header(line, name + ":1");
  if (!read)
    fail("no header of schema '" + std::string{schema_name} + "'");
  if (!read->has_task)
    fail("the header names no task");
  header = std::move(*read);
}

// A writer that lists no labels costs one pass more, so that ids mean the same in every other.
void EvaluationReader::State::collect_labels() {
  parser.emplace(labels, SchemaLine::Labels::open);
  model::Document document;
  while (read(document))
    continue;
  auto names = labels.names();
  std::ranges::sort(names);
  labels = {};
  for (const auto& label : names)
    labels.id(label);
  lines.emplace(path);
  documents = 0;
  std::string_view line;
  next_line(line);
}

bool EvaluationReader::State::read(model::Document& document) {
  std::string_view line;
  if (!next_line(line))
    return false;
  ++documents;
  if (!parser->read(line, header.unit, document))
    fail(parser->reason(), parser->detail());
  if (document.has_text)
    if (const auto fault = converter.to_bytes(document.text, document); fault != OffsetFault::none)
      fail(name_of(fault));
  if (const auto fault = arrange(document, header.test_set.task); !fault.empty())
    fail(fault);
  if (document.id.empty())
    document.id = running_id(documents);
  return true;
}

EvaluationReader::EvaluationReader(const std::filesystem::path& path)
    : EvaluationReader{path, shown_path(path)} {
}

EvaluationReader::EvaluationReader(const std::filesystem::path& path, std::string name)
    : state_{std::make_unique<State>(path, std::move(name))} {
  state_->read_head();
  for (const auto& label : state_->header.test_set.labels)
    state_->labels.id(label);
  if (!state_->header.has_labels)
    state_->collect_labels();
  state_->header.test_set.labels = state_->labels.names();
  state_->parser.emplace(state_->labels, SchemaLine::Labels::closed);
}

EvaluationReader::~EvaluationReader() = default;
EvaluationReader::EvaluationReader(EvaluationReader&&) noexcept = default;

const model::TestSet& EvaluationReader::test_set() const {
  return state_->header.test_set;
}
const model::LabelSet& EvaluationReader::labels() const {
  return state_->labels;
}
bool EvaluationReader::next(model::Document& document) {
  return state_->read(document);
}
std::uint64_t EvaluationReader::offset() const {
  return state_->lines->offset();
}
void EvaluationReader::go_to(std::uint64_t offset, std::uint64_t before) {
  if (before == state_->documents)
    return;
  state_->lines->go_to(offset, before + 1);
  state_->documents = before;
}

}  // namespace errata::normalize
