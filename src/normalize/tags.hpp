// Tags of tokens -> chunks, as conlleval and seqeval's default mode read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace errata::normalize {

// Tokens [begin, end) of one sentence. `type` points into the tags.
struct Chunk {
  std::size_t begin = 0, end = 0;
  std::string_view type;
};

// What the tags of a column were seen to do, from which their scheme follows.
struct TagUse {
  std::uint32_t prefixes = 0;               // bit 0 for A, …
  bool has_bare = false;                    // types without a prefix
  std::set<std::string, std::less<>> bare;  // the first of them
  std::uint64_t stray = 0;                  // chunks that an I-, E-, L- or M- tag started
  std::uint64_t free_begins = 0;            // B- tags that part no two chunks of one type
};

// BIO, IOB1, IOBES, BILOU and bare types in any mixture: a chunk ends before O, before B, S, U,
// before another type, and after E, L, S, U; whatever else carries a type goes on with the chunk or
// starts one. "o", "b-" and "i-" are read as in upper case, "B_ORG" and "I_ORG" as with a hyphen
// where the type is in capitals. A tag without a type ("B") has the type "_", a bare type ("PER")
// counts as inside. Adds to `use`. Source: conlleval.pl 2004-01-26, startOfChunk and endOfChunk;
// seqeval 1.2.2 get_entities.
void find_chunks(const std::vector<std::string>& tags, std::vector<Chunk>& into, TagUse& use);

// "BIO", "IOB1", "IOBES", "BMES", "BILOU", "bare types", "a mixture of schemes"; empty where every
// tag was O. Tags are IOB1 where B- only parts chunks of one type and others start with I-.
std::string_view scheme_of(const TagUse& use);

// "tags without a prefix are labels as well: 'X', '[PAD]'" where others have one, else empty.
std::string remark_on_bare(const TagUse& use);

// Whether `tag` is O or a type behind a prefix, so that a column of such is a column of tags.
bool is_prefixed_tag(std::string_view tag);

}  // namespace errata::normalize
