#include "fuzz/mutation.hpp"

#include <algorithm>
#include <string_view>

namespace errata::fuzz {

namespace {

using namespace std::string_view_literals;

// Pieces that formats are made of, and bytes that are made to break them.
constexpr std::string_view pieces[] = {"\n",
                                       "\r\n",
                                       "\t",
                                       " ",
                                       ",",
                                       ";",
                                       "|",
                                       "\"",
                                       "\"\"",
                                       "\\",
                                       "{",
                                       "}",
                                       "[",
                                       "]",
                                       ":",
                                       "null",
                                       "true",
                                       "0",
                                       "-1",
                                       "1e999",
                                       "4294967296",
                                       "18446744073709551616",
                                       "0.5",
                                       "\\ud83d",
                                       "\\ud83d\\udc4b",
                                       "\\u0000",
                                       "\0"sv,
                                       "\xFF",
                                       "\xC3",
                                       "\xED\xA0\x80",
                                       "\xF4\x90\x80\x80",
                                       "\xEF\xBB\xBF",
                                       "\xFF\xFE",
                                       "\x1F\x8B\x08",
                                       "\x28\xB5\x2F\xFD",
                                       "é",
                                       "北京",
                                       "👋",
                                       "\u2028",
                                       "B-PER",
                                       "I-PER",
                                       "E-PER",
                                       "S-",
                                       "O",
                                       "-DOCSTART- O O\n",
                                       "# a = b\n",
                                       "\n\n",
                                       "\x1E\n",
                                       "\"gold\":",
                                       "\"predicted\":",
                                       "\"label\":",
                                       "\"start\":",
                                       "\"end\":",
                                       "\"text\":",
                                       "\"value\":[",
                                       "\"schema\":\"errata/evaluation/1\"",
                                       "\"offsets\":\"utf16\"",
                                       "\"offsets\":\"bytes\"",
                                       "\"offset\":",
                                       "\"length\":",
                                       "text",
                                       "label",
                                       "score"};

class Mutation {
 public:
  Mutation(const std::vector<std::string>& seeds, std::uint64_t seed, std::uint64_t run)
      : seeds_{seeds}, random_{seed * 1'000'003 + run} {
    bytes_ = any_seed();
  }

  std::string make() {
    for (auto changes = 1 + below(6); changes > 0; --changes)
      change();
    if (bytes_.size() > largest)
      bytes_.resize(largest);
    return bytes_;
  }

 private:
  static constexpr std::size_t largest = 20'000;

  std::size_t below(std::size_t limit) {
    return limit == 0 ? 0 : static_cast<std::size_t>(random_() % limit);
  }
  const std::string& any_seed() { return seeds_[below(seeds_.size())]; }
  std::size_t place() { return below(bytes_.size() + 1); }

  void change() {
    switch (below(8)) {
      case 0:
        return overwrite();
      case 1:
        return void(bytes_.erase(place(), 1 + below(20)));
      case 2:
        return copy_part(bytes_);
      case 3:
        return copy_part(any_seed());
      case 4:
        return bytes_.resize(place());
      default:
        return void(bytes_.insert(place(), pieces[below(std::size(pieces))]));
    }
  }

  void overwrite() {
    if (!bytes_.empty())
      bytes_[below(bytes_.size())] = static_cast<char>(random_());
  }

  void copy_part(const std::string& from) {
    const auto begin = below(from.size() + 1);
    const auto part = from.substr(begin, 1 + below(80));
    for (auto times = below(20) == 0 ? 50U : 1U; times > 0; --times)
      bytes_.insert(place(), part);
  }

  const std::vector<std::string>& seeds_;
  std::mt19937_64 random_;
  std::string bytes_;
};

}  // namespace

std::string mutated(const std::vector<std::string>& seeds, std::uint64_t seed, std::uint64_t run) {
  return Mutation{seeds, seed, run}.make();
}

}  // namespace errata::fuzz
