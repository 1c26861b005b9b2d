// The door to Mustache: one parsed template.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "render/dialect.hpp"
#include "render/view.hpp"

namespace errata::render {

// Only {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment }} are used (see check_template).
// A name that the view does not have is an error, not an empty place.
class Template {
 public:
  // Throws OutputError "NAME: reason" where the source is not a template.
  Template(std::string name, const std::string& source);
  ~Template();
  Template(Template&&) noexcept;

  // Appends the rendered view. Throws OutputError for a name that the view lacks.
  void render(const View& view, const Dialect& dialect, std::string& to);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::render
