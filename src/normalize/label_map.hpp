// The file of --label-map: other names for labels, a line each:
//
//   PER = Person
//   misc =                 nothing behind the sign: the label is dropped
//   # a comment
//
// Blanks around both names do not count. A line with a tab is FROM tab TO as it stands, for names
// that hold "=" or begin with "#".
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace errata::normalize {

// From -> to; an empty `to` drops the label. One step: a `to` is not looked up again.
using LabelMap = std::map<std::string, std::string, std::less<>>;

// The map is read in `encoding`, as the inputs are; its own byte order mark is stronger. Throws
// UsageError "FILE:LINE: …" for a line that is no pair, a label that is given twice, and bytes that
// are no text, or for an encoding that nobody knows; InputError for a file that cannot be read.
LabelMap read_label_map(const std::filesystem::path& path, const std::string& encoding = {});

}  // namespace errata::normalize
