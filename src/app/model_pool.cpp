#include "app/model_pool.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <future>
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

// One model's work and what came of it.
struct Task {
  const ModelConfig* model;
  Messages messages;
  std::packaged_task<void()> work;
  std::future<void> outcome;
};

// Threads that take the next model as long as there is one.
class Pool {
 public:
  explicit Pool(std::vector<Task>& tasks) : tasks_{tasks} {
    const auto count = std::min(fetch::models_at_once, tasks.size());
    for (std::size_t i = 0; i < count; ++i)
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
    for (auto index = next_++; index < tasks_.size(); index = next_++)
      tasks_[index].work();
  }

  std::vector<Task>& tasks_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> threads_;
};

// Says what the model has to say; the cause where it failed.
ExitCode settle(Task& task, ProgressBoard& board) {
  auto& messages = task.messages;
  task.outcome.wait();
  board.hide();
  auto code = ExitCode::done;
  try {
    messages.release();
    task.outcome.get();
  } catch (const Error& e) {
    messages.error("model " + task.model->name + ": " + e.what());
    code = code_of_failure(e);
  } catch (const std::exception& e) {
    messages.error("model " + task.model->name + ": internal error: " + e.what());
    code = ExitCode::internal;
  }
  messages.release();
  return code;
}

}  // namespace

ExitCode for_each_model(const std::vector<const ModelConfig*>& models, const Messages& messages,
                        const std::function<void(const ModelDesk&)>& work) {
  ProgressBoard board{messages.may_show_progress(), std::getenv("NO_COLOR") == nullptr};
  std::vector<Task> tasks;
  tasks.reserve(models.size());
  for (const auto* model : models)
    tasks.push_back({model, messages.held_for(model->name), {}, {}});
  for (auto& task : tasks) {
    task.work = std::packaged_task<void()>{[&task, &board, &work] {
      work({*task.model, task.messages, board});
    }};
    task.outcome = task.work.get_future();
  }
  const Pool pool{tasks};
  std::size_t done = 0;
  auto worst = ExitCode::done;
  for (auto& task : tasks) {
    const auto code = settle(task, board);
    done += code == ExitCode::done ? 1U : 0U;
    worst = rank(code) > rank(worst) ? code : worst;
  }
  return done == 0 && worst == ExitCode::some_failed ? ExitCode::nothing_reported : worst;
}

}  // namespace errata::app
