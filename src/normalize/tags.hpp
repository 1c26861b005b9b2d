// Tags of tokens -> chunks, as conlleval and seqeval's default mode read them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace errata::normalize {

// Tokens [begin, end) of one sentence. `type` points into the tags.
struct Chunk {
  std::size_t begin = 0, end = 0;
  std::string_view type;
};

// BIO, IOB1, IOBES, BILOU and bare types in any mixture: a chunk ends before O, before B, S, U,
// before another type, and after E, L, S, U; whatever else carries a type goes on with the chunk or
// starts one. A tag without a type ("B") has the type "_", a bare type ("PER") counts as inside.
// Returns how many chunks an I-, E-, L- or M- tag started, which continues nothing.
// Source: conlleval.pl 2004-01-26, startOfChunk and endOfChunk; seqeval 1.2.2 get_entities.
std::size_t find_chunks(const std::vector<std::string>& tags, std::vector<Chunk>& into);

// Whether `tag` is O or a type behind a prefix, so that a column of such is a column of tags.
bool is_prefixed_tag(std::string_view tag);

}  // namespace errata::normalize
