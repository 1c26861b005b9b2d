// brat's standoff files, a folder a side: each text.txt beside its text.ann.
//   T1<tab>Person 5 8<tab>Ana
//   T2<tab>Date 12 15;20 24<tab>May 2026
#pragma once

#include <filesystem>
#include <memory>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// Whether a folder holds .ann files.
bool is_brat(const std::filesystem::path& folder);

// Documents are the names of .ann and .txt files (a text alone has no annotation), joined by name
// (see join_documents.hpp); texts may lie in either folder. Offsets are code points, half-open. A
// span of several pieces is read as the span that covers them; attributes, relations, events and
// notes are left aside; both are counted in remarks.
std::unique_ptr<Reader> read_brat(Intake& intake);

}  // namespace errata::normalize
