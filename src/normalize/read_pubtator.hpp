// PubTator: titles, abstracts and annotations, one side a file:
//   10022392|t|Title of the article.
//   10022392|a|Its abstract.
//   10022392<tab>0<tab>5<tab>Title<tab>Gene<tab>NCBI Gene:3577
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_pubtator(std::string_view head);

// Two files, joined by id (see join_documents.hpp). Offsets are code points, half-open, of the
// title, a blank and the abstract. Relations are left aside and counted. A file of predictions may
// hold annotations alone; a document that it does not name is then a prediction of nothing. Throws
// UsageError where only one file is given.
std::unique_ptr<Reader> read_pubtator(Intake& intake);

}  // namespace errata::normalize
