// Records that could not be used, or only with a remark. Reported, never thrown.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace errata::model {

struct Issue {
  std::string file;        // name of the input as the user gave it, or of the fetched page
  std::uint64_t line = 0;  // from 1; 0 where the input has no lines
  std::string record;      // id of the document, empty where it has none
  std::string reason;      // what is wrong, in words that repeat for the same kind of fault
  std::string detail;      // the case: values, offsets; may be empty
  bool skipped = true;     // false: the record was used, and this is a remark
};

// What became of every record that was seen: seen == used + skipped + rejected.
struct IssueLog {
  std::uint64_t seen = 0;
  std::uint64_t used = 0;
  std::uint64_t skipped = 0;                       // could not be used
  std::uint64_t rejected = 0;                      // an option of the user's leaves nothing of it
  std::map<std::string, std::uint64_t> by_reason;  // of records left out, and of remarks
  std::map<std::string, std::uint64_t> skipped_by_reason;  // of those that could not be used
  std::vector<Issue> first;                                // at most `kept`, as they were met

  static constexpr std::size_t kept = 100;
  void add(Issue issue);          // counts the reason (not the record)
  void add(const IssueLog& log);  // another reading, behind this one
  bool adds_up() const { return seen == used + skipped + rejected; }
};

// The reason with the highest count, the first by name of equal ones; empty where there is none.
std::string most_frequent(const std::map<std::string, std::uint64_t>& by_reason);

}  // namespace errata::model
