// A Program replays the part of a graph that its outputs need, on any number of samples, without
// allocating.
//
// The batch streams through in chunks, so that a chunk's intermediate values stay in the L2 cache
// (one pass over everything cost 15 % at 1125 samples of a 200-200 network). Nodes fall into three
// stages: those that need no sample run once before (weights are packed there), per-sample nodes
// and sums over samples run chunk by chunk, and what depends on the sums runs once after. Buffers
// of per-sample nodes are shared by liveness. Chunk borders depend on the number of samples alone,
// so the bits of every sum do, too.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "autodiff/graph.h"

namespace hnn {

class Program {
 public:
  static constexpr int kChunkColumns = 96;  // 64 to 128 are nearly as fast; 16 and 1000 are not

  // Where a sample has so many values that they take more, chunks are of fewer samples; no network
  // on states has.
  static constexpr std::size_t kMostChunkBytes = 8 << 20;

  // The graph may be destroyed afterwards. Outputs may be of any shape, also leaves.
  Program(const Graph& graph, const std::vector<Var>& outputs, int chunkColumns = kChunkColumns);

  // Where a leaf's values are: rows × columns, or rows × samples for a per-sample input. The memory
  // is read at each run and must outlive it. Leaves not needed by any output are ignored.
  void bind(Var leaf, const Real* values);

  // Writes an output there (rows × columns, or rows × samples) instead of into memory of the
  // program.
  void bindOutput(std::size_t index, Real* destination);

  // Computes all outputs for `samples` >= 0 samples; sums over none are zero.
  // kAsBefore: no fixed leaf has changed since the previous run, so weights are packed already;
  // for a single sample that is three quarters of the time.
  enum class Leaves { kMayDiffer, kAsBefore };
  void run(int samples, Leaves leaves = Leaves::kMayDiffer);

  // Valid until the next run.
  [[nodiscard]] const Real* output(std::size_t index) const;
  [[nodiscard]] Shape outputShape(std::size_t index) const;

  // Called after every operation of a run, with the operation and its number of columns: measures
  // where the time of a step is spent (tests/bench/step_profile.cpp).
  using Observer = std::function<void(const Node& node, int columns)>;
  void observe(Observer observer) { observer_ = std::move(observer); }

  // Bytes of all buffers, for the memory figures.
  [[nodiscard]] std::size_t bytes() const;

 private:
  enum class Stage { kBefore, kPerChunk, kAfter };

  struct Step {
    Node node;
    int result = -1;  // id
    int bias = -1;    // kMatmul: id of a vector added to every column, or -1
    int panels = -1;  // kMatmul: which packed matrix
    bool packHere = false;
  };
  struct Packed {
    int source;
    bool transposed;
    int rows, depth;
    bool before;  // a leaf: packed once per run, shared by all its products
    std::vector<Real> panels;
  };
  struct Output {
    int id;
    bool copied;  // a leaf, or an id that an earlier output already writes
    Real* bound = nullptr;
    std::vector<Real> own;
  };

  void findNeeded(const std::vector<Var>& outputs);
  void absorbBiases();
  void mergeSums();
  void assignStages();
  void assignBuffers();
  void makeSteps();
  int packedIndex(int source, bool transposed, int rows, int depth, bool before);
  void pack(Packed& packed);
  void reserveColumns(int columns);
  void setFixedPointers(int samples);
  void setChunkPointers(int first);
  void runSteps(const std::vector<Step>& steps, int columns);
  void runStep(const Step& step, int columns);
  void copyOutputs(int first, int columns, bool perSample);
  [[nodiscard]] bool perSample(int id) const {
    return nodes_[static_cast<std::size_t>(id)].shape.perSample();
  }
  [[nodiscard]] bool isSumOverSamples(int id) const;
  [[nodiscard]] int sumMemory(int id) const;  // the id whose memory a sum is accumulated in
  [[nodiscard]] static bool isLeaf(Op op) { return op <= Op::kInverseBatch; }
  Real* outputMemory(Output& output, int samples);

  std::vector<Node> nodes_;
  std::vector<std::vector<int>> tables_;    // the graph's
  std::vector<char> needed_;                // flags; vector<bool> is 1 kB of the wasm module
  std::vector<int> uses_, lastUse_, bias_;  // by id; bias_: the vector a matmul absorbs, or -1
  std::vector<int> mergedInto_;  // by id: the addition that a sum over samples is a part of, or -1
  std::vector<Stage> stage_;
  std::vector<int> buffer_;               // by id: index of the per-sample buffer, or -1
  std::vector<std::vector<Real>> fixed_;  // by id: memory of fixed nodes
  std::vector<int> bufferRows_;
  std::vector<std::vector<Real>> buffers_;
  std::vector<const Real*> leaves_;  // by id
  std::vector<Real*> data_;          // by id, during a run
  std::vector<Step> before_, perChunk_, after_;
  std::vector<int> sums_;                 // ids that must start at zero
  std::vector<std::vector<Real>> carry_;  // by id: the rounding errors of a sum of columns
  std::vector<Packed> packed_;
  std::vector<Output> outputs_;
  Observer observer_;
  int chunkColumns_;
  int capacity_ = 0;
  bool streams_ = true;
};

}  // namespace hnn
