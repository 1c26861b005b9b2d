// Words of a command line as options and arguments, and the help that lists them.
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_table.hpp"

namespace errata::app {

struct CommandLine {
  std::map<std::string, std::string, std::less<>>
      options;  // by long name; "" where none has a value
  std::vector<std::string> arguments;

  bool has(std::string_view option) const { return options.contains(option); }
  // Nothing where it was not given.
  std::string value(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::string{} : found->second;
  }
};

// `words` behind the name of the command. Throws UsageError, which repeats no value: it may be a
// secret.
CommandLine parse_command_line(const Command& command, const std::vector<std::string>& words);

// What `errata COMMAND --help` says.
void print_help(const Command& command, std::ostream& out);

}  // namespace errata::app
