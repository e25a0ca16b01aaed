// Any request to sessions that are ready, so that no case is spent on settings that are refused.
#include <memory>

#include "cases.h"

namespace {

std::vector<std::unique_ptr<hnn::PhaseSpaceRun>> readySessions() {
  std::vector<std::unique_ptr<hnn::PhaseSpaceRun>> ready;
  for (hnn::Config config : hnn::catalogue().defaults) {
    config.hidden = {4};
    config.trajectories = 3;
    config.points = 4;
    ready.push_back(std::make_unique<hnn::PhaseSpaceRun>(config));
  }
  return ready;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto ready = readySessions();
  hnn::fuzz::Cases cases(data, size);
  hnn::PhaseSpaceRun& session =
      *ready[static_cast<std::size_t>(cases.whole(0, static_cast<int>(ready.size()) - 1))];
  for (int i = 0; i < 3; ++i) hnn::fuzz::study(session, cases);
  hnn::fuzz::ask(session, cases);
  return 0;
}
