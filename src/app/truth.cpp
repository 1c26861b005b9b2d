#include "app/truth.hpp"

#include "core/error.hpp"

namespace errata::app {

bool truth(const std::string& text, const std::string& where) {
  if (text == "yes" || text == "true" || text == "1")
    return true;
  if (text == "no" || text == "false" || text == "0")
    return false;
  throw UsageError{where + " is yes or no"};
}

}  // namespace errata::app
