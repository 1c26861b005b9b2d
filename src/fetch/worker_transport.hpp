// The Transport that reaches the network: one worker process for each connection.
#pragma once

#include <memory>

#include "fetch/transport.hpp"
#include "fetch/worker_process.hpp"

namespace errata::fetch {

class WorkerTransport : public Transport {
 public:
  explicit WorkerTransport(WorkerProgram program = {}, AttemptLimits limits = {});

  std::unique_ptr<Connection> open(const Site& site) override;

 private:
  WorkerProgram program_;
  AttemptLimits limits_;
};

}  // namespace errata::fetch
