#include "normalize/read_brat.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/join_documents.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/mentions.hpp"
#include "normalize/open_input.hpp"
#include "normalize/span_fault.hpp"

namespace errata::normalize {

namespace fs = std::filesystem;

namespace {

std::optional<std::uint32_t> offset(std::string_view cell) {
  const auto number = parse_integer(cell);
  if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max())
    return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

// "Date 12 15;20 24" as its label and the span that covers its pieces.
struct Target {
  std::string_view label;
  std::uint32_t begin = std::numeric_limits<std::uint32_t>::max(), end = 0;
  bool has_pieces = false;
};

bool read_target(std::string_view cell, Target& into) {
  const auto blank = cell.find(' ');
  if (blank == 0 || blank == std::string_view::npos)
    return false;
  into.label = cell.substr(0, blank);
  const auto pieces = split(cell.substr(blank + 1), ';');
  into.has_pieces = pieces.size() > 1;
  for (const auto piece : pieces) {
    const auto edges = split(piece, ' ');
    const auto begin = offset(edges.front());
    const auto end = offset(edges.back());
    if (edges.size() != 2 || !begin || !end || *begin > *end)
      return false;
    into.begin = std::min(into.begin, *begin);
    into.end = std::max(into.end, *end);
  }
  return true;
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& path : list_files_below(folder))
    if (path.extension() == ".ann" || path.extension() == ".txt")
      names.insert(path.lexically_relative(folder).replace_extension().string());
  return names;
}

bool is_file(const fs::path& path) {
  std::error_code unknown;
  return fs::is_regular_file(path, unknown);
}

class BratSide : public Reader {
 public:
  BratSide(Intake& intake, const InputFile& folder, bool is_gold)
      : intake_{intake},
        folder_{folder},
        labels_{intake.labels},
        is_gold_{is_gold},
        names_{names_in(folder.path)},
        next_{names_.begin()} {}

  bool next(model::Document& document) override;

 private:
  InputFile inside(const std::string& name) const;
  std::string_view read(const std::string& name, model::Document& document);
  std::string_view read_line(std::string_view line, std::vector<model::Annotation>& into);
  void say_what_was_met();

  Intake& intake_;
  const InputFile& folder_;
  LabelCache labels_;
  bool is_gold_;
  std::set<std::string> names_;
  std::set<std::string>::const_iterator next_;
  std::string place_;  // of the file that is read
  Mentions mentions_;
  std::uint64_t in_pieces_ = 0, others_ = 0;
};

// Empty, or why the file cannot be used.
std::string_view BratSide::read_line(std::string_view line, std::vector<model::Annotation>& into) {
  if (trimmed(line).empty())
    return {};
  if (find_invalid_utf8(line) != std::string_view::npos)
    return not_utf8;
  if (line.front() != 'T') {
    ++others_;
    return {};
  }
  const auto cells = split(line, '\t');
  Target target;
  if (cells.size() < 2 || !read_target(cells[1], target))
    return "an annotation that is not LABEL START END";
  if (const auto fault = span_fault(target.begin, target.end); !fault.empty())
    return fault;
  into.push_back({.label = labels_.id(target.label), .begin = target.begin, .end = target.end});
  in_pieces_ += target.has_pieces;
  if (cells.size() > 2 && !target.has_pieces)
    mentions_.add(target.begin, target.end, cells[2]);
  return {};
}

InputFile BratSide::inside(const std::string& name) const {
  return {
      .path = folder_.path / name, .name = folder_.name + "/" + name, .encoding = folder_.encoding};
}

std::string_view BratSide::read(const std::string& name, model::Document& document) {
  document = {};
  document.id = printable(name);
  document.unit = OffsetUnit::codepoints;
  const auto text = inside(name + ".txt");
  document.has_text = is_file(text.path);
  if (document.has_text)
    document.text = read_input(text);
  if (find_invalid_utf8(document.text) != std::string_view::npos)
    return not_utf8;
  const auto annotations = inside(name + ".ann");
  if (!is_file(annotations.path))
    return {};
  mentions_.forget();
  place_ = annotations.name;
  LineReader lines{open_input(annotations), printable(annotations.name)};
  for (std::string_view line; lines.next(line);) {
    intake_.at(place_, lines.number());
    const auto fault = read_line(line, is_gold_ ? document.gold : document.predicted);
    if (!fault.empty())
      return fault;
  }
  mentions_.check(document, intake_.quotes);
  return {};
}

bool BratSide::next(model::Document& document) {
  while (next_ != names_.end()) {
    const auto& name = *next_++;
    intake_.at(folder_.name, 0);
    const auto fault = read(name, document);
    if (fault.empty()) {
      intake_.at(folder_.name, 0);
      return true;
    }
    intake_.skip(document.id, fault);
  }
  say_what_was_met();
  return false;
}

void BratSide::say_what_was_met() {
  auto& remarks = intake_.test_set.remarks;
  const auto where = printable(folder_.name) + ": ";
  if (in_pieces_ > 0)
    remarks.push_back(where + count_of(in_pieces_, "span") +
                      " of several pieces read as the span that covers them");
  if (others_ > 0)
    remarks.push_back(where + count_of(others_, "line") +
                      " of attributes, relations, events and notes left aside");
  if (auto remark = mentions_.remark(); !remark.empty())
    remarks.push_back(where + remark);
  in_pieces_ = others_ = 0;
}

}  // namespace

bool is_brat(const fs::path& folder) {
  return std::ranges::any_of(list_files_below(folder),
                             [](const fs::path& path) { return path.extension() == ".ann"; });
}

std::unique_ptr<Reader> read_brat(Intake& intake) {
  const auto& inputs = intake.inputs;
  intake.set_task(model::Task::entities, inputs.gold->name);
  return join_documents(intake, std::make_unique<BratSide>(intake, *inputs.gold, true),
                        std::make_unique<BratSide>(intake, *inputs.predicted, false),
                        Unpredicted::issue);
}

}  // namespace errata::normalize
