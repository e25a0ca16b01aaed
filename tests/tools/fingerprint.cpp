// Prints the fingerprints of the default pendulum run after 200 steps and of one that is solved at
// once: the native half of the bit-identity test.
#include <cstdio>

#include "api/session.h"

int main() {
  hnn::Session session(hnn::defaultConfig("pendulum"));
  session.train(200);
  hnn::Config config = hnn::defaultConfig("pendulum");
  config.model = "sampled-hnn";
  config.hidden = {200};
  hnn::Session solved(config);
  solved.train(solved.totalSteps());
  std::printf("%s %s\n", session.fingerprint().c_str(), solved.fingerprint().c_str());
}
