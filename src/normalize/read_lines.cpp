#include "normalize/read_lines.hpp"

#include <optional>
#include <set>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/join_fault.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

namespace {

// One of the files that go side by side.
class Column {
 public:
  explicit Column(const InputFile& file)
      : file_{file}, lines_{open_input(file), printable(file.name)} {}

  bool next() { return lines_.next(line_); }
  std::string_view line() const { return line_; }
  std::uint64_t number() const { return lines_.number(); }
  const InputFile& file() const { return file_; }

  std::uint64_t count_all() {
    while (next()) {
    }
    return number();
  }

 private:
  const InputFile& file_;
  LineReader lines_;
  std::string_view line_;
};

class LinesReader : public Reader {
 public:
  explicit LinesReader(Intake& intake)
      : intake_{intake},
        labels_{intake.labels},
        gold_{*intake.inputs.gold},
        predicted_{*intake.inputs.predicted} {
    if (intake.inputs.texts_file)
      texts_.emplace(*intake.inputs.texts_file);
    intake.set_task(model::Task::single_label, gold_.file().name);
  }

  bool next(model::Document& document) override;

 private:
  bool next_lines();
  void check_end(Column& other, bool has_line);
  std::string_view read(model::Document& document);
  void read_class(std::string_view line, std::vector<model::Annotation>& into);

  Intake& intake_;
  LabelCache labels_;
  Column gold_, predicted_;
  std::optional<Column> texts_;
};

bool LinesReader::next_lines() {
  const bool has_line = gold_.next();
  check_end(predicted_, has_line);
  if (texts_)
    check_end(*texts_, has_line);
  return has_line;
}

void LinesReader::check_end(Column& other, bool has_line) {
  if (other.next() == has_line)
    return;
  const JoinCounts counts{gold_.count_all(), other.count_all()};
  if (&other == &predicted_)
    fail_counts(gold_.file(), other.file(), counts, "line");
  throw InputError{printable(other.file().name) + ": has " + count_of(counts.predicted, "line") +
                   ", " + printable(gold_.file().name) + " has " + std::to_string(counts.gold)};
}

void LinesReader::read_class(std::string_view line, std::vector<model::Annotation>& into) {
  into.clear();
  if (const auto name = trimmed(line); !name.empty())
    into.push_back({.label = labels_.id(name)});
}

std::string_view LinesReader::read(model::Document& document) {
  document.text = texts_ ? texts_->line() : std::string_view{};
  document.has_text = texts_.has_value();
  for (const auto* column : {&gold_, &predicted_, texts_ ? &*texts_ : nullptr})
    if (column != nullptr && find_invalid_utf8(column->line()) != std::string_view::npos) {
      intake_.at(column->file().name, column->number());
      return not_utf8;
    }
  read_class(gold_.line(), document.gold);
  read_class(predicted_.line(), document.predicted);
  return {};
}

bool LinesReader::next(model::Document& document) {
  while (next_lines()) {
    document.id = running_id(gold_.number());
    document.language.clear();
    document.unit = OffsetUnit::bytes;
    intake_.at(gold_.file().name, gold_.number());
    const auto fault = read(document);
    if (fault.empty())
      return true;
    intake_.skip(document.id, fault);
  }
  return false;
}

}  // namespace

bool is_lines(std::string_view head) {
  constexpr std::size_t longest_name = 80;
  std::set<std::string_view> names;
  std::size_t lines = 0;
  for (const auto line : split(head, '\n')) {
    const auto name = trimmed(line);
    if (name.empty())
      continue;
    if (name.size() > longest_name || name.find_first_of("\t,;{}[]\"") != std::string_view::npos)
      return false;
    names.insert(name);
    ++lines;
  }
  return names.size() < lines;
}

std::unique_ptr<Reader> read_lines(Intake& intake) {
  return std::make_unique<LinesReader>(intake);
}

}  // namespace errata::normalize
