#include "analyze/reconcile.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "analyze/caps.hpp"
#include "analyze/real.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::Annotation;
using model::LabelId;
using model::Reconciliation;

namespace {

constexpr std::string_view no_label = "$none";
using Cells = std::map<std::string, std::map<std::string, double>>;

double share(std::int64_t part, std::int64_t of) {
  return of > 0 ? real(part) / real(of) : 0;
}

bool agrees(double ours, double theirs, double within) {
  return std::abs(ours - theirs) <= within * std::max(1.0, std::abs(theirs));
}

std::vector<Annotation> as_set(std::vector<Annotation> annotations) {
  const auto key = [](const Annotation& a) { return std::tuple{a.begin, a.end, a.label}; };
  std::ranges::sort(annotations, {}, key);
  const auto same = [&key](const Annotation& a, const Annotation& b) { return key(a) == key(b); };
  annotations.erase(std::unique(annotations.begin(), annotations.end(), same), annotations.end());
  return annotations;
}

bool is_in(const std::vector<Annotation>& set, const Annotation& a) {
  const auto key = [](const Annotation& x) { return std::tuple{x.begin, x.end, x.label}; };
  return std::ranges::binary_search(set, key(a), {}, key);
}

double sum_of(const std::map<std::string, double>& row) {
  double sum = 0;
  for (const auto& [label, value] : row)
    sum += value;
  return sum;
}

Cells transposed(const Cells& cells) {
  Cells turned;
  for (const auto& [gold, row] : cells)
    for (const auto& [predicted, value] : row)
      turned[predicted][gold] = value;
  return turned;
}

// Rows are expected labels where their sums are TP + FN. The service's documentation does not say;
// where the columns fit and the rows do not, the matrix is turned.
bool rows_are_gold(const Cells& cells, const model::ServiceSummary& service, double within) {
  return std::ranges::all_of(service.labels, [&](const auto& label) {
    const auto row = cells.find(label.first);
    const double sum = row == cells.end() ? 0 : sum_of(row->second);
    const auto& counts = label.second;
    return agrees(sum, static_cast<double>(counts.true_positives + counts.false_negatives), within);
  });
}

Cells with_gold_rows(const model::ServiceSummary& service, double within) {
  auto turned = transposed(service.matrix);
  const bool turn =
      !rows_are_gold(service.matrix, service, within) && rows_are_gold(turned, service, within);
  return turn ? turned : service.matrix;
}

Cells cells_of(const model::Matrix& matrix) {
  Cells cells;
  for (std::size_t i = 0; i < matrix.labels.size(); ++i)
    for (std::size_t j = 0; j < matrix.labels.size(); ++j)
      cells[matrix.labels[i]][matrix.labels[j]] = matrix.rows[i][j];
  return cells;
}

double cell(const Cells& cells, const std::string& gold, const std::string& predicted) {
  const auto row = cells.find(gold);
  if (row == cells.end())
    return 0;
  const auto found = row->second.find(predicted);
  return found == row->second.end() ? 0 : found->second;
}

}  // namespace

void CharacterMatrix::paint(const model::Document& document) {
  painted_.assign(document.text.size(), none_);
  std::size_t reached = 0;
  for (const auto& p : document.predicted) {
    for (auto at = std::max<std::size_t>(p.begin, reached); at < p.end; ++at)
      painted_[at] = p.label;
    reached = std::max<std::size_t>(reached, p.end);
  }
}

void CharacterMatrix::add(const model::Document& document) {
  paint(document);
  std::size_t reached = 0;
  for (const auto& g : document.gold) {
    if (g.begin > reached)
      add_segment(document, none_, reached, g.begin);
    add_segment(document, g.label, g.begin, g.end);
    reached = std::max<std::size_t>(reached, g.end);
  }
  add_segment(document, none_, reached, document.text.size());
}

void CharacterMatrix::add_segment(const model::Document& document, LabelId row, std::size_t begin,
                                  std::size_t end) {
  std::map<LabelId, std::uint64_t> characters;
  std::uint64_t all = 0;
  for (auto at = begin; at < end;) {
    const auto [c, bytes] = code_point_at(document.text, at);
    if (!is_space(c)) {
      characters[painted_[at]] += 1;
      all += 1;
    }
    at += bytes;
  }
  for (const auto& [label, count] : characters)
    cells_[{row, label}] += ((count << 32U) + all / 2) / all;
}

double CharacterMatrix::at(LabelId gold, LabelId predicted) const {
  const auto found = cells_.find({gold, predicted});
  return found == cells_.end() ? 0 : static_cast<double>(found->second) / one;
}

Reconciler::Reconciler(const Tally& tally, const model::TestSet& test_set,
                       const model::LabelSet& labels)
    : within_{tally.thresholds.service_agreement},
      test_set_{test_set},
      labels_{labels},
      counts_(labels.size()),
      characters_{labels.size()} {
}

// Adds to the figures compared; true where they agree.
bool Reconciler::compare(Reconciliation& to, const model::ServiceDifference& figures) const {
  to.compared += 1;
  if (agrees(figures.ours, figures.theirs, within_))
    return true;
  to.differing += 1;
  if (to.differences.size() < caps::kept_differences)
    to.differences.push_back(figures);
  return false;
}

