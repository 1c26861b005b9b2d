// Runs a fuzz target on its seeds and on changed ones, without a fuzzer:
//
//   fuzz_conll SEED_FOLDER [--runs N] [--seconds N] [--seed S] [--only RUN]
//
// Run R of seed S is always the same input. Where one ends the program, its numbers are printed,
// and
// --only runs it alone.
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

#include "core/files.hpp"
#include "core/text.hpp"
#include "fuzz/mutation.hpp"
#include "fuzz/target.hpp"

using namespace errata;

// Sanitizers end by a signal, so that the run is named.
extern "C" const char* __asan_default_options() {  // NOLINT(bugprone-reserved-identifier)
  return "abort_on_error=1";
}
extern "C" const char* __ubsan_default_options() {  // NOLINT(bugprone-reserved-identifier)
  return "abort_on_error=1:print_stacktrace=1";
}

namespace {

struct Options {
  std::string folder;
  std::int64_t runs = 1000, seconds = 0, seed = 1, only = -1;
};

std::array<char, 80> place{};

extern "C" void say_place(int) {
  // what was printed into `place` before the run
  const auto length = std::string_view{place.data()}.size();
  [[maybe_unused]] const auto put = ::write(STDERR_FILENO, place.data(), length);
  std::signal(SIGABRT, SIG_DFL);
}

void run(const std::string& bytes, std::int64_t seed, std::int64_t number) {
  std::snprintf(place.data(), place.size(), "ended in: --seed %lld --only %lld\n",
                static_cast<long long>(seed), static_cast<long long>(number));
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::optional<Options> parse(int count, char** arguments) {
  if (count < 2)
    return std::nullopt;
  Options options;
  options.folder = arguments[1];
  for (int i = 2; i + 1 < count; i += 2) {
    const std::string_view name{arguments[i]};
    const auto number = parse_integer(arguments[i + 1]);
    auto* value = name == "--runs"      ? &options.runs
                  : name == "--seconds" ? &options.seconds
                  : name == "--seed"    ? &options.seed
                  : name == "--only"    ? &options.only
                                        : nullptr;
    if (value == nullptr || !number)
      return std::nullopt;
    *value = *number;
  }
  return options;
}

std::vector<std::string> read_seeds(const std::string& folder) {
  std::vector<std::string> seeds;
  for (const auto& file : list_files(folder))
    seeds.push_back(read_file(file));
  return seeds;
}

std::int64_t run_changed(const Options& options, const std::vector<std::string>& seeds) {
  const auto begun = std::chrono::steady_clock::now();
  const auto is_over = [&](std::int64_t done) {
    return options.seconds > 0
               ? std::chrono::steady_clock::now() - begun >= std::chrono::seconds{options.seconds}
               : done >= options.runs;
  };
  std::int64_t done = 0;
  for (; !is_over(done); ++done)
    run(fuzz::mutated(seeds, static_cast<std::uint64_t>(options.seed),
                      static_cast<std::uint64_t>(done)),
        options.seed, done);
  return done;
}

}  // namespace

int main(int count, char** arguments) {
  const auto options = parse(count, arguments);
  if (!options) {
    std::fprintf(stderr, "%s SEED_FOLDER [--runs N] [--seconds N] [--seed S] [--only RUN]\n",
                 arguments[0]);
    return 2;
  }
  const auto seeds = read_seeds(options->folder);
  if (seeds.empty())
    return 2;
  std::signal(SIGABRT, say_place);
  if (options->only >= 0) {
    const auto bytes = fuzz::mutated(seeds, static_cast<std::uint64_t>(options->seed),
                                     static_cast<std::uint64_t>(options->only));
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    std::fflush(stdout);
    run(bytes, options->seed, options->only);
    return 0;
  }
  for (const auto& seed : seeds)
    run(seed, 0, 0);
  const auto done = run_changed(*options, seeds);
  std::printf("%lld inputs\n", static_cast<long long>(done) + static_cast<long long>(seeds.size()));
  return 0;
}
