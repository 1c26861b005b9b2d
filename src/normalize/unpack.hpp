// Files that are packed (.gz, .zst), read as what is in them.
#pragma once

#include <memory>
#include <string>

#include "core/byte_source.hpp"
#include "normalize/limits.hpp"

namespace errata::normalize {

// What `source` holds, unpacked while it is read where its first bytes are those of gzip or
// Zstandard, however it is called; several members or frames one behind another are one file.
// Throws InputError "NAME: …" for other kinds of packing, and while reading for packed bytes that
// are damaged, cut short, or of more than `limits` allow.
std::unique_ptr<PeekSource> unpack(std::unique_ptr<ByteSource> source, const std::string& name,
                                   const UnpackLimits& limits = {});

}  // namespace errata::normalize
