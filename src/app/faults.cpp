#include "app/faults.hpp"

#include <limits>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

std::size_t place_in_order(std::size_t line) {
  return line == 0 ? std::numeric_limits<std::size_t>::max() : line;
}

}  // namespace

Faults::Faults(const std::filesystem::path& file) : file_{printable(file.string())} {
}

std::string Faults::at(std::size_t line) const {
  return line == 0 ? file_ : file_ + ":" + std::to_string(line);
}

void Faults::add(std::size_t line, const std::string& what) {
  faults_.emplace(place_in_order(line), at(line) + ": " + what);
}

void Faults::collect(std::size_t line, const std::function<void()>& work) {
  try {
    work();
  } catch (const UsageError& e) {
    faults_.emplace(place_in_order(line), e.what());
  } catch (const InputError& e) {
    faults_.emplace(place_in_order(line), e.what());
  }
}

std::vector<std::string> Faults::messages() const {
  std::vector<std::string> messages;
  for (const auto& [line, message] : faults_)
    messages.push_back(message);
  return messages;
}

}  // namespace errata::app
