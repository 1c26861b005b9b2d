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
struct Seat {
  const ModelConfig* model;
  Messages messages;
  std::packaged_task<void()> task;
  std::future<void> outcome;
};

// Threads that take the next model as long as there is one.
class Pool {
 public:
  explicit Pool(std::vector<Seat>& seats) : seats_{seats} {
    const auto count = std::min(fetch::models_at_once, seats.size());
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
    for (auto index = next_++; index < seats_.size(); index = next_++)
      seats_[index].task();
  }

  std::vector<Seat>& seats_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> threads_;
};

// Says what the model has to say; the cause where it failed.
ExitCode settle(Seat& seat, ProgressBoard& board) {
  auto& messages = seat.messages;
  seat.outcome.wait();
  board.hide();
  auto code = ExitCode::done;
  try {
    messages.release();
    seat.outcome.get();
  } catch (const Error& e) {
    messages.error("model " + seat.model->name + ": " + e.what());
    code = code_of_failure(e);
  } catch (const std::exception& e) {
    messages.error("model " + seat.model->name + ": internal error: " + e.what());
    code = ExitCode::internal;
  }
  messages.release();
  return code;
}

}  // namespace

ExitCode for_each_model(const std::vector<const ModelConfig*>& models, const Messages& messages,
                        const std::function<void(const ModelDesk&)>& work) {
  ProgressBoard board{messages.may_show_progress(), std::getenv("NO_COLOR") == nullptr};
  std::vector<Seat> seats;
  seats.reserve(models.size());
  for (const auto* model : models)
    seats.push_back({model, messages.held_for(model->name), {}, {}});
  for (auto& seat : seats) {
    seat.task = std::packaged_task<void()>{[&seat, &board, &work] {
      work({*seat.model, seat.messages, board});
    }};
    seat.outcome = seat.task.get_future();
  }
  const Pool pool{seats};
  std::size_t done = 0;
  auto worst = ExitCode::done;
  for (auto& seat : seats) {
    const auto code = settle(seat, board);
    done += code == ExitCode::done ? 1U : 0U;
    worst = rank(code) > rank(worst) ? code : worst;
  }
  return done == 0 && worst == ExitCode::some_failed ? ExitCode::nothing_reported : worst;
}

}  // namespace errata::app
