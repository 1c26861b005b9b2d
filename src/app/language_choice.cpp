#include "app/language_choice.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/render.hpp"

namespace errata::app {

std::string parse_language(const std::string& name, const std::string& where) {
  const auto known = render::languages();
  if (std::ranges::find(known, name) != known.end())
    return name;
  std::string all;
  for (const auto language : known)
    all += (all.empty() ? "" : ", ") + std::string{language};
  throw UsageError{where + ": unknown language " + in_quotes(name, 20) + ", there are " + all};
}

}  // namespace errata::app
