// Whether the answers about one evaluation belong together. A cache on the way may give what
// belongs to another question, and a page may be lost; both look right one by one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace errata::json {
class Parser;
}

namespace errata::fetch {

// `details` is the accepted body about a project. Throws FetchError "WHAT: ... [E-HTTP-ANSWER]"
// where it is about another project than `asked`.
void check_project(const std::string& what, const std::string& asked, std::string_view details);

// Throws FetchError where the summary is of another kind of project than `details`; a kind that is
// not told, or spelt in another way, is no contradiction.
void check_kind(const std::string& what, std::string_view details, std::string_view summary);

// Labels that the documents of an accepted page of results have: expected entities, or classes.
std::size_t labelled_in_page(const json::Parser& accepted);

// Throws FetchError [E-COUNT] where all pages hold fewer labels than the summary counts as true
// positives and false negatives. More are a matter of counting rules, which the report shows.
void check_labels(const std::string& what, std::string_view summary, std::size_t labelled);

}  // namespace errata::fetch
