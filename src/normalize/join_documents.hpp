// Documents of two inputs, each with one side of the labels, as documents with both.
#pragma once

#include <memory>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// What a gold document is whose prediction is not there.
enum class Unpredicted {
  issue,               // it cannot be used
  nothing_if_textless  // a prediction of nothing, if no predicted document has a text: such files
                       // have no other way to say so
};

// Both sides are held in memory, gold to its end before the first of predicted is read. Their
// documents leave the other side empty, have no id where the source has none, and spans in one unit
// that is not bytes, also where they have a text.
//
// Joined by id where every document on both sides has one and any is common to both (or no text
// is); else by text where every document has one and none stands twice on a side; else by position,
// where the numbers of documents are equal and so are the texts that both sides have. A remark says
// which. Documents without a counterpart, and ids that stand twice, are issues; but where the
// counterpart was met and could not be read, the two are one record, whose issue is told already.
// One without an id may be that of any document. Where no record of a side can be read, the issues
// of that side are all that is told. next() throws InputError with the numbers where nothing of
// this can be.
std::unique_ptr<Reader> join_documents(Intake& intake, std::unique_ptr<Reader> gold,
                                       std::unique_ptr<Reader> predicted, Unpredicted unpredicted);

}  // namespace errata::normalize
