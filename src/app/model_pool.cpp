#include "app/model_pool.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

#include "fetch/limits.hpp"

namespace errata::app {

namespace {

// The order in which causes win, lowest first.
int rank(ExitCode code) {
  static constexpr ExitCode order[] = {ExitCode::done,
                                       ExitCode::gate,
                                       ExitCode::usage,
                                       ExitCode::some_failed,
                                       ExitCode::nothing_reported,
                                       ExitCode::output,
                                       ExitCode::locked,
                                       ExitCode::internal};
  return static_cast<int>(std::ranges::find(order, code) - std::begin(order));
}

// What a failed model makes of the exit code. Its data or its server are its own matter; a disk
// that is full is everybody's.
ExitCode code_of_failure(const Error& e) {
  return e.code() == ExitCode::output ? e.code() : ExitCode::some_failed;
}

// Does `work` for one model and says why it failed.
ExitCode settle(const ModelConfig& model, const Messages& messages,
                const std::function<ExitCode(const ModelDesk&)>& work) {
  auto own = messages.for_model(model.name);
  try {
    return work({model, own});
  } catch (const Error& e) {
    own.error("model " + model.name + ": " + e.what());
    return code_of_failure(e);
  } catch (const std::exception& e) {
    own.error("model " + model.name + ": internal error: " + e.what());
    return ExitCode::internal;
  }
}

// Threads that do the next of `count` tasks as long as there is one; they have ended when it dies.
class Pool {
 public:
  Pool(std::size_t count, const std::function<void(std::size_t index)>& task)
      : count_{count}, task_{task} {
    for (std::size_t i = 0; i < std::min(fetch::models_at_once, count); ++i)
      threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    for (auto& thread : threads_)
      thread.join();
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

 private:
  void work() {
    for (auto index = next_++; index < count_; index = next_++)
      task_(index);
  }

  const std::size_t count_;
  const std::function<void(std::size_t)>& task_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace

ExitCode for_each_model(const std::vector<const ModelConfig*>& models, const Messages& messages,
                        const std::function<ExitCode(const ModelDesk&)>& work) {
  std::vector<ExitCode> codes(models.size(), ExitCode::internal);
  {
    const std::function<void(std::size_t)> task = [&](std::size_t index) {
      codes[index] = settle(*models[index], messages, work);
    };
    const Pool pool{models.size(), task};
  }
  auto worst = ExitCode::done;
  for (const auto code : codes)
    worst = rank(code) > rank(worst) ? code : worst;
  const auto is_reported = [](ExitCode code) {
    return code == ExitCode::done || code == ExitCode::gate;
  };
  return std::ranges::none_of(codes, is_reported) && worst == ExitCode::some_failed
             ? ExitCode::nothing_reported
             : worst;
}

}  // namespace errata::app
