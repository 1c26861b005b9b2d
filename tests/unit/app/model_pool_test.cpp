#include "app/model_pool.hpp"

#include <iostream>
#include <latch>
#include <sstream>

#include "app/interruption.hpp"
#include "app/progress_board.hpp"
#include "support/catch.hpp"

using namespace errata;

namespace {

// What goes to standard error while it lives.
class Captured {
 public:
  Captured() : before_{std::cerr.rdbuf(to_.rdbuf())} {}
  ~Captured() { std::cerr.rdbuf(before_); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  std::string text() const { return to_.str(); }

 private:
  std::ostringstream to_;
  std::streambuf* before_;
};

std::vector<app::ModelConfig> models(std::initializer_list<const char*> names) {
  std::vector<app::ModelConfig> made;
  for (const auto* name : names)
    made.emplace_back().name = name;
  return made;
}

std::vector<const app::ModelConfig*> pointers(const std::vector<app::ModelConfig>& to) {
  std::vector<const app::ModelConfig*> made;
  for (const auto& model : to)
    made.push_back(&model);
  return made;
}

}  // namespace

TEST_CASE("a model is told of when it has something to say, not when those before it are done") {
  const auto all = models({"a", "b", "c"});
  std::latch others{2};
  const Captured captured;
  const auto code = app::for_each_model(pointers(all), app::Messages{app::Loudness::normal},
                                        [&](const app::ModelDesk& desk) {
                                          if (desk.model.name == "a")
                                            others.wait();
                                          desk.messages.say(desk.model.name + " one");
                                          desk.messages.say(desk.model.name + " two");
                                          if (desk.model.name != "a")
                                            others.count_down();
                                          return ExitCode::done;
                                        });
  CHECK(code == ExitCode::done);
  CHECK_THAT(captured.text(), Catch::EndsWith("a one\na two\n"));
  CHECK(captured.text().size() == std::string{"a one\na two\n"}.size() * 3);
}

TEST_CASE("lines that belong together stand together, whoever else writes") {
  const auto all = models({"a", "b", "c", "d"});
  const Captured captured;
  app::for_each_model(pointers(all), app::Messages{app::Loudness::normal},
                      [](const app::ModelDesk& desk) {
                        for (int round = 0; round < 50; ++round)
                          desk.messages.together([&] {
                            desk.messages.say(desk.model.name + " one");
                            desk.messages.say(desk.model.name + " two");
                          });
                        return ExitCode::done;
                      });
  std::istringstream lines{captured.text()};
  std::size_t pairs = 0;
  for (std::string one, two; std::getline(lines, one) && std::getline(lines, two); ++pairs)
    CHECK(std::pair{one.substr(1), two} ==
          std::pair{std::string{" one"}, one[0] + std::string{" two"}});
  CHECK(pairs == 200);
}

TEST_CASE("what was said before a fault is not lost with the lines that belong to it") {
  const Captured captured;
  app::Messages messages{app::Loudness::normal};
  CHECK_THROWS_AS(messages.together([&] {
    messages.say("one");
    throw OutputError{"full"};
  }),
                  OutputError);
  messages.error("two");
  CHECK(captured.text() == "one\nerrata: two\n");
}

TEST_CASE("a command that a signal ends says what is done, and how to go on") {
  const app::Interruption::Words words{.done = "reported", .advice = "the same command goes on"};
  CHECK(app::interruption_line("SIGINT", {"a", "b"}, 5, words) ==
        "interrupted by SIGINT: 2 of 5 models are reported (a, b); the same command goes on");
  CHECK(app::interruption_line("SIGINT", {"a", "b"}, 2, words) ==
        "interrupted by SIGINT: 2 of 2 models are reported (a, b)");
  CHECK(app::interruption_line("SIGTERM", {}, 1, {.done = "fetched"}) ==
        "interrupted by SIGTERM: 0 of 1 model is fetched");
  CHECK(app::interruption_line("SIGTERM", {}, 0, words) ==
        "interrupted by SIGTERM: no model is reported; the same command goes on");
  const std::vector<std::string> many(11, "m");
  CHECK_THAT(app::interruption_line("SIGHUP", many, 12, {.done = "reported"}),
             Catch::EndsWith("(m, m, m, m, m, m, m, m, m, m, …)"));
}

TEST_CASE("a model that fails does not stop the others, and the worst cause is the code") {
  const auto all = models({"a", "b", "c", "d", "e", "f"});
  const auto run = [&](auto fail) {
    const Captured captured;
    const auto code = app::for_each_model(pointers(all), app::Messages{app::Loudness::quiet},
                                          [&](const app::ModelDesk& desk) {
                                            fail(desk.model);
                                            return ExitCode::done;
                                          });
    return std::pair{code, captured.text()};
  };
  const auto some = run([](const app::ModelConfig& model) {
    if (model.name == "b")
      throw FetchError{"down [E-X]"};
  });
  CHECK(some == std::pair{ExitCode::some_failed, std::string{"errata: model b: down [E-X]\n"}});
  CHECK(run([](const auto&) { throw FetchError{"x"}; }).first == ExitCode::nothing_reported);
  CHECK(run([](const auto& model) {
          if (model.name == "c")
            throw OutputError{"full"};
          throw FetchError{"x"};
        }).first == ExitCode::output);
  CHECK(run([](const auto&) { throw std::logic_error{"bug"}; }).first == ExitCode::internal);
}

TEST_CASE("as JSON each message is an object with its level, model and code") {
  const Captured captured;
  const app::Messages messages{app::Loudness::verbose, app::LogFormat::json};
  auto own = messages.for_model("tickets");
  own.detail("tickets: \"quoted\"");
  own.error("model tickets: page 2: closed [E-NET-CUT]");
  own.say("done");
  CHECK(captured.text() ==
        "{\"level\":\"detail\",\"model\":\"tickets\",\"message\":\"tickets: \\\"quoted\\\"\"}\n"
        "{\"level\":\"error\",\"model\":\"tickets\",\"message\":\"model tickets: page 2: closed "
        "[E-NET-CUT]\",\"code\":\"E-NET-CUT\"}\n"
        "{\"level\":\"info\",\"model\":\"tickets\",\"message\":\"done\"}\n");
}

TEST_CASE("on eighty columns a bar has rate, time left and texts, whatever the model is called") {
  const fetch::Progress progress{.pages = 1000,
                                 .documents = 100'000,
                                 .texts = 54'321,
                                 .texts_expected = 100'000,
                                 .bytes = 987'654'321};
  const auto line =
      app::progress_line("a-model-with-a-rather-long-name", progress, std::chrono::minutes{90}, 79);
  CHECK(line.size() <= 79);
  CHECK_THAT(line, Catch::Contains("75:40 left, 0.2 MB/s, texts 54321"));
}

TEST_CASE("a bar says what has come, how fast, and how long the rest takes") {
  fetch::Progress progress{.pages = 3, .documents = 250, .bytes = 4'000'000};
  const std::chrono::milliseconds two_seconds{2000};
  CHECK(app::progress_line("a", progress, two_seconds, 200) ==
        "a  2.0 MB/s, pages 3, documents 250, 4.0 MB");
  progress.texts = 50;
  progress.texts_expected = 200;
  CHECK(app::progress_line("a", progress, two_seconds, 200) ==
        "a  [##--------]  0:06 left, 2.0 MB/s, texts 50 of 200, pages 3, documents 250, 4.0 MB");
  CHECK(app::progress_line("a", progress, two_seconds, 10).size() == 10);
  progress.texts_kept = 40;  // by an unfinished run, so that ten came in two seconds
  CHECK_THAT(app::progress_line("a", progress, two_seconds, 200), Catch::Contains("  0:30 left, "));
  progress.texts_kept = 50;
  CHECK_THAT(app::progress_line("a", progress, two_seconds, 200), !Catch::Contains("left"));
}

TEST_CASE("a gate that is crossed is the code where nothing failed, and its model is reported") {
  const auto all = models({"a", "b", "c"});
  const auto code_where = [&](bool others_fail) {
    const Captured captured;
    return app::for_each_model(pointers(all), app::Messages{app::Loudness::quiet},
                               [&](const app::ModelDesk& desk) {
                                 if (desk.model.name == "b")
                                   return ExitCode::gate;
                                 if (others_fail)
                                   throw FetchError{"down"};
                                 return ExitCode::done;
                               });
  };
  CHECK(code_where(false) == ExitCode::gate);
  CHECK(code_where(true) == ExitCode::some_failed);
}
