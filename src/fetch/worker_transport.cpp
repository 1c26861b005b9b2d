#include "fetch/worker_transport.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <openssl/crypto.h>

#include "core/text.hpp"
#include "fetch/clock.hpp"
#include "fetch/wire.hpp"
#include "fetch/worker_messages.hpp"

namespace errata::fetch {

namespace {

using std::chrono::steady_clock;

// Until when the next frame must come: before the first byte only the whole attempt is bounded,
// then silence and the lowest rate count as well.
class Watch {
 public:
  Watch(const AttemptLimits& limits, milliseconds whole)
      : limits_{limits}, end_{steady_clock::now() + whole}, whole_{whole} {}

  Deadline deadline() const {
    return is_answering_ ? std::min(end_, last_ + limits_.read_silence) : end_;
  }

  void heard(std::size_t bytes) {
    last_ = steady_clock::now();
    if (!std::exchange(is_answering_, true))
      window_ = last_;
    in_window_ += bytes;
    if (last_ - window_ < limits_.rate_window)
      return;
    if (in_window_ < limits_.rate_bytes)
      throw TransportError{Fault::slow, "less than " + std::to_string(limits_.rate_bytes) +
                                            " bytes in " + in_seconds(limits_.rate_window)};
    window_ = last_;
    in_window_ = 0;
  }

  [[noreturn]] void expired() const {
    if (steady_clock::now() >= end_)
      throw TransportError{Fault::timeout, "no complete answer after " + in_seconds(whole_)};
    throw TransportError{Fault::silent, "no bytes for " + in_seconds(limits_.read_silence)};
  }

 private:
  AttemptLimits limits_;
  Deadline end_;
  milliseconds whole_;
  bool is_answering_ = false;
  steady_clock::time_point last_, window_;
  std::size_t in_window_ = 0;
};

// How many bytes the answer says it has, where they may be as many.
std::size_t announced(const Response& head, std::size_t limit) {
  const auto length = parse_integer(head.header("content-length").value_or("")).value_or(0);
  return length > 0 && static_cast<std::size_t>(length) <= limit ? static_cast<std::size_t>(length)
                                                                 : 0;
}

class WorkerConnection : public Connection {
 public:
  WorkerConnection(const Site& site, WorkerProgram program, const AttemptLimits& limits)
      : site_{site}, program_{std::move(program)}, limits_{limits} {}

  Response send(const Request& request) override {
    try {
      return attempt(request);
    } catch (const wire::Broken&) {
      const auto how = worker_ ? worker_->end() : "ended before";
      worker_.reset();
      throw TransportError{Fault::crashed, "the fetch worker died (" + how + ")"};
    } catch (const TransportError&) {
      if (!is_idle_)
        worker_.reset();  // it is in the middle of something
      throw;
    }
  }

 private:
  Response attempt(const Request& request) {
    if (!worker_)
      start();
    is_idle_ = false;
    Watch watch{limits_, std::min(limits_.whole, request.timeout)};
    wire::send(worker_->socket(), wire::Kind::request, pack_request(request));
    Response answer;
    for (;;) {
      const auto frame = inbox_->receive(watch.deadline());
      if (!frame)
        watch.expired();
      if (frame->kind == wire::Kind::end)
        return finish(std::move(answer), unpack_end(frame->payload), request.may_be_cut);
      watch.heard(frame->payload.size());
      take(*frame, answer, request.limit);
    }
  }

  void start() {
    worker_ = std::make_unique<WorkerProcess>(program_);
    inbox_.emplace(worker_->socket());
    auto setup = pack_setup(site_, limits_);
    wire::send(worker_->socket(), wire::Kind::setup, setup);
    ::OPENSSL_cleanse(setup.data(), setup.size());
  }

  static void take(const wire::Frame& frame, Response& answer, std::size_t limit) {
    if (frame.kind == wire::Kind::head && answer.status == 0) {
      answer = unpack_head(frame.payload);
      answer.body.reserve(announced(answer, limit));
    } else if (frame.kind == wire::Kind::body && answer.body.size() + frame.payload.size() <= limit)
      answer.body += frame.payload;
    else
      throw wire::Broken{"a message out of turn"};
  }

  Response finish(Response answer, const std::optional<Failure>& failure, bool may_be_cut) {
    is_idle_ = true;
    answer.is_cut = may_be_cut && failure && failure->fault == Fault::too_large;
    if (failure && !answer.is_cut)
      throw TransportError{failure->fault, failure->detail};
    return answer;
  }

  const Site& site_;
  WorkerProgram program_;
  AttemptLimits limits_;
  std::unique_ptr<WorkerProcess> worker_;
  std::optional<wire::Inbox> inbox_;  // of this worker
  bool is_idle_ = true;
};

}  // namespace

WorkerTransport::WorkerTransport(WorkerProgram program, AttemptLimits limits)
    : program_{std::move(program)}, limits_{limits} {
}

std::unique_ptr<Connection> WorkerTransport::open(const Site& site) {
  return std::make_unique<WorkerConnection>(site, program_, limits_);
}

}  // namespace errata::fetch
