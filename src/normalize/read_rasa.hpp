// Results of `rasa test nlu`: the files of successes and errors of intents, responses or entities.
//   [{"text": "hi", "intent": "greet", "intent_prediction": {"name": "bye", "confidence": 0.6}}]
//   [{"text": "in Rome", "entities": [{"start": 3, "end": 7, "entity": "city"}],
//     "predicted_entities": [{"start": 3, "end": 7, "entity": "city", "confidence_entity": 0.9}]}]
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_rasa(std::string_view head);

// Errors and successes together are the whole test; Rasa's own reports among them are left aside.
// A sentence of entities that stands in both is counted once: Rasa lists it with the errors where a
// token is wrong and with the successes where one is right (rasa/nlu/test.py). Successes alone are
// read with a remark, as a test without errors leaves no other file. next() throws InputError for
// errors alone, of which no score can be had, for reports alone, and for entities of two
// extractors.
std::unique_ptr<Reader> read_rasa(Intake& intake);

}  // namespace errata::normalize
