// Lists and sets as programs print them into one cell of a table:
//   ['joy', 'love']   ["joy", "love"]   ['joy' 'love']   [3, 14]   ('joy',)   []   ()
//   {'joy', 'love'}   set()   frozenset({'joy'})
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::normalize {

enum class Printed {
  nothing,  // no list: the cell stands for itself
  labels,   // quoted strings, or whole numbers
  objects,  // of {...}, or one of these without a list
  broken    // a list of strings that ends otherwise, or numbers that come twice: a vector, no set
};

// What `cell` prints. The labels of a list come into `into`, without their quotes and escapes as
// Python, numpy and JSON write them; a name in brackets without quotes ("[PAD]") is no list.
Printed read_printed(std::string_view cell, std::vector<std::string>& into);

}  // namespace errata::normalize
