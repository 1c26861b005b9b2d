#include "fetch/syncer.hpp"

#include <utility>

#include "core/plain_files.hpp"

namespace errata::fetch {

Syncer::Syncer(Journal& journal) : journal_{journal}, thread_{[this] { work(); }} {
}

Syncer::~Syncer() {
  {
    const std::lock_guard lock{mutex_};
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Syncer::file(std::filesystem::path path) {
  {
    const std::lock_guard lock{mutex_};
    waiting_.push_back(std::move(path));
  }
  changed_.notify_all();
}

void Syncer::wait() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return fault_ || (waiting_.empty() && !is_busy_); });
  if (fault_)
    std::rethrow_exception(fault_);
}

void Syncer::work() {
  std::unique_lock lock{mutex_};
  for (;;) {
    changed_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
    if (waiting_.empty() || fault_)
      return;
    const auto files = std::exchange(waiting_, {});
    is_busy_ = true;
    lock.unlock();
    std::exception_ptr fault;
    try {
      for (const auto& file : files)
        sync_file(file);
      journal_.sync();
    } catch (const std::exception&) {
      fault = std::current_exception();  // a failed sync is final: it is never tried again
    }
    lock.lock();
    is_busy_ = false;
    fault_ = fault;
    changed_.notify_all();
  }
}

}  // namespace errata::fetch
