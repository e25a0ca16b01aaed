// Prints the fingerprints of a small pendulum run after 50 steps and of one that is solved:
// the native half of the bit-identity test (tests/engines/fingerprint.mjs has the same settings).
#include <cstdio>

#include "api/phase_space_run.h"

int main() {
  hnn::Config trained = hnn::publishedConfig("pendulum");
  trained.hidden = {16, 16};
  trained.batchSize = 64;
  hnn::PhaseSpaceRun session(trained);
  session.train(50);
  hnn::Config sampled = hnn::publishedConfig("pendulum");
  sampled.model = "sampled-hnn";
  sampled.hidden = {60};
  hnn::PhaseSpaceRun solved(sampled);
  solved.train(solved.totalSteps());
  std::printf("%s %s\n", session.fingerprint().c_str(), solved.fingerprint().c_str());
}
