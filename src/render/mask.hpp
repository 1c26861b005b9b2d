// An Analysis without the words of its documents, made before anything is rendered.
#pragma once

#include "model/analysis.hpp"
#include "render/text_policy.hpp"

namespace errata::render {

// Masked: texts and contexts become their shape, code point for code point, so that offsets stay;
// what a label stands on becomes ⟦LABEL·7f3a91c0⟧ with the start of an HMAC-SHA256 of it. None:
// these become empty, or "…" where a sentence needs something. Either way ids of errors become
// digests with the key as well, what an issue or a remark quotes is left out, and whatever
// analysis.json holds that is not known to be harmless (kept_texts.hpp) is masked or emptied.
// Shows at most what `analysis` does; one that was masked before stays as it is.
model::Analysis masked_analysis(model::Analysis analysis, const TextPolicy& policy);

// The same of a document that stands in full.
model::DocumentResult masked_document(model::DocumentResult document, const TextPolicy& policy);

}  // namespace errata::render
