#include "normalize/read_pubtator.hpp"

#include <cctype>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/join_documents.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/mentions.hpp"
#include "normalize/open_input.hpp"
#include "normalize/span_fault.hpp"

namespace errata::normalize {

namespace {

// A line of a document: its title ('t'), its abstract ('a'), or columns (0).
struct Line {
  std::string_view id, text;
  char kind = 0;
  std::vector<std::string_view> cells;
};

// False for what is no line of PubTator.
bool take_apart(std::string_view line, Line& into) {
  const auto bar = line.find('|');
  into.cells.clear();
  const bool is_passage = bar != std::string_view::npos && bar + 2 < line.size() &&
                          line[bar + 2] == '|' && (line[bar + 1] == 't' || line[bar + 1] == 'a') &&
                          line.substr(0, bar).find('\t') == std::string_view::npos;
  if (is_passage) {
    into.id = line.substr(0, bar);
    into.kind = line[bar + 1];
    into.text = line.substr(bar + 3);
    return !into.id.empty();
  }
  into.cells = split(line, '\t');
  into.id = into.cells.front();
  into.kind = 0;
  return into.cells.size() > 3 && !into.id.empty();
}

std::optional<std::uint32_t> offset(std::string_view cell) {
  const auto number = parse_integer(trimmed(cell));
  if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max())
    return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

// Relations name a kind and two identifiers where annotations have offsets; some say in a fifth
// column whether they are new.
bool is_relation(const std::vector<std::string_view>& cells) {
  const bool is_kind =
      !cells[1].empty() && std::isalpha(static_cast<unsigned char>(cells[1].front())) != 0;
  return is_kind && cells.size() < 6;
}

class PubtatorSide : public Reader {
 public:
  PubtatorSide(Intake& intake, const InputFile& file, bool is_gold)
      : intake_{intake},
        file_{file},
        lines_{open_input(file), printable(file.name)},
        labels_{intake.labels},
        is_gold_{is_gold} {}

  bool next(model::Document& document) override;

 private:
  bool next_line();
  bool read(model::Document& document);
  void add(model::Document& document);
  void add_annotation(std::vector<model::Annotation>& into);
  void say_what_was_met();

  Intake& intake_;
  const InputFile& file_;
  LineReader lines_;
  LabelCache labels_;
  bool is_gold_;
  bool has_line_ = false;  // read, and not yet used
  std::string held_, fault_, title_, abstract_;
  Line line_;
  std::string_view broken_;  // why the line at hand is none
  Mentions mentions_;
  std::uint64_t relations_ = 0;
};

// The line is copied: it opens the next document while the one before it is given out.
bool PubtatorSide::next_line() {
  std::string_view line;
  while (!has_line_ && lines_.next(line)) {
    if (trimmed(line).empty())
      continue;
    held_ = line;
    broken_ = {};
    if (find_invalid_utf8(held_) != std::string_view::npos)
      broken_ = not_utf8;
    else if (!take_apart(held_, line_))
      broken_ = "a line that is neither title, abstract nor annotation";
    has_line_ = true;
  }
  return has_line_;
}

void PubtatorSide::add_annotation(std::vector<model::Annotation>& into) {
  const auto& cells = line_.cells;
  if (is_relation(cells)) {
    ++relations_;
    return;
  }
  const auto begin = offset(cells[1]);
  const auto end = offset(cells[2]);
  if (cells.size() < 5 || cells[4].empty())
    fault_ = "an annotation without a type";
  else if (!begin || !end)
    fault_ = "a span without whole numbers as start and end";
  else if (const auto fault = span_fault(*begin, *end); !fault.empty())
    fault_ = fault;
  else
    into.push_back({.label = labels_.id(cells[4]), .begin = *begin, .end = *end});
  mentions_.add(begin.value_or(0), end.value_or(0), cells[3]);
}

void PubtatorSide::add(model::Document& document) {
  if (line_.kind == 0) {
    add_annotation(is_gold_ ? document.gold : document.predicted);
    return;
  }
  (line_.kind == 't' ? title_ : abstract_) = line_.text;
  document.has_text = true;
}

// The lines of one id, of which the first is at hand. False where they cannot be used.
bool PubtatorSide::read(model::Document& document) {
  document = {};
  document.unit = OffsetUnit::codepoints;
  document.id = line_.id;
  fault_.clear();
  title_.clear();
  abstract_.clear();
  do {
    if (!broken_.empty())
      fault_ = broken_;
    else
      add(document);
    has_line_ = false;
  } while (next_line() && (!broken_.empty() || line_.id == document.id));
  if (document.has_text)
    document.text = title_ + " " + abstract_;
  mentions_.check(document, intake_.quotes);
  return fault_.empty();
}

bool PubtatorSide::next(model::Document& document) {
  while (next_line()) {
    const auto line = lines_.number();
    intake_.at(file_.name, line);
    if (!broken_.empty()) {
      intake_.skip({}, broken_);
      has_line_ = false;
      continue;
    }
    const bool is_read = read(document);
    intake_.at(file_.name, line);
    if (is_read)
      return true;
    intake_.skip(document.id, fault_);
  }
  say_what_was_met();
  return false;
}

void PubtatorSide::say_what_was_met() {
  auto& remarks = intake_.test_set.remarks;
  if (relations_ > 0)
    remarks.push_back(printable(file_.name) + ": " + count_of(relations_, "relation") +
                      " left aside");
  if (auto remark = mentions_.remark(); !remark.empty())
    remarks.push_back(printable(file_.name) + ": " + remark);
  relations_ = 0;
}

}  // namespace

// The first line is a title; of the others some may be broken.
bool is_pubtator(std::string_view head) {
  Line parts;
  std::size_t lines = 0;
  std::size_t fitting = 0;
  for (const auto line : split(head.substr(0, head.rfind('\n')), '\n')) {
    if (trimmed(line).empty())
      continue;
    const bool fits = take_apart(line, parts);
    if (lines == 0 && (!fits || parts.kind != 't'))
      return false;
    ++lines;
    fitting += fits;
  }
  return fitting * 2 > lines;
}

std::unique_ptr<Reader> read_pubtator(Intake& intake) {
  const auto& inputs = intake.inputs;
  intake.set_task(model::Task::entities, inputs.gold->name);
  return join_documents(intake, std::make_unique<PubtatorSide>(intake, *inputs.gold, true),
                        std::make_unique<PubtatorSide>(intake, *inputs.predicted, false),
                        Unpredicted::nothing_if_textless);
}

}  // namespace errata::normalize
