#include "app/baseline.hpp"

#include <algorithm>
#include <system_error>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* evaluation_name = "evaluation.jsonl";

bool is_there(const fs::path& path) {
  std::error_code fault;
  return fs::exists(path, fault);
}

// "2026-11-20T020000Z", and "2026-11-20T020000Z-2" of another run in the same second.
bool is_run_id(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T000000Z";
  const auto as_form = [](char c) { return '0' <= c && c <= '9' ? '0' : c; };
  if (text.size() < form.size() || (text.size() > form.size() && text[form.size()] != '-'))
    return false;
  return std::ranges::equal(form, text.substr(0, form.size()), {}, {}, as_form);
}

// As `latest` leads to it.
fs::path resolved(const fs::path& path) {
  std::error_code fault;
  const auto real = fs::canonical(path, fault);
  return fault ? path : real;
}

}  // namespace

bool names_run(std::string_view baseline) {
  return baseline == previous_run || is_run_id(baseline);
}

fs::path evaluation_of(const fs::path& path) {
  std::error_code fault;
  if (fs::is_directory(path, fault))
    return is_there(path / evaluation_name) ? path / evaluation_name : path;
  const auto beside = path.parent_path() / evaluation_name;
  return path.filename() == "analysis.json" && is_there(beside) ? beside : path;
}

std::string name_of_baseline(const fs::path& path) {
  std::error_code fault;
  if (fs::is_directory(path, fault))
    return resolved(path).filename().string();
  const bool is_of_run = path.filename() == evaluation_name || path.filename() == "analysis.json";
  if (is_of_run && path.has_parent_path())
    return resolved(path).parent_path().filename().string();
  return path.filename().string();
}

std::optional<fs::path> find_baseline(const Config& config, const ModelConfig& model) {
  const auto& baseline = model.baseline;
  if (baseline.empty())
    return std::nullopt;
  const auto runs = config.output / model.name;
  if (baseline == previous_run) {
    const auto latest = runs / "latest";
    return is_there(latest / evaluation_name) ? std::optional{resolved(latest)} : std::nullopt;
  }
  const auto path = is_run_id(baseline) ? runs / baseline : fs::path{baseline};
  if (!is_there(path))
    throw InputError{"baseline " + printable(path.string()) + ": is not there"};
  if (is_run_id(baseline) && !is_there(path / evaluation_name))
    throw InputError{"baseline " + printable(path.string()) + ": has no evaluation.jsonl"};
  return path;
}

}  // namespace errata::app
