// What is wrong with a config, said all at once.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace errata::app {

class Faults {
 public:
  explicit Faults(const std::filesystem::path& file);

  // "FILE:LINE", or "FILE" for line 0.
  std::string at(std::size_t line) const;

  // A fault that concerns `line`, 0 for the whole file. The same one is kept once.
  void add(std::size_t line, const std::string& what);

  // The fault of `line` that `work` throws as UsageError or InputError, which says where it stands.
  void collect(std::size_t line, const std::function<void()>& work);

  bool empty() const { return faults_.empty(); }

  // "FILE:LINE: what" by line, those of the whole file last.
  std::vector<std::string> messages() const;

 private:
  std::string file_;
  std::set<std::pair<std::size_t, std::string>> faults_;
};

}  // namespace errata::app
