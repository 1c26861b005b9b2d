#include "app/gate_options.hpp"

#include "app/config.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

std::string fault_of(const std::string& list) {
  try {
    app::parse_gates(list, "--gates");
  } catch (const UsageError& e) {
    return e.what();
  }
  return "no fault";
}

std::string shown(const std::vector<analyze::GateLimit>& limits) {
  std::string text;
  for (const auto& limit : limits)
    text += (text.empty() ? "" : ", ") + app::shown(limit);
  return text;
}

}  // namespace

TEST_CASE("gates are written as they are meant, shares also in percent") {
  CHECK(shown(app::parse_gates("micro_f1 >= 0.80, label-f1>=60 %,new_errors <=0", "--gates")) ==
        "micro_f1 >= 0.8, label_f1 >= 0.6, new_errors <= 0");
}

TEST_CASE("a gate that cannot be meant is refused with what it should be") {
  struct Row {
    std::string list, fault;
  };
  const auto row = GENERATE(
      Row{"", "--gates: '' is not NAME >= LIMIT or NAME <= LIMIT"},
      Row{"micro_f1 >= 0.8,", "--gates: a comma stands where no gate follows or precedes it"},
      Row{"micro_f1", "--gates: 'micro_f1' is not NAME >= LIMIT or NAME <= LIMIT"},
      Row{"micro_f1 = 0.8", "--gates: 'micro_f1 = 0.8' is not NAME >= LIMIT or NAME <= LIMIT"},
      Row{"micro_f1 > 0.8", "--gates: 'micro_f1 > 0.8' is not NAME >= LIMIT or NAME <= LIMIT"},
      Row{"micro_fl >= 0.8", "--gates: unknown gate 'micro_fl', did you mean 'micro_f1'?"},
      Row{"micro_f1 <= 0.8",
          "--gates: micro_f1 is the least that must be reached: write micro_f1 >= LIMIT"},
      Row{"drop >= 0.1", "--gates: drop is the most that is let by: write drop <= LIMIT"},
      Row{"micro_f1 >= 80", "--gates: micro_f1: '80' is no number from 0 to 1"},
      Row{"micro_f1 >= nan", "--gates: micro_f1: 'nan' is no number from 0 to 1"},
      Row{"new_errors <= 0.5", "--gates: new_errors: '0.5' is no whole number from 0 on"},
      Row{"new_errors <= -1", "--gates: new_errors: '-1' is no whole number from 0 on"},
      Row{"drop <= 0, drop <= 1", "--gates: drop is set twice"});
  CHECK(fault_of(row.list) == row.fault);
}

TEST_CASE("gates of all models, of one model and of the command line come in that order") {
  const test::Scratch scratch;
  auto config = app::read_config(
      scratch.file("c.ini",
                   "[errata]\ngates = micro_f1 >= 0.8, recall >= 0.7\n[model.a]\ninput = a.csv\n"
                   "gates = micro_f1 >= 0.6, drop <= 0.01\n[model.b]\ninput = b.csv\n"));
  config.forced_gates = app::parse_gates("recall >= 0.5", "--gates");
  CHECK(shown(config.gates_for(config.models[0])) ==
        "micro_f1 >= 0.6, recall >= 0.5, drop <= 0.01");
  CHECK(shown(config.gates_for(config.models[1])) == "micro_f1 >= 0.8, recall >= 0.5");
}
