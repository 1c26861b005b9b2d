// What texts are compared by: hashed words, pairs of words and runs of four characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/words.hpp"

namespace errata::analyze {

class TextFeatures {
 public:
  // Of a text or a name, valid UTF-8; case is folded. Sorted, distinct; of long texts the
  // `most_features` smallest, so that two texts keep the same ones of what they share.
  std::vector<std::uint32_t> of(std::string_view text);

  static constexpr std::size_t most_features = 256;

 private:
  void add_words();
  void add_runs(std::string_view text);

  WordReader reader_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> found_;
  std::string line_;                      // the words with single spaces
  std::vector<std::size_t> code_points_;  // where each begins in it
};

// The words of a label's name: "WHAT_SIZE_TO_ORDER" and "WhatSizeToOrder" have four.
std::string words_of_name(std::string_view name);

}  // namespace errata::analyze
