// Several models at work at a time.
#pragma once

#include <functional>
#include <vector>

#include "app/config.hpp"
#include "app/messages.hpp"
#include "core/error.hpp"

namespace errata::app {

struct ModelDesk {
  const ModelConfig& model;
  Messages& messages;  // its own
};

// Does `work` for every model, begun in this order. One that fails is said and does not stop the
// others; the highest-ranking cause is the exit code: what `work` gives (done or gate),
// some_failed, or nothing_reported where all failed, output, internal.
ExitCode for_each_model(const std::vector<const ModelConfig*>& models, const Messages& messages,
                        const std::function<ExitCode(const ModelDesk&)>& work);

}  // namespace errata::app
