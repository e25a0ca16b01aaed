// Any settings: refused in words, or a session that trains, is saved and restored, and answers.
#include "cases.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hnn::fuzz::Cases cases(data, size);
  const hnn::Config config = cases.config();
  hnn::fuzz::door([&] {
    hnn::validate(config);
    if (!hnn::fuzz::isSmall(config)) return;
    hnn::PhaseSpaceRun session(config);
    hnn::fuzz::use(session, cases);
  });
  return 0;
}
