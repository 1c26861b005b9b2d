// Which trained model is meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/timestamp.hpp"

namespace errata::fetch {

struct TrainedModel {
  std::string label;
  std::string trained, expires;         // as the service writes them
  std::optional<Timestamp> trained_at;  // nothing where `trained` is not a date
  bool has_snapshot = false;
};

// The models on one page of the service's list; an item without a label is none.
std::vector<TrainedModel> read_models(std::string_view body);

// By time of training, then label; without a time first.
void sort_by_training(std::vector<TrainedModel>& models);

// The model called `wanted`, or for "latest" the one trained last (ties: greatest label). A model
// that is itself called "latest" is taken by its name. Throws FetchError that lists what there is.
TrainedModel choose_model(std::vector<TrainedModel> models, std::string_view wanted,
                          const std::string& what);

// "; there are: 'a', 'b'" for a message, at most ten; "; there are the models: 'a', 'b'" where
// `kind` is "models".
std::string list_of_names(const std::vector<std::string>& names, std::string_view kind = {});

}  // namespace errata::fetch
