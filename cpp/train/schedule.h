// The learning rate during a run.
#pragma once

#include <string>
#include <vector>

namespace hnn {

// "constant":  the peak rate throughout.
// "one-cycle": Smith & Topin 2019 (arXiv 1708.07120), with the phases and the defaults of
//              torch.optim.lr_scheduler.OneCycleLR: in the first 30 % of the steps up from peak/25
//              to the peak, then down to peak/250 000, both along half a cosine. Adam's momenta are
//              not cycled (cycle_momentum=False).
// "cosine":    along half a cosine from the peak towards 0 (torch's CosineAnnealingLR over all
//              steps).
enum class Schedule { kConstant, kOneCycle, kCosine };
const std::vector<std::string>& scheduleNames();

// The rate of gradient step 0, 1, …, total − 1 of a run of total ≥ 1 steps. A run that continues
// beyond its end keeps the rate of its last step.
double scheduledRate(Schedule schedule, double peak, int step, int total);

}  // namespace hnn
