// Any recordings: refused in words, or a session that learns from them.
#include "cases.h"

namespace {

hnn::Measured recordings(hnn::fuzz::Cases& cases) {
  hnn::Measured made;
  made.symbols.assign(static_cast<std::size_t>(cases.flip() ? 2 : cases.whole(0, 8)), "q");
  const int samples = cases.whole(0, 20);
  double t = cases.number(-1, 1);
  int recording = 0;
  for (int i = 0; i < samples; ++i) {
    t += cases.seldom() ? cases.number(-1, 1) : 0.1;
    if (cases.seldom()) recording = cases.integer(recording > 1000 ? 0 : recording, 1001);
    made.t.push_back(t);
    made.recording.push_back(recording);
  }
  made.x = cases.numbers(made.t.size() * made.symbols.size(), -2, 2);
  if (cases.flip()) made.dxdt = cases.numbers(made.x.size(), -2, 2);
  made.judged = cases.flip();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hnn::fuzz::Cases cases(data, size);
  const hnn::Config config = cases.config();
  const hnn::Measured measured = recordings(cases);
  hnn::fuzz::door([&] {
    hnn::validate(config);
    if (!hnn::fuzz::isSmall(config)) return;
    const auto session = hnn::PhaseSpaceRun::fromMeasured(config, measured);
    (void)session->report();
    hnn::fuzz::use(*session, cases);
  });
  return 0;
}
