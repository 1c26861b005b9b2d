#include "analyze/sums.hpp"

#include "analyze/real.hpp"

namespace errata::analyze {

void ItemSums::add(std::uint64_t t, std::uint64_t g, std::uint64_t p) {
  tp += t;
  gold += g;
  predicted += p;
  tp_tp += t * t;
  tp_gold += t * g;
  tp_predicted += t * p;
  gold_gold += g * g;
  gold_predicted += g * p;
  predicted_predicted += p * p;
  with_gold += g > 0;
  with_predicted += p > 0;
  with_any += g + p > 0;
}

void ItemSums::merge(const ItemSums& o) {
  tp += o.tp;
  gold += o.gold;
  predicted += o.predicted;
  tp_tp += o.tp_tp;
  tp_gold += o.tp_gold;
  tp_predicted += o.tp_predicted;
  gold_gold += o.gold_gold;
  gold_predicted += o.gold_predicted;
  predicted_predicted += o.predicted_predicted;
  with_gold += o.with_gold;
  with_predicted += o.with_predicted;
  with_any += o.with_any;
}

ItemSums ItemSums::without(const ItemSums& part) const {
  auto rest = *this;
  rest.tp -= part.tp;
  rest.gold -= part.gold;
  rest.predicted -= part.predicted;
  rest.tp_tp -= part.tp_tp;
  rest.tp_gold -= part.tp_gold;
  rest.tp_predicted -= part.tp_predicted;
  rest.gold_gold -= part.gold_gold;
  rest.gold_predicted -= part.gold_predicted;
  rest.predicted_predicted -= part.predicted_predicted;
  rest.with_gold -= part.with_gold;
  rest.with_predicted -= part.with_predicted;
  rest.with_any -= part.with_any;
  return rest;
}

RatioSums ItemSums::precision() const {
  return {.a = real(tp),
          .d = real(predicted),
          .aa = real(tp_tp),
          .ad = real(tp_predicted),
          .dd = real(predicted_predicted),
          .documents = with_predicted,
          .items = real(predicted)};
}

RatioSums ItemSums::recall() const {
  return {.a = real(tp),
          .d = real(gold),
          .aa = real(tp_tp),
          .ad = real(tp_gold),
          .dd = real(gold_gold),
          .documents = with_gold,
          .items = real(gold)};
}

RatioSums ItemSums::f1() const {
  return {.a = real(2 * tp),
          .d = real(gold + predicted),
          .aa = real(4 * tp_tp),
          .ad = real(2 * (tp_gold + tp_predicted)),
          .dd = real(gold_gold + 2 * gold_predicted + predicted_predicted),
          .documents = with_any,
          .items = real(gold + predicted) / 2};
}

RatioSums ItemSums::share_predicted() const {
  return {.a = real(predicted),
          .d = real(gold + predicted),
          .aa = real(predicted_predicted),
          .ad = real(gold_predicted + predicted_predicted),
          .dd = real(gold_gold + 2 * gold_predicted + predicted_predicted),
          .documents = with_any,
          .items = real(gold + predicted)};
}

void PartSums::add(std::uint64_t count, std::uint64_t gold) {
  items += count;
  squares += count * count;
  with_gold += count * gold;
  documents += 1;
}

void PartSums::merge(const PartSums& other) {
  items += other.items;
  squares += other.squares;
  with_gold += other.with_gold;
  documents += other.documents;
}

RatioSums PartSums::rate(const ItemSums& label) const {
  return {.a = real(items),
          .d = real(label.gold),
          .aa = real(squares),
          .ad = real(with_gold),
          .dd = real(label.gold_gold),
          .documents = label.with_gold,
          .items = real(label.gold)};
}

RatioSums share_of_documents(std::uint64_t right, std::uint64_t documents) {
  return {.a = real(right),
          .d = real(documents),
          .aa = real(right),
          .ad = real(right),
          .dd = real(documents),
          .documents = documents,
          .items = real(documents)};
}

}  // namespace errata::analyze
