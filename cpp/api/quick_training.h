// The quick settings: the default training of each system instead of its published training. Data
// and metrics are the published ones; network and batches are smaller, and the learning rate goes
// through one cycle. tests/reproduce/quickSearch.mjs found the rows, docs/reproduction.md compares
// them. A separate file, so that the page's module, which does not use them, leaves them out.
#pragma once

#include <string>
#include <vector>

namespace hnn {

struct QuickTraining {
  std::string system;
  std::string model;  // a family with its own row; empty: all others
  int width = 32;     // of both hidden layers
  int batchSize = 64, steps = 1000;
  double learningRate = 0.02;  // the peak of the cycle
  double weightDecay = 0;
  std::string activation = "tanh";
  std::string lossNorm = "l2";
  // Processor time of the HNN's training in WebAssembly, for a hint: this one, and the published.
  double seconds = 1, publishedSeconds = 30;
};

const std::vector<QuickTraining>& quickTrainings();

}  // namespace hnn
