// How much of the documents' texts an Analysis shows.
#pragma once

namespace errata::model {

// Each shows less than the one before.
enum class TextMode {
  full,
  masked,  // letters and digits by their shape, entities by a digest with a key
  none,    // places and labels alone
};

}  // namespace errata::model
