// Prints the fingerprint of the default pendulum run after 200 steps: the native half of the
// bit-identity test.
#include <cstdio>

#include "api/session.h"

int main() {
  hnn::Session session(hnn::defaultConfig("pendulum"));
  session.train(200);
  std::printf("%s\n", session.fingerprint().c_str());
}
