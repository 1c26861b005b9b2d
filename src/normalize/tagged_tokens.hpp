// Sentences of JSON whose tokens are tagged one by one:
//   {"tokens": ["Ana", "met"], "tags": ["B-PER", "O"]}
// Includes simdjson's door, so only .cpp files include this.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

class TaggedTokens {
 public:
  // What stands between tokens in the text.
  void set_joiner(std::string joiner) { joiner_ = std::move(joiner); }

  // The list 'tokens' of a record; none where it has no such list of strings.
  void read(json::object record);

  const std::string& text() const { return text_; }

  // What a list of strings is: a set of labels, a tag a token, or tags that fit no tokens. Tags are
  // known by being as many as the tokens and all with a prefix, with "O" or with copies among them;
  // elsewhere by prefixes and "O" alone.
  enum class List { labels, tags, stray_tags };
  List kind_of(const std::vector<std::string>& names) const;

  // Whether a list of so many numbers stands for the tokens.
  bool may_be_numbered(std::size_t size) const { return size > 0 && size == begins_.size(); }

  // The chunks (tags.hpp) as spans in code points of text().
  void add_spans(const std::vector<std::string>& tags, LabelCache& labels,
                 std::vector<model::Annotation>& into);

  // "tags of tokens are read as BIO", empty where there were none.
  std::string remark() const;

 private:
  void add(std::string_view token);

  std::string joiner_ = " ", text_;
  std::vector<std::uint32_t> begins_, ends_;  // of the tokens, in code points
  std::vector<Chunk> chunks_;
  TagUse use_;
};

}  // namespace errata::normalize
