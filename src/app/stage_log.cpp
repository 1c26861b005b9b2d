#include "app/stage_log.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/reading.hpp"
#include "core/text.hpp"
#include "normalize/raw_index.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_remarks = 5;

std::string readable_size(std::uint64_t bytes) {
  constexpr std::uint64_t kilo = 1000;
  if (bytes < kilo)
    return count_of(bytes, "byte");
  const auto size = static_cast<double>(bytes);
  return bytes < kilo * kilo ? fixed(size / 1e3, 1) + " kB" : fixed(size / 1e6, 1) + " MB";
}

std::uint64_t size_of(const fs::path& file) {
  std::error_code unknown;
  const auto size = fs::file_size(file, unknown);
  return unknown ? 0 : size;
}

}  // namespace

StageLog::StageLog(Messages& messages, const std::string& who)
    : messages_{messages},
      prefix_{who.empty() ? "" : who + ": "},
      is_said_{!who.empty() && !messages.may_show_progress() && !messages.is_verbose()} {
}

void StageLog::stage(std::string_view name, const std::function<std::string()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const auto counts = work();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  const auto line = fmt::format("{}{}: {}", prefix_, name, counts);
  if (is_said_)
    messages_.say(line);
  else
    messages_.detail(line + ", " + fixed(static_cast<double>(took.count()) / 1000, 2) + " s");
  times_.push_back({std::string{name}, took});
}

void StageLog::say_remarks(const model::TestSet& test_set, const std::vector<std::string>& warned,
                           const fs::path& config) const {
  auto remarks = test_set.remarks;
  std::erase_if(remarks, [&warned](const std::string& remark) {
    return std::ranges::find(warned, remark) != warned.end();
  });
  const auto& issues = test_set.issues;
  if (issues.skipped > 0)
    messages_.say(prefix_ + std::to_string(issues.skipped) + " of " +
                  count_of(issues.seen, "record") + " left out; the report says why");
  if (issues.rejected > 0)
    messages_.say(prefix_ + std::to_string(issues.rejected) + " of " +
                  count_of(issues.seen, "record") + " set aside, by an option or by who labelled " +
                  (issues.rejected == 1 ? "it" : "them"));
  for (std::size_t i = 0; i < std::min(remarks.size(), most_remarks); ++i)
    messages_.say(prefix_ + printable(remarks[i], 500) +
                  (config.empty() ? "" : keys_for(remarks[i], config)));
  if (remarks.size() > most_remarks)
    messages_.say(prefix_ + count_of(remarks.size() - most_remarks, "more remark") +
                  " in the report");
}

void StageLog::warn(const std::vector<std::string>& lacks) const {
  for (std::size_t i = 0; i < std::min(lacks.size(), most_remarks); ++i)
    messages_.warn(prefix_ + printable(lacks[i], 800));
  if (lacks.size() > most_remarks)
    messages_.warn(prefix_ + count_of(lacks.size() - most_remarks, "more warning") +
                   " in raw/index.json");
}

std::string counts_of_raw(const fs::path& raw, std::size_t requests) {
  std::uint64_t pages = 0;
  std::uint64_t texts = 0;
  std::uint64_t bytes = 0;
  for (const auto& file : normalize::read_raw_index(raw).files) {
    pages += file.role == "result" ? 1U : 0U;
    texts += file.role == "text" ? 1U : 0U;
    bytes += size_of(raw / file.file);
  }
  return fmt::format("{}, {}, {}, {}", count_of(requests, "request"), count_of(pages, "page"),
                     count_of(texts, "text"), readable_size(bytes));
}

std::string counts_of(const model::TestSet& test_set) {
  const auto& issues = test_set.issues;
  std::uint64_t met = 0;
  for (const auto& [reason, count] : issues.by_reason)
    met += count;
  return fmt::format("{}, {}, {} of {} left out", count_of(issues.used, "document"),
                     count_of(met, "issue"), issues.skipped, count_of(issues.seen, "record"));
}

std::string counts_of(const model::Analysis& analysis) {
  return fmt::format("{}, {} gold, {} predicted, {}", count_of(analysis.documents, "document"),
                     analysis.gold, analysis.predicted,
                     count_of(analysis.findings.size(), "finding"));
}

std::string sizes_of(const fs::path& folder, std::span<const std::string_view> names) {
  std::string sizes;
  for (const auto name : names)
    sizes += (sizes.empty() ? "" : ", ") + std::string{name} + " " +
             readable_size(size_of(folder / name));
  return sizes;
}

}  // namespace errata::app
