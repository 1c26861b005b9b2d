#include "render/template.hpp"

#include <utility>

#include <kainjow/mustache.hpp>

#include "core/error.hpp"

namespace errata::render {

namespace mustache = kainjow::mustache;

namespace {

// Mustache prints nothing for an unknown name and takes text of the data for a template in
// {{>name}}: both are refused.
class StrictContext : public mustache::context<std::string> {
 public:
  explicit StrictContext(const std::string& file) : file_{file} {}

  const mustache::data* get(const std::string& name) const override {
    const auto* found = context::get(name);
    if (found == nullptr)
      throw OutputError{file_ + ": asks for '" + name + "', which the report does not have"};
    return found;
  }

  const mustache::data* get_partial(const std::string& name) const override {
    throw OutputError{file_ + ": includes '" + name + "', and templates include nothing"};
  }

 private:
  const std::string& file_;
};

struct Sink {
  std::string& to;
  Sink& operator<<(const std::string& text) {
    to += text;
    return *this;
  }
};

std::string written(const Text& text, const Dialect& dialect, bool in_table) {
  switch (text.kind) {
    case Text::Kind::own:
      return dialect.own(text.value);
    case Text::Kind::outside:
      return in_table ? dialect.outside_in_table(text.value) : dialect.outside(text.value);
    case Text::Kind::part:
      return in_table ? dialect.outside_in_table(text.value) : dialect.part(text.value);
    case Text::Kind::ready:
      break;
  }
  return text.value;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as our own views nest lists, which is four levels
mustache::data data_of(const View& view, const Dialect& dialect, bool in_table) {
  mustache::data data{mustache::data::type::object};
  for (const auto& [name, text] : view.texts())
    data[name] = mustache::data{written(text, dialect, in_table)};
  for (const auto& [name, truth] : view.flags())
    data[name] = mustache::data{truth};
  for (const auto& [name, list] : view.lists()) {
    mustache::list rows;
    rows.reserve(list.rows.size());
    for (const auto& row : list.rows)
      rows.push_back(data_of(row, dialect, in_table || list.is_table));
    data[name] = mustache::data{rows};
  }
  return data;
}

}  // namespace

struct Template::State {
  std::string name;
  mustache::mustache parsed;
};

Template::Template(std::string name, const std::string& source)
    : state_{std::make_unique<State>(State{std::move(name), mustache::mustache{source}})} {
  if (!state_->parsed.is_valid())
    throw OutputError{state_->name + ": " + state_->parsed.error_message()};
  // Values arrive escaped by their kind, which one function for all values could not know.
  state_->parsed.set_custom_escape([](const std::string& text) { return text; });
}

Template::~Template() = default;
Template::Template(Template&&) noexcept = default;

void Template::render(const View& view, const Dialect& dialect, std::string& to) {
  const auto data = data_of(view, dialect, false);
  StrictContext context{state_->name};
  context.push(&data);
  Sink sink{to};
  state_->parsed.render(context, sink);
  if (!state_->parsed.is_valid())
    throw OutputError{state_->name + ": " + state_->parsed.error_message()};
}

}  // namespace errata::render
