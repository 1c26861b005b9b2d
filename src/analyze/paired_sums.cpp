#include "analyze/paired_sums.hpp"

#include "analyze/real.hpp"

namespace errata::analyze {

void PairedSums::add(const ItemCounts& b, const ItemCounts& a) {
  before_.add(b);
  after_.add(a);
  tt_ += b.tp * a.tp;
  tg_ += b.tp * a.gold;
  tp_ += b.tp * a.predicted;
  gt_ += b.gold * a.tp;
  gg_ += b.gold * a.gold;
  gp_ += b.gold * a.predicted;
  pt_ += b.predicted * a.tp;
  pg_ += b.predicted * a.gold;
  pp_ += b.predicted * a.predicted;
  with_gold_ += b.gold + a.gold > 0;
  with_predicted_ += b.predicted + a.predicted > 0;
  with_any_ += b.gold + a.gold + b.predicted + a.predicted > 0;
  found_otherwise_ += b.tp != a.tp || b.gold != a.gold;
  changed_ += b != a;
}

PairedRatio PairedSums::precision() const {
  return {.before = before_.precision(),
          .after = after_.precision(),
          .cross = {.aa = real(tt_),
                    .ad = real(pt_),
                    .da = real(tp_),
                    .dd = real(pp_),
                    .documents = with_predicted_},
          .changed = changed_};
}

PairedRatio PairedSums::recall() const {
  return {.before = before_.recall(),
          .after = after_.recall(),
          .cross = {.aa = real(tt_),
                    .ad = real(gt_),
                    .da = real(tg_),
                    .dd = real(gg_),
                    .documents = with_gold_},
          .changed = found_otherwise_};
}

PairedRatio PairedSums::f1() const {
  return {.before = before_.f1(),
          .after = after_.f1(),
          .cross = {.aa = real(4 * tt_),
                    .ad = real(2 * (gt_ + pt_)),
                    .da = real(2 * (tg_ + tp_)),
                    .dd = real(gg_ + gp_ + pg_ + pp_),
                    .documents = with_any_},
          .changed = changed_};
}

PairedRatio paired_shares(std::uint64_t documents, std::uint64_t right_on_both,
                          std::uint64_t right_before, std::uint64_t right_now) {
  const auto before = right_on_both + right_before;
  const auto after = right_on_both + right_now;
  return {.before = share_of_documents(before, documents),
          .after = share_of_documents(after, documents),
          .cross = {.aa = real(right_on_both),
                    .ad = real(after),
                    .da = real(before),
                    .dd = real(documents),
                    .documents = documents},
          .changed = right_before + right_now};
}

}  // namespace errata::analyze
