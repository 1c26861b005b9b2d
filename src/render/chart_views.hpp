// The charts of scores by threshold: what stands in the <svg> of thresholds.mustache.
#pragma once

#include <optional>

#include "model/analysis.hpp"
#include "render/view.hpp"

namespace errata::render {

// Precision, recall and F1 by threshold as lines on 520 by 240 units. Sets has_sweep_chart, false
// where no threshold changes anything.
void set_sweep_chart(View& view, const model::ThresholdSweep& sweep);

// How often predictions are right by their mean score, on 280 by 240 units. Sets has_cal_chart.
void set_calibration_chart(View& view, const std::optional<model::Calibration>& calibration);

}  // namespace errata::render