void Reconciler::add(const model::Document& document) {
  if (!test_set_.service)
    return;
  const auto gold = as_set(document.gold);
  const auto predicted = as_set(document.predicted);
  for (const auto& a : gold)
    (is_in(predicted, a) ? counts_[a.label].tp : counts_[a.label].fn) += 1;
  for (const auto& a : predicted)
    counts_[a.label].fp += !is_in(gold, a);
  all_have_text_ = all_have_text_ && document.has_text;
  if (document.has_text && test_set_.task == model::Task::entities)
    characters_.add(document);
}

void Reconciler::compare_labels(Reconciliation& to) const {
  std::set<std::string> names;
  for (const auto& [name, counts] : test_set_.service->labels)
    names.insert(name);
  for (LabelId id = 0; id < counts_.size(); ++id)
    if (counts_[id].occurs())
      names.insert(labels_.name(id));
  for (const auto& name : names) {
    const auto* id = labels_.find(name);
    const auto ours = id != nullptr ? counts_[*id] : LabelCounts{};
    const auto found = test_set_.service->labels.find(name);
    const auto theirs =
        found != test_set_.service->labels.end() ? found->second : model::ServiceSummary::Counts{};
    const auto count = [&](const char* what, std::int64_t our, std::uint64_t their) {
      to.counts_agree &= compare(to, {what, name, "", real(our), static_cast<double>(their)});
    };
    count("true positives", ours.tp, theirs.true_positives);
    count("false positives", ours.fp, theirs.false_positives);
    count("false negatives", ours.fn, theirs.false_negatives);
    const auto score = [&](const char* what, double our, double their) {
      to.scores_agree &= compare(to, {what, name, "", our, their});
    };
    score("precision", share(ours.tp, ours.tp + ours.fp), theirs.precision);
    score("recall", share(ours.tp, ours.tp + ours.fn), theirs.recall);
    score("F1", ours.f1(), theirs.f1);
  }
}

void Reconciler::compare_averages(Reconciliation& to) const {
  LabelCounts sum;
  model::ServiceSummary::Averages macro;
  std::int64_t labels = 0;
  for (const auto& c : counts_) {
    sum = {sum.tp + c.tp, sum.fp + c.fp, sum.fn + c.fn};
    labels += c.occurs();
    macro.precision += share(c.tp, c.tp + c.fp);
    macro.recall += share(c.tp, c.tp + c.fn);
  }
  const double n = std::max(1.0, real(labels));
  const auto& service = *test_set_.service;
  const auto score = [&](const char* what, double our, double their) {
    to.averages.push_back({what, "", "", our, their});
    to.scores_agree &= compare(to, to.averages.back());
  };
  score("micro precision", share(sum.tp, sum.tp + sum.fp), service.micro.precision);
  score("micro recall", share(sum.tp, sum.tp + sum.fn), service.micro.recall);
  score("micro F1", sum.f1(), service.micro.f1);
  score("macro precision", macro.precision / n, service.macro.precision);
  score("macro recall", macro.recall / n, service.macro.recall);
  score("macro F1", macro_f1(counts_), service.macro.f1);
}

void Reconciler::compare_matrix(Reconciliation& to, const model::Matrix& matrix) const {
  const auto& service = *test_set_.service;
  const bool entities = test_set_.task == model::Task::entities;
  if (service.matrix.empty() || (entities && !all_have_text_) ||
      test_set_.task == model::Task::multi_label)
    return;
  const auto theirs = with_gold_rows(service, within_);
  const auto counted = entities ? Cells{} : cells_of(matrix);
  std::set<std::string> names{labels_.names().begin(), labels_.names().end()};
  for (const auto* cells : {&theirs, &counted})
    for (const auto& [gold, row] : *cells) {
      names.insert(gold);
      for (const auto& [predicted, value] : row)
        names.insert(predicted);
    }
  const auto id_of = [this](const std::string& name) -> std::optional<LabelId> {
    if (const auto* id = labels_.find(name))
      return *id;
    return name == no_label ? std::optional{characters_.none()} : std::nullopt;
  };
  to.matrix_agrees = true;
  for (const auto& gold : names)
    for (const auto& predicted : names) {
      const double their = cell(theirs, gold, predicted);
      double our = cell(counted, gold, predicted);
      if (const auto row = id_of(gold), column = id_of(predicted); entities && row && column)
        our = characters_.at(*row, *column);
      if (our == 0 && their == 0)
        continue;
      const model::ServiceDifference figures{"matrix cell", gold, predicted, our, their};
      if (!compare(to, figures))
        to.matrix_agrees = false;
      to.cells_total += 1;
      if (to.cells.size() < caps::kept_cells)
        to.cells.push_back(figures);
    }
}

std::optional<Reconciliation> Reconciler::finish(const model::Matrix& matrix) const {
  if (!test_set_.service)
    return {};
  Reconciliation result;
  result.counts_agree = result.scores_agree = true;
  compare_labels(result);
  compare_averages(result);
  compare_matrix(result, matrix);
  return result;
}

}  // namespace errata::analyze
