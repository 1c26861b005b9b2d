#include "normalize/tags.hpp"

#include "core/text.hpp"
#include "support/catch.hpp"

using namespace errata;

namespace {

// "PER 0-2" for each chunk.
std::string chunks_of(std::string_view tags, std::size_t* stray = nullptr) {
  std::vector<std::string> list;
  for (const auto tag : split(tags, ' '))
    list.emplace_back(tag);
  std::vector<normalize::Chunk> chunks;
  normalize::TagUse use;
  normalize::find_chunks(list, chunks, use);
  if (stray != nullptr)
    *stray = use.stray;
  std::string said;
  for (const auto& chunk : chunks)
    said += (said.empty() ? "" : ", ") + std::string{chunk.type} + " " +
            std::to_string(chunk.begin) + "-" + std::to_string(chunk.end);
  return said;
}

}  // namespace

// Expected chunks were worked out by hand from startOfChunk and endOfChunk of conlleval.pl.
TEST_CASE("tags of every scheme become the chunks that conlleval would count") {
  struct Row {
    const char* tags;
    const char* chunks;
  };
  const Row row = GENERATE(values<Row>({
      {"O O", ""},
      {"B-PER I-PER O B-LOC", "PER 0-2, LOC 3-4"},                 // BIO
      {"B-PER B-PER", "PER 0-1, PER 1-2"},                         // neighbours
      {"I-PER I-PER O I-LOC B-LOC", "PER 0-2, LOC 3-4, LOC 4-5"},  // IOB1
      {"O I-PER I-PER", "PER 1-3"},                                // stray I- after O
      {"B-PER I-LOC I-LOC", "PER 0-1, LOC 1-3"},                   // I- of another type
      {"B-PER I-PER E-PER S-LOC", "PER 0-3, LOC 3-4"},             // IOBES
      {"B-PER L-PER U-LOC U-LOC", "PER 0-2, LOC 2-3, LOC 3-4"},    // BILOU
      {"B-PER E-PER I-PER", "PER 0-2, PER 2-3"},                   // nothing goes on after E-
      {"S-PER I-PER", "PER 0-1, PER 1-2"},
      {"E-PER E-PER", "PER 0-1, PER 1-2"},
      {"I-PER S-PER I-PER", "PER 0-1, PER 1-2, PER 2-3"},
      {"B-PER M-PER E-PER", "PER 0-3"},
      {"PER PER O LOC", "PER 0-2, LOC 3-4"},  // bare types
      {"B-creative-work I-creative-work", "creative-work 0-2"},
      {"B I O S", "_ 0-2, _ 3-4"},
      {"B- I-", "_ 0-2"},
      {"B_PER I_PER O B_JOB_TITLE", "PER 0-2, JOB_TITLE 3-4"},
      {"B_cell B_cell O", "B_cell 0-2"},  // a name
  }));
  CAPTURE(row.tags);
  CHECK(chunks_of(row.tags) == row.chunks);
}

TEST_CASE("tags that continue nothing are counted") {
  struct Row {
    const char* tags;
    std::size_t stray;
  };
  const Row row = GENERATE(values<Row>({{"B-A I-A", 0},
                                        {"O I-A I-A", 1},
                                        {"B-A I-B", 1},
                                        {"E-A L-A", 2},
                                        {"S-A U-A B-A", 0},
                                        {"PER PER LOC", 0}}));
  CAPTURE(row.tags);
  std::size_t stray = 99;
  chunks_of(row.tags, &stray);
  CHECK(stray == row.stray);
}
