// The network as a test writes it: answers by target, in order, and a record of what was asked.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "fetch/clock.hpp"
#include "fetch/transport.hpp"

namespace errata::test {

inline fetch::Response answer(int status, std::string body,
                              std::vector<fetch::Header> more_fields = {}) {
  fetch::Response response{.status = status, .headers = std::move(more_fields), .body = {}};
  response.headers.push_back({"content-type", "application/json; charset=utf-8"});
  response.headers.push_back({"content-length", std::to_string(body.size())});
  response.body = std::move(body);
  return response;
}

class ScriptedTransport : public fetch::Transport {
 public:
  using Step = std::variant<fetch::Response, fetch::Fault>;

  // The next answer to a request for `target`; the last one is given again and again.
  ScriptedTransport& on(const std::string& target, Step step) {
    script_[target].push_back(std::move(step));
    return *this;
  }

  std::unique_ptr<fetch::Connection> open(const fetch::Site& site) override {
    return std::make_unique<Line>(*this, site);
  }

  // "GET target" of each request, in order.
  std::vector<std::string> asked;
  std::vector<std::string> bodies;   // of the POSTs
  std::vector<std::string> secrets;  // that the requests brought, "" where there was none
  std::vector<std::chrono::milliseconds> timeouts;  // that the requests were given

 private:
  class Line : public fetch::Connection {
   public:
    Line(ScriptedTransport& of, const fetch::Site& site) : of_{of}, site_{site} {}

    fetch::Response send(const fetch::Request& request) override {
      const std::lock_guard lock{of_.mutex_};
      const bool is_get = request.method == fetch::Method::get;
      of_.asked.push_back((is_get ? "GET " : "POST ") + request.target);
      of_.secrets.emplace_back(site_.credential.secret.reveal());
      of_.timeouts.push_back(request.timeout);
      if (!is_get)
        of_.bodies.push_back(request.body);
      auto& steps = of_.script_[request.target];
      if (steps.empty())
        return answer(404, R"({"error":{"code":"NotFound","message":"not in the script"}})");
      auto step = steps.front();
      if (steps.size() > 1)
        steps.pop_front();
      if (const auto* fault = std::get_if<fetch::Fault>(&step))
        throw fetch::TransportError{*fault, "as the script says"};
      return std::get<fetch::Response>(step);
    }

   private:
    ScriptedTransport& of_;
    const fetch::Site& site_;
  };

  std::mutex mutex_;
  std::map<std::string, std::deque<Step>> script_;
};

// Time that passes only when somebody sleeps, and chance that is always in the middle.
class FakeClock : public fetch::Clock {
 public:
  std::chrono::steady_clock::time_point now() override {
    const std::lock_guard lock{mutex_};
    return now_;
  }
  std::chrono::system_clock::time_point date() override {
    return std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + (now() - begin);
  }
  void sleep(std::chrono::milliseconds time) override {
    const std::lock_guard lock{mutex_};
    now_ += time;
    naps.push_back(time);
  }
  double uniform() override { return chance; }

  static constexpr std::chrono::steady_clock::time_point begin{std::chrono::hours{1000}};
  std::vector<std::chrono::milliseconds> naps;
  double chance = 0.4;  // backoff times 1.0

 private:
  std::mutex mutex_;
  std::chrono::steady_clock::time_point now_ = begin;
};

}  // namespace errata::test
