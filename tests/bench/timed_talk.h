// The native half of contestants/talk.mjs: says that it is ready, then answers "warm-up <seconds>",
// "block <seconds>" and "each <calls>" with a line of JSON. By hand: `echo 'block 1' |
// build/release/bin/training_step hnn`.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>

namespace bench {

// Elapsed; or processor time, if the environment says so (`processorClock` in races.mjs).
inline double milliseconds() {
  static const char* const clock = std::getenv("HNN_BENCH_CLOCK");
  if (clock && std::string(clock) == "processor")
    return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

// The process's peak, in bytes; 0 where the system does not say. Not by getrusage, which also
// counts what ran in this process before this program did.
inline long peakMemory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    long kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024L;
  }
  return 0;
}

// Milliseconds a call.
template <class Work>
double timeCalls(const Work& work, int calls) {
  const double start = milliseconds();
  for (int i = 0; i < calls; ++i) work();
  return (milliseconds() - start) / calls;
}

template <class Work>
double warmUp(const Work& work, double seconds) {
  const double end = milliseconds() + 1e3 * seconds;
  double last = 0;
  for (int calls = 0; calls < 3 || milliseconds() < end; ++calls) last = timeCalls(work, 1);
  return last;
}

template <class Work>
void sayEach(const Work& work, int calls) {
  std::printf("{\"calls\":%d,\"times\":[", calls);
  for (int i = 0; i < calls; ++i) std::printf("%s%.5f", i > 0 ? "," : "", timeCalls(work, 1));
  std::printf("]}\n");
}

template <class Work>
void talk(const Work& work) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // a line goes out when it is complete
  std::printf("{\"error\":null}\n");
  double callTime = 0;  // ms, by the last warm-up or block
  std::string command;
  double number = 0;
  while (std::cin >> command >> number) {
    if (command == "each") {
      sayEach(work, static_cast<int>(number));
      continue;
    }
    if (command == "warm-up" || callTime == 0) callTime = warmUp(work, number);
    const bool isBlock = command == "block";
    const int calls =
        isBlock ? std::max(1, static_cast<int>(std::lround(1e3 * number / callTime))) : 1;
    if (isBlock) callTime = timeCalls(work, calls);
    std::printf("{\"calls\":%d,\"ms\":%.6f,\"memory\":%ld}\n", calls, callTime, peakMemory());
  }
}

}  // namespace bench
