#include <algorithm>
#include <cmath>
#include <numeric>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr int steps = 6;

using Row = std::vector<double>;

// Errors that a label takes part in, on either axis.
double errors_of(const model::Matrix& matrix, std::size_t label) {
  double errors = 0;
  for (std::size_t i = 0; i < matrix.rows.size(); ++i)
    if (i != label)
      errors += matrix.rows[label][i] + matrix.rows[i][label];
  return errors;
}

// The `limit` labels with most errors, in the order of the matrix.
std::vector<std::size_t> chosen_labels(const model::Matrix& matrix, std::size_t limit) {
  std::vector<std::size_t> chosen(matrix.labels.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  if (chosen.size() <= limit)
    return chosen;
  std::vector<double> errors;
  for (const auto label : chosen)
    errors.push_back(errors_of(matrix, label));
  std::ranges::stable_sort(chosen, [&](auto a, auto b) { return errors[a] > errors[b]; });
  chosen.resize(limit);
  std::ranges::sort(chosen);
  return chosen;
}

// "h0" to "h6": the cell's share of its row, of the errors apart from the right ones.
std::string shade(double cell, double row_total) {
  if (cell <= 0 || row_total <= 0)
    return "h0";
  const auto step = std::clamp(static_cast<int>(std::ceil(cell / row_total * steps)), 1, steps);
  return "h" + std::to_string(step);
}

View cell_view(double cell, double row_total, bool is_right) {
  View view;
  view.own("cell_count", weight(cell)).flag("cell_zero", cell <= 0 && !is_right);
  view.own("cell_css", is_right ? "hd" : shade(cell, row_total));
  return view;
}

View row_view(const Row& row, const std::vector<std::size_t>& columns, std::size_t number,
              std::size_t self, bool is_label) {
  double total = 0;
  for (const auto cell : row)
    total += cell;
  std::vector<View> cells;
  for (const auto column : columns)
    cells.push_back(cell_view(row[column], total, column == self && is_label));
  View view;
  view.own("mr_number", std::to_string(number));
  view.own("mr_total", weight(total)).list("mr_cells", std::move(cells));
  return view;
}

}  // namespace

View matrix_view(const Context& context) {
  const auto& matrix = context.analysis.matrix;
  const bool is_empty = matrix.rows.empty();
  const auto labels = is_empty ? std::vector<std::size_t>{} : chosen_labels(matrix, context.rows);
  auto columns = labels;
  columns.push_back(matrix.labels.size());
  std::vector<View> heads;
  std::vector<View> rows;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto& name = matrix.labels[labels[i]];
    View head;
    head.own("mc_number", std::to_string(i + 1)).outside("mc_name", name);
    heads.push_back(std::move(head));
    rows.push_back(row_view(matrix.rows[labels[i]], columns, i + 1, labels[i], true));
    rows.back().outside("mr_name", name).flag("mr_spurious", false);
  }
  if (!rows.empty()) {
    const auto margin = matrix.labels.size();
    rows.push_back(row_view(matrix.rows[margin], columns, 0, margin, false));
    rows.back().own("mr_name", "").flag("mr_spurious", true);
  }
  View view;
  view.table("m_columns", std::move(heads)).table("m_rows", std::move(rows));
  view.flag("is_entities", context.analysis.test_set.task == model::Task::entities);
  set_left_out(view, "matrix", labels.size(), matrix.labels.size());
  return view;
}

}  // namespace errata::render
