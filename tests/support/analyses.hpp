// Realistic results to render, one for each task, built from a few documents.
#pragma once

#include <string>
#include <vector>

#include "model/analysis.hpp"

namespace errata::test {

// Entities of an order desk: confusions, boundaries, misses, overlaps, Arabic, Chinese, emoji, a
// long text, and one of every list that an Analysis can hold.
model::Analysis entities();
model::Analysis single_label();
model::Analysis multi_label();

// `count` documents of one error each, to press on the size.
model::Analysis large(std::size_t count);

// Every text that comes from outside set to `text`, wherever it stands in an entities() analysis.
model::Analysis hostile(const std::string& text);

}  // namespace errata::test
