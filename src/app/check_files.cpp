#include "app/check_files.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/encoding.hpp"
#include "normalize/label_map.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

struct Refusals {
  const ModelConfig& model;
  Faults& faults;

  void add(std::string_view key, const std::string& what) {
    faults.add(line_of({key}, model.keys, model.line),
               "model " + in_quotes(model.name) + ": " + what);
  }
};

bool is_there(const fs::path& path) {
  std::error_code fault;
  return fs::exists(path, fault);
}

void check_presence(const normalize::Options& input, Refusals& refusals) {
  const struct {
    std::string_view key;
    const std::optional<fs::path>& path;
  } files[] = {{"gold", input.gold},          {"predicted", input.predicted},
               {"texts", input.texts},        {"summary", input.summary},
               {"export", input.export_file}, {"label_map", input.label_map}};
  for (const auto& [key, path] : files)
    if (path && !is_there(*path))
      refusals.add(key, printable(path->string()) + ": is not there");
}

void check_label_map(const normalize::Options& input, Refusals& refusals) {
  if (!input.label_map || !is_there(*input.label_map))
    return;
  try {
    normalize::read_label_map(*input.label_map, input.encoding);
  } catch (const Error& e) {
    refusals.add("label_map", e.what());
  }
}

bool is_known(const std::string& encoding, Refusals& refusals) {
  try {
    if (!encoding.empty())
      normalize::check_encoding(encoding);
    return true;
  } catch (const UsageError& e) {
    refusals.add("encoding", e.what());
    return false;
  }
}

}  // namespace

// A map in an encoding that nobody knows is one fault.
void check_input_files(const ModelConfig& model, Faults& faults) {
  Refusals refusals{model, faults};
  check_presence(model.input, refusals);
  if (is_known(model.input.encoding, refusals))
    check_label_map(model.input, refusals);
}

}  // namespace errata::app
