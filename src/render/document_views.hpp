// Pieces of the view of one document.
#pragma once

#include <vector>

#include "model/analysis.hpp"
#include "render/view.hpp"
#include "render/wording.hpp"

namespace errata::render {

// What became of each annotation of one side, by its index.
std::vector<model::ErrorClass> classes_of(const model::DocumentResult& document, bool of_gold);

// The text in lines, labelled beside predicted; empty where there is no text that can be shown.
std::vector<View> line_views(const model::DocumentResult& document, const Wording& wording,
                             bool is_entities);

}  // namespace errata::render
