#include "normalize/join_fault.hpp"

#include <string>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

void fail_counts(const InputFile& gold, const InputFile& predicted, JoinCounts counts,
                 std::string_view noun, std::string_view more) {
  throw InputError{printable(predicted.name) + ": cannot be joined with " + printable(gold.name) +
                   ": " + grouped(counts.gold) + " gold against " + grouped(counts.predicted) +
                   " predicted " + std::string{noun} + (counts.predicted == 1 ? "" : "s") +
                   std::string{more}};
}

}  // namespace errata::normalize
