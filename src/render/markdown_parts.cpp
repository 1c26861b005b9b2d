#include "render/markdown_parts.hpp"

#include <memory>
#include <mutex>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "core/text.hpp"

namespace errata::render {

namespace {

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

Tree parse(std::string_view markdown) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  const std::unique_ptr<cmark_parser, FreeParser> parser{cmark_parser_new(CMARK_OPT_DEFAULT)};
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  return Tree{cmark_parser_finish(parser.get())};
}

std::string literal_of(cmark_node* node) {
  const auto* const text = cmark_node_get_literal(node);
  return text == nullptr ? "" : text;
}

bool is(cmark_node* node, std::string_view type) {
  return cmark_node_get_type_string(node) == type;
}

// What stands between two constants, or nothing where they are not there.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  if (!text.starts_with(before) || !text.ends_with(after) ||
      text.size() < before.size() + after.size())
    return {};
  text.remove_prefix(before.size());
  text.remove_suffix(after.size());
  return text;
}

bool is_comment(std::string_view html) {
  return html.starts_with("<!--");
}

// Goes through a tree from its first node to its last.
class Reading {
 public:
  void enter(cmark_node* node) {
    if (is(node, "table"))
      begin_table(node);
    else if (is(node, "table_header") || is(node, "table_row"))
      parts_.back().table.rows.emplace_back();
    else if (is(node, "table_cell"))
      parts_.back().table.rows.back().emplace_back();
    else
      enter_block(node);
  }

  void leave(cmark_node* node) {
    if (is(node, "table"))
      in_table_ = false;
    else if (cmark_node_get_type(node) == CMARK_NODE_LIST)
      lists_.pop_back();
    else if (cmark_node_get_type(node) == CMARK_NODE_STRONG)
      --strong_;
  }

  std::vector<Part> parts() {
    for (auto& part : parts_)
      if (part.kind == Part::Kind::bullet && !part.line.empty())
        draw_box(part.line.front());
    return std::move(parts_);
  }

 private:
  struct List {
    bool is_numbered = false;
    std::size_t next = 1;
  };

  // What is to be ticked is a list item that begins so; where nothing can be ticked, it is drawn.
  static void draw_box(Inline& first) {
    constexpr std::string_view open = "[ ] ";
    if (first.kind == Inline::Kind::text && first.text.starts_with(open))
      first.text.replace(0, open.size(), "\xE2\x98\x90 ");
  }

  void begin_table(cmark_node* node) {
    in_table_ = true;
    Part part{.kind = Part::Kind::table};
    const auto columns = cmark_gfm_extensions_get_table_columns(node);
    const auto* const alignments = cmark_gfm_extensions_get_table_alignments(node);
    for (std::size_t i = 0; i < columns; ++i)
      part.table.right.push_back(alignments[i] == 'r');
    parts_.push_back(std::move(part));
  }

  void enter_block(cmark_node* node) {
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
      begin(Part::Kind::heading, static_cast<std::size_t>(cmark_node_get_heading_level(node)));
    else if (type == CMARK_NODE_LIST)
      lists_.push_back({cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
                        static_cast<std::size_t>(cmark_node_get_list_start(node))});
    else if (type == CMARK_NODE_ITEM)
      begin_item();
    else if (type == CMARK_NODE_PARAGRAPH)
      begin_paragraph();
    else if (type == CMARK_NODE_HTML_BLOCK)
      add_html(literal_of(node));
    else if (type == CMARK_NODE_CODE_BLOCK)
      add_code_block(literal_of(node));
    else
      enter_inline(node);
  }

  void enter_inline(cmark_node* node) {
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_STRONG)
      ++strong_;
    else if (type == CMARK_NODE_TEXT)
      add(Inline::Kind::text, literal_of(node));
    else if (type == CMARK_NODE_CODE)
      add(Inline::Kind::code, literal_of(node));
    else if (type == CMARK_NODE_SOFTBREAK)
      add(Inline::Kind::text, " ");
    else if (type == CMARK_NODE_LINEBREAK)
      add(Inline::Kind::break_, "");
    else if (type == CMARK_NODE_HTML_INLINE && !is_comment(literal_of(node)))
      add(Inline::Kind::text, literal_of(node));
  }

  void begin(Part::Kind kind, std::size_t number = 0) {
    parts_.push_back({.kind = kind, .number = number});
  }

  void begin_item() {
    auto& list = lists_.back();
    if (list.is_numbered)
      begin(Part::Kind::numbered, list.next++);
    else
      begin(Part::Kind::bullet);
    is_fresh_item_ = true;
  }

  // The first paragraph of an item is the item.
  void begin_paragraph() {
    if (!is_fresh_item_)
      begin(Part::Kind::paragraph);
    is_fresh_item_ = false;
  }

  void add_html(const std::string& html) {
    for (const auto each : split(html, '\n')) {
      const auto line = trimmed(each);
      const auto summary = between(line, "<details><summary>", "</summary>");
      if (line.empty() || is_comment(line) || line == "</details>")
        continue;
      begin(summary.empty() ? Part::Kind::paragraph : Part::Kind::fold);
      add(Inline::Kind::text, std::string{summary.empty() ? line : summary});
    }
  }

  void add_code_block(const std::string& code) {
    for (const auto line : split(code, '\n')) {
      if (line.empty())
        continue;
      begin(Part::Kind::paragraph);
      add(Inline::Kind::code, std::string{line});
    }
  }

  // The parser cuts text into pieces where a character might have had a meaning.
  void add(Inline::Kind kind, std::string text) {
    auto& line = in_table_ ? parts_.back().table.rows.back().back() : parts_.back().line;
    const bool goes_on = kind == Inline::Kind::text && !line.empty() && line.back().kind == kind &&
                         line.back().is_strong == (strong_ > 0);
    if (goes_on)
      line.back().text += text;
    else
      line.push_back({kind, strong_ > 0, std::move(text)});
  }

  std::vector<Part> parts_;
  std::vector<List> lists_;  // those that are open, the innermost last
  bool in_table_ = false;
  bool is_fresh_item_ = false;
  std::size_t strong_ = 0;
};

// Whether parts[at] is an item of a list that goes on behind it: no empty line ends it.
bool is_followed_by_its_like(const std::vector<Part>& parts, std::size_t at) {
  const auto kind = parts[at].kind;
  const bool is_item = kind == Part::Kind::bullet || kind == Part::Kind::numbered;
  return is_item && at + 1 < parts.size() && parts[at + 1].kind == kind;
}

}  // namespace

std::vector<Part> read_markdown(std::string_view markdown) {
  const auto tree = parse(markdown);
  const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(tree.get())};
  Reading reading;
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    if (event == CMARK_EVENT_ENTER)
      reading.enter(cmark_iter_get_node(iterator.get()));
    else
      reading.leave(cmark_iter_get_node(iterator.get()));
  }
  return reading.parts();
}

std::string rewritten(std::string_view markdown, std::string (*written)(const Part& part)) {
  std::string text;
  const auto parts = read_markdown(markdown);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += written(parts[i]);
    if (!is_followed_by_its_like(parts, i))
      text += '\n';
  }
  return text;
}

}  // namespace errata::render
