// A first word with a source, to see whether a run would succeed: seconds, not hours.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "fetch/fetch.hpp"
#include "fetch/limits.hpp"
#include "fetch/model_lists.hpp"

namespace errata::fetch {

// What the first words of a check have in common, so that a service is asked as little as may be:
// the models of a project once, one summary of a source, one text of a container. Safe to use from
// several threads.
class Probed {
 public:
  explicit Probed(ModelLists& lists) : lists_{lists} {}

  ModelLists& lists() { return lists_; }

  // True for whoever is the first to ask so.
  bool is_first(const std::string& what);

 private:
  ModelLists& lists_;
  std::mutex mutex_;  // guards what follows
  std::set<std::string> seen_;
};

// What `set` leaves of the time of a first word: the shorter of the two, of each limit.
Limits limits_of_probe(const Limits& set);

// What a run would take for a job that means one model: "project 'tickets', model 'v14', trained
// 2026-01-03T…", and whether a text can be read. Looks up, connects, authenticates, lists. Answers
// are judged as those of a run are. A line for each. Throws FetchError; TimeUp where no time was
// left to ask.
std::vector<std::string> probe_azure_language(const Source& source, const Job& job,
                                              const Network& network, Probed& probed);

// Whether the file is there; not more of it is read than its beginning.
std::vector<std::string> probe_file(const Source& source, const Network& network);

}  // namespace errata::fetch
