// Spans that are tokens with their tags, as token-classification pipelines give them unless they
// are told to aggregate:
//   [{"entity": "B-PER", "score": 0.99, "index": 1, "word": "Ana", "start": 0, "end": 3}]
// Includes simdjson's door, so only .cpp files include this.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/columns.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

class TokenSpans {
 public:
  // Whether every item has a tag with a prefix as its 'entity' and the number of its token as
  // 'index', and there is one. Labels may look like tags ("B-cell"); those that no pipeline wrote
  // are left alone.
  static bool are_tokens(json::array items);

  // Before the tokens of a list, each with its place and score.
  void forget();
  void add(json::object token, model::Annotation span);

  // The chunks (tags.hpp) of what was added, from the first token to the last, of consecutive
  // tokens. A chunk is as sure as its least sure token, and has no score where one of them has
  // none.
  void add_chunks(LabelCache& labels, std::vector<model::Annotation>& into);

  // The label of a span as it stands on a side, gold or predicted.
  void note_label(Role side, std::string_view label);

  // Throws InputError where all labels of one side of `file` are tags and none of the other is:
  // nothing could be right. `other` noted the other side, where another did.
  void check(std::string_view file, const TokenSpans* other = nullptr) const;

  // What is said of the joined; empty where there are none.
  std::string remark() const;

 private:
  struct Side {
    std::uint64_t labels = 0, tags = 0;
    std::string first_tag;
  };

  std::vector<std::string> tags_;  // of the tokens at hand; O for tokens in between
  std::vector<model::Annotation> spans_;
  std::int64_t last_ = 0;  // index
  std::vector<Chunk> chunks_;
  TagUse use_;
  std::uint64_t tokens_ = 0, joined_ = 0;
  std::array<Side, 2> sides_;  // gold, predicted
};

}  // namespace errata::normalize
