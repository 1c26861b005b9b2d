// What a template may place: named values of one row or section. Views hold the values, templates
// the words, dialects the escaping.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace errata::render {

// A value by where it comes from, which decides how a dialect writes it.
struct Text {
  enum class Kind {
    own,      // words and numbers of errata
    outside,  // a whole text from outside: escaped and isolated from what stands around it
    part,     // a piece of a text from outside, inside an element that isolates the whole
    ready,    // written in the dialect already
  };
  Kind kind = Kind::own;
  std::string value;
};

// How much of a list is shown.
struct Listed {
  std::size_t shown = 0, total = 0;
};

// Names are constants of errata, never data. Lists set a flag "has_<name>" beside themselves. A row
// sets every name that its templates use (lookups fall through to the level above), so names carry
// a prefix of their level.
class View {
 public:
  static constexpr std::size_t longest_outside = 200;  // code points

  View() = default;
  View(View&&) = default;
  View& operator=(View&&) = default;
  View(const View&) = delete;  // a tree, which nobody needs twice
  View& operator=(const View&) = delete;
  ~View() = default;

  View& own(std::string_view name, std::string text);
  // Cut to `longest_outside`, with its length in bytes and the beginning of its digest behind,
  // which keeps texts apart that begin alike.
  View& outside(std::string_view name, std::string_view text);
  // Never cut: for rows of a list, which are left out one by one where the room ends.
  View& whole(std::string_view name, std::string_view text);
  // Words of errata that have been through analysis.json: `own` while nothing in them can have a
  // meaning in HTML, Markdown or a ticket system, else `whole`.
  View& said(std::string_view name, std::string_view text);
  View& part(std::string_view name, std::string_view text);
  View& ready(std::string_view name, std::string text);
  View& flag(std::string_view name, bool truth);
  View& list(std::string_view name, std::vector<View> rows);
  // Rows that Markdown places in the cells of a table, where "|" needs an escape.
  View& table(std::string_view name, std::vector<View> rows);
  // `text` and a flag "has_<name>" that is false for an empty one.
  View& optional_outside(std::string_view name, std::string_view text);
  View& optional_part(std::string_view name, std::string_view text);
  View& optional_own(std::string_view name, std::string text);
  // How many rows of a list are there, and how many there could be.
  View& listed(std::string_view name, Listed rows);
  // A count, and the flags "has_<name>", which is false for 0, and "one_<name>".
  View& number(std::string_view name, std::uint64_t number);

  struct List {
    bool is_table = false;
    std::vector<View> rows;
  };
  const std::map<std::string, Text>& texts() const { return texts_; }
  const std::map<std::string, bool>& flags() const { return flags_; }
  const std::map<std::string, List>& lists() const { return lists_; }
  // Of the lists with these names, separated by blanks, together.
  Listed listed(std::string_view names) const;

 private:
  View& set(std::string_view name, Text::Kind kind, std::string value);
  View& set_list(std::string_view name, bool is_table, std::vector<View> rows);

  std::map<std::string, Text> texts_;
  std::map<std::string, bool> flags_;
  std::map<std::string, List> lists_;
  std::map<std::string, Listed, std::less<>> listed_;
};

// A list of as many rows as are given: an initializer list would copy them.
template <std::same_as<View>... Rows>
std::vector<View> list_of(Rows... rows) {
  std::vector<View> list;
  list.reserve(sizeof...(rows));
  (list.push_back(std::move(rows)), ...);
  return list;
}

// Sets "<name>_more" on each row but the last: what stands between them.
void set_more(std::vector<View>& rows, const std::string& name);

// The first `limit` code points of `text`; whether something was left out is told by the size.
std::string_view first_code_points(std::string_view text, std::size_t limit);

}  // namespace errata::render
