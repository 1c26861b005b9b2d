// How many labels an evaluation says that its documents have, by its summary and by its pages. Both
// come from the service, so that a page that was lost shows as a difference.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace errata::fetch {

// True positives and false negatives of all labels of an accepted summary; nothing where it has no
// such counts. The service counts a label of a document once in one of them.
std::optional<std::size_t> labelled_in_summary(std::string_view body);

// Labels that the documents of an accepted page of results have: expected entities, or classes.
std::size_t labelled_in_page(std::string_view body);

}  // namespace errata::fetch
