// What is known of a test set and its model beside the documents: the header of evaluation.jsonl.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/issue.hpp"
#include "model/task.hpp"

namespace errata::model {

// An input as it was read: enough to recognise it, nothing that depends on where it lay.
struct Input {
  std::string name;  // file name without folders, or the page's number
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const Input&) const = default;
};

struct Source {
  std::string kind;     // format or source: "conll", "azure-language"
  std::string project;  // empty where there is none
  std::map<std::string, std::string>
      facts;  // "api version", "trained", "expires", …: for provenance
  std::vector<Input> inputs;
};

// What the service itself reported for the same test set.
struct ServiceSummary {
  struct Counts {
    std::uint64_t true_positives = 0, false_positives = 0, false_negatives = 0;
    double precision = 0, recall = 0, f1 = 0;
    bool operator==(const Counts&) const = default;
  };
  struct Averages {
    double precision = 0, recall = 0, f1 = 0;
    bool operator==(const Averages&) const = default;
  };
  std::map<std::string, Counts> labels;
  Averages micro, macro;
  // expected -> predicted -> raw value; "$none" is text without a label
  std::map<std::string, std::map<std::string, double>> matrix;
  std::string split;  // "percentage" or "manual", empty where not said
  bool operator==(const ServiceSummary&) const = default;
};

// Labels as the project's export counts them, on documents outside the test set.
struct TrainingSet {
  std::uint64_t documents = 0;                  // that have a label
  std::map<std::string, std::uint64_t> labels;  // every label of the project, also those with 0
  std::uint64_t unlabelled = 0;                 // documents that have none
  // Documents of the test set that the project says to be for training.
  std::uint64_t tested = 0;
  bool operator==(const TrainingSet&) const = default;
};

struct TestSet {
  Task task = Task::entities;
  std::string name;                 // what the user calls the model's report
  std::string model;                // the trained model, empty where not known
  std::vector<std::string> labels;  // by name, whatever the order of the documents
  bool precision_only = false;      // gold is what of the predictions was accepted, and no more
  Source source;
  std::optional<ServiceSummary> service;
  std::optional<TrainingSet> training;
  IssueLog issues;
  // Things to know about the reading that are not faults of a record: "task inferred", "format
  // taken", texts that were not given.
  std::vector<std::string> remarks;
};

}  // namespace errata::model
