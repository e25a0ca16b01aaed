#include "autodiff/program.h"

#include <algorithm>
#include <cassert>

#include "autodiff/kernels.h"
#include "linalg/gemm.h"

namespace hnn {
namespace {

std::size_t at(int id) { return static_cast<std::size_t>(id); }

std::size_t elements(Shape shape, int columns) {
  return at(shape.rows) * at(shape.perSample() ? columns * shape.places : shape.columns);
}

}  // namespace

Program::Program(const Graph& graph, const std::vector<Var>& outputs, int chunkColumns)
    : chunkColumns_(chunkColumns) {
  for (int id = 0; id < graph.size(); ++id) nodes_.push_back(graph.node(id));
  tables_ = graph.tables();
  findNeeded(outputs);
  absorbBiases();
  mergeSums();
  assignStages();
  assignBuffers();
  makeSteps();
  leaves_.assign(nodes_.size(), nullptr);
  data_.assign(nodes_.size(), nullptr);
}

void Program::findNeeded(const std::vector<Var>& outputs) {
  needed_.assign(nodes_.size(), false);
  uses_.assign(nodes_.size(), 0);
  for (const Var& v : outputs) {
    const bool repeated = std::any_of(outputs_.begin(), outputs_.end(),
                                      [&](const Output& o) { return o.id == v.id; });
    outputs_.push_back({.id = v.id,
                        .copied = repeated || isLeaf(nodes_[at(v.id)].op),
                        .bound = nullptr,
                        .own = {}});
    needed_[at(v.id)] = true;
    ++uses_[at(v.id)];
  }
  for (int id = static_cast<int>(nodes_.size()) - 1; id >= 0; --id) {
    if (!needed_[at(id)]) continue;
    for (const int argument : {nodes_[at(id)].a, nodes_[at(id)].b}) {
      if (argument < 0) continue;
      needed_[at(argument)] = true;
      ++uses_[at(argument)];
    }
  }
}

// matmul(W, x) + broadcastColumns(b) becomes one step: the product starts from the bias.
void Program::absorbBiases() {
  bias_.assign(nodes_.size(), -1);
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    if (!needed_[at(id)] || nodes_[at(id)].op != Op::kAdd || !perSample(id)) continue;
    for (const auto& [product, spread] : {std::pair{nodes_[at(id)].a, nodes_[at(id)].b},
                                          std::pair{nodes_[at(id)].b, nodes_[at(id)].a}}) {
      const bool fits = nodes_[at(product)].op == Op::kMatmul && uses_[at(product)] == 1 &&
                        bias_[at(product)] < 0 &&  // it has room for one
                        nodes_[at(spread)].op == Op::kBroadcastColumns &&
                        !perSample(nodes_[at(spread)].a);
      if (!fits) continue;
      bias_[at(id)] = nodes_[at(spread)].a;
      ++uses_[at(nodes_[at(spread)].a)];
      if (--uses_[at(spread)] == 0) {
        needed_[at(spread)] = false;
        --uses_[at(nodes_[at(spread)].a)];
      }
      needed_[at(product)] = false;
      nodes_[at(id)] = nodes_[at(product)];
      break;
    }
  }
}

// Sums over samples that are only added to each other (the gradient with respect to weights that
// occur twice, as those of an HNN do) accumulate in one buffer: no addition, one block to zero,
// less memory in the cache.
void Program::mergeSums() {
  mergedInto_.assign(nodes_.size(), -1);
  const auto isOutput = [&](int id) {
    return std::any_of(outputs_.begin(), outputs_.end(),
                       [&](const Output& o) { return o.id == id; });
  };
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    const Node& node = nodes_[at(id)];
    if (!needed_[at(id)] || node.op != Op::kAdd || node.a == node.b) continue;
    const auto merges = [&](int part) {
      return isSumOverSamples(part) && uses_[at(part)] == 1 && !isOutput(part);
    };
    if (merges(node.a) && merges(node.b)) mergedInto_[at(node.a)] = mergedInto_[at(node.b)] = id;
  }
}

int Program::sumMemory(int id) const {
  while (mergedInto_[at(id)] >= 0) id = mergedInto_[at(id)];
  return id;
}

bool Program::isSumOverSamples(int id) const {
  const Node& node = nodes_[at(id)];
  if (node.op == Op::kAdd && !node.shape.perSample()) return mergedInto_[at(node.a)] == id;
  return (node.op == Op::kOuter || node.op == Op::kSumColumns) && perSample(node.a);
}

void Program::assignStages() {
  stage_.assign(nodes_.size(), Stage::kBefore);
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    if (!needed_[at(id)]) continue;
    Stage latest = Stage::kBefore;  // of the arguments' values
    for (const int argument : {nodes_[at(id)].a, nodes_[at(id)].b, bias_[at(id)]}) {
      if (argument < 0 || mergedInto_[at(argument)] == id) continue;
      const bool summed = isSumOverSamples(argument) || stage_[at(argument)] == Stage::kAfter;
      if (summed) latest = Stage::kAfter;
    }
    const bool chunked = perSample(id) || isSumOverSamples(id);
    if (chunked && latest == Stage::kAfter) streams_ = false;  // needs a sum before its samples
    stage_[at(id)] = chunked ? Stage::kPerChunk : latest;
  }
}

// Per-sample values share buffers: one is free after its last use, and an elementwise result
// may reuse the buffer of an argument that ends there.
void Program::assignBuffers() {
  const int count = static_cast<int>(nodes_.size());
  lastUse_.assign(nodes_.size(), -1);
  for (int id = 0; id < count; ++id) {
    if (!needed_[at(id)]) continue;
    for (const int argument : {nodes_[at(id)].a, nodes_[at(id)].b}) {
      if (argument >= 0) lastUse_[at(argument)] = id;
    }
  }
  std::vector<char> isOutput(nodes_.size(), false);
  for (const Output& output : outputs_) isOutput[at(output.id)] = true;

  buffer_.assign(nodes_.size(), -1);
  fixed_.resize(nodes_.size());
  std::vector<int> free;
  const auto releaseArguments = [&](int id) {
    const int a = nodes_[at(id)].a, b = nodes_[at(id)].b;
    for (const int argument : {a, b == a ? -1 : b}) {
      if (argument < 0 || lastUse_[at(argument)] != id || buffer_[at(argument)] < 0) continue;
      if (nodes_[at(argument)].op != Op::kConstant) free.push_back(buffer_[at(argument)]);
    }
  };
  for (int id = 0; id < count; ++id) {
    if (!needed_[at(id)]) continue;
    const Node& node = nodes_[at(id)];
    const int sampleRows = node.shape.rows * node.shape.places;
    const bool inPlace = isElementwise(node.op);
    if (inPlace) releaseArguments(id);
    const bool elsewhere = node.op == Op::kInput || (isOutput[at(id)] && !isLeaf(node.op));
    if (perSample(id) && !elsewhere) {
      const auto fits = std::find_if(free.begin(), free.end(),
                                     [&](int b) { return bufferRows_[at(b)] == sampleRows; });
      const bool reusable = fits != free.end() && node.op != Op::kConstant;
      if (reusable) {
        buffer_[at(id)] = *fits;
        free.erase(fits);
      } else {
        buffer_[at(id)] = static_cast<int>(bufferRows_.size());
        bufferRows_.push_back(sampleRows);
      }
    } else if (!perSample(id) && node.op != Op::kInput && node.op != Op::kParameter &&
               mergedInto_[at(id)] < 0) {
      fixed_[at(id)].assign(elements(node.shape, 1), static_cast<Real>(node.factor));
    }
    if (!inPlace) releaseArguments(id);
  }
  buffers_.resize(bufferRows_.size());
  std::size_t perSampleBytes = 0;
  for (const int rows : bufferRows_) perSampleBytes += at(rows) * sizeof(Real);
  if (perSampleBytes * at(chunkColumns_) > kMostChunkBytes)
    chunkColumns_ = std::max(1, static_cast<int>(kMostChunkBytes / perSampleBytes));
}

int Program::packedIndex(int source, bool transposed, int rows, int depth, bool before) {
  for (int i = 0; i < static_cast<int>(packed_.size()); ++i) {
    const Packed& p = packed_[at(i)];
    if (before && p.before && p.source == source && p.transposed == transposed) return i;
  }
  packed_.push_back(
      {source, transposed, rows, depth, before, std::vector<Real>(packedSize(rows, depth))});
  return static_cast<int>(packed_.size()) - 1;
}

void Program::makeSteps() {
  carry_.resize(nodes_.size());
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    const Node& node = nodes_[at(id)];
    if (!needed_[at(id)] || isLeaf(node.op)) continue;
    if (isSumOverSamples(id) && mergedInto_[at(id)] < 0) sums_.push_back(id);
    if (isSumOverSamples(id) && node.op == Op::kAdd) continue;  // its parts accumulate it
    Step step{.node = node, .result = id, .bias = bias_[at(id)]};
    if (node.op == Op::kMatmul) {
      const bool before = isLeaf(nodes_[at(node.a)].op);
      step.panels = packedIndex(node.a, node.transposed, node.shape.rows,
                                nodes_[at(node.b)].shape.rows, before);
      step.packHere = !before;
    }
    if (node.op == Op::kSumColumns) carry_[at(sumMemory(id))].resize(at(node.shape.rows));
    const bool fixedSum = node.op == Op::kOuter || node.op == Op::kSumColumns;
    if (fixedSum && !isSumOverSamples(id)) sums_.push_back(id);
    const Stage stage = streams_ ? stage_[at(id)] : Stage::kPerChunk;
    (stage == Stage::kBefore  ? before_
     : stage == Stage::kAfter ? after_
                              : perChunk_)
        .push_back(std::move(step));
  }
}

void Program::bind(Var leaf, const Real* values) {
  assert(isLeaf(nodes_[at(leaf.id)].op));
  leaves_[at(leaf.id)] = values;
}

void Program::bindOutput(std::size_t index, Real* destination) {
  outputs_[index].bound = destination;
}

void Program::reserveColumns(int columns) {
  if (columns <= capacity_) return;
  for (std::size_t i = 0; i < buffers_.size(); ++i)
    buffers_[i].resize(at(bufferRows_[i]) * at(columns));
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    if (buffer_[at(id)] < 0 || nodes_[at(id)].op != Op::kConstant) continue;
    std::vector<Real>& values = buffers_[at(buffer_[at(id)])];
    std::fill(values.begin(), values.end(), static_cast<Real>(nodes_[at(id)].factor));
  }
  capacity_ = columns;
}

Real* Program::outputMemory(Output& output, int samples) {
  if (output.bound) return output.bound;
  const std::size_t size = elements(nodes_[at(output.id)].shape, samples);
  if (output.own.size() < size) output.own.resize(size);
  return output.own.data();
}

void Program::setFixedPointers(int samples) {
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    if (!needed_[at(id)]) continue;
    const Op op = nodes_[at(id)].op;
    if (op == Op::kInverseBatch) fixed_[at(id)][0] = Real(1) / static_cast<Real>(samples);
    if (op == Op::kInput || op == Op::kParameter) {
      assert(leaves_[at(id)] != nullptr && "a leaf that an output needs was not bound");
      data_[at(id)] = const_cast<Real*>(leaves_[at(id)]);  // steps write results only
    } else {
      data_[at(id)] =
          buffer_[at(id)] >= 0 ? buffers_[at(buffer_[at(id)])].data() : fixed_[at(id)].data();
    }
  }
  for (Output& output : outputs_) {
    Real* memory = outputMemory(output, samples);
    if (!output.copied) data_[at(output.id)] = memory;
  }
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    if (needed_[at(id)] && mergedInto_[at(id)] >= 0) data_[at(id)] = data_[at(sumMemory(id))];
  }
}

void Program::setChunkPointers(int first) {
  for (int id = 0; id < static_cast<int>(nodes_.size()); ++id) {
    if (!needed_[at(id)] || nodes_[at(id)].op != Op::kInput || !perSample(id)) continue;
    data_[at(id)] = const_cast<Real*>(leaves_[at(id)]) + elements(nodes_[at(id)].shape, first);
  }
  for (Output& output : outputs_) {
    if (output.copied || !perSample(output.id)) continue;
    Real* memory = output.bound ? output.bound : output.own.data();
    data_[at(output.id)] = memory + elements(nodes_[at(output.id)].shape, first);
  }
}

void Program::copyOutputs(int first, int columns, bool samples) {
  for (Output& output : outputs_) {
    if (!output.copied || perSample(output.id) != samples) continue;
    const Shape shape = nodes_[at(output.id)].shape;
    Real* memory = output.bound ? output.bound : output.own.data();
    std::copy_n(data_[at(output.id)], elements(shape, columns),
                memory + (samples ? elements(shape, first) : 0));
  }
}

void Program::pack(Packed& packed) {
  packPanels(data_[at(packed.source)], packed.rows, packed.depth, packed.transposed,
             packed.panels.data());
}

void Program::run(int samples, Leaves leaves) {
  const int chunks = streams_ ? std::max(1, (samples + chunkColumns_ - 1) / chunkColumns_) : 1;
  const int evenly = (samples + chunks - 1) / chunks;
  const int width = streams_ ? (evenly + 3) / 4 * 4 : samples;  // whole blocks of the kernel
  reserveColumns(width);
  setFixedPointers(samples);
  for (const int id : sums_) {
    clear(data_[at(id)], elements(nodes_[at(id)].shape, 1));
    std::fill(carry_[at(id)].begin(), carry_[at(id)].end(), Real(0));
  }

  for (Packed& packed : packed_) {
    if (packed.before && leaves == Leaves::kMayDiffer) pack(packed);
  }
  runSteps(before_, 1);
  for (int first = 0; first < samples; first += width) {
    const int columns = std::min(width, samples - first);
    setChunkPointers(first);
    runSteps(perChunk_, columns);
    copyOutputs(first, columns, true);
  }
  runSteps(after_, samples);
  copyOutputs(0, 1, false);
}

void Program::runSteps(const std::vector<Step>& steps, int columns) {
  for (const Step& step : steps) {
    runStep(step, columns);
    if (observer_)
      observer_(step.node, step.node.shape.perSample() ? columns : step.node.shape.columns);
  }
}

void Program::runStep(const Step& step, int chunkColumns) {
  const Node& node = step.node;
  Real* y = data_[at(step.result)];
  const Real* a = data_[at(node.a)];
  const Real* b = node.b >= 0 ? data_[at(node.b)] : nullptr;
  const Shape shapeOfA = nodes_[at(node.a)].shape;
  const auto columnsOf = [&](Shape shape) {
    return shape.perSample() ? chunkColumns * shape.places : shape.columns;
  };
  const int columns = columnsOf(node.shape), columnsOfA = columnsOf(shapeOfA);
  const int rows = node.shape.rows;

  switch (node.op) {
    case Op::kMatmul: {
      Packed& packed = packed_[at(step.panels)];
      if (step.packHere) pack(packed);
      const Real* bias = step.bias >= 0 ? data_[at(step.bias)] : nullptr;
      return multiplyPanels(packed.panels.data(), rows, packed.depth, b, columns, bias, y);
    }
    case Op::kOuter:
      return accumulateOuter(a, shapeOfA.rows, b, nodes_[at(node.b)].shape.rows, columnsOfA, y);
    case Op::kSumColumns:
      return accumulateColumns(a, rows, columnsOfA, y, carry_[at(sumMemory(step.result))].data());
    case Op::kSliceRows:
      return sliceRows(a, shapeOfA.rows, node.first, rows, columns, y);
    case Op::kPlaceRows:
      return placeRows(a, shapeOfA.rows, node.first, rows, columns, y);
    case Op::kSumRows:
      return sumRows(a, shapeOfA.rows, columns, y);
    case Op::kBroadcastRows:
      return broadcastRows(a, rows, columns, y);
    case Op::kBroadcastColumns:
      return broadcastColumns(a, rows, columns, y);
    case Op::kReshape:
      std::copy_n(a, at(rows) * at(columns), y);
      return;
    case Op::kGatherRows:
      return gatherRows(a, shapeOfA.rows, tables_[at(node.first)], columns, y);
    case Op::kScatterRows:
      return scatterRows(a, tables_[at(node.first)], rows, columns, y);
    default:
      return runElementwise(node.op, static_cast<Real>(node.factor), a, b, y,
                            at(rows) * at(columns));
  }
}

const Real* Program::output(std::size_t index) const {
  const Output& output = outputs_[index];
  return output.bound ? output.bound : output.own.data();
}

Shape Program::outputShape(std::size_t index) const { return nodes_[at(outputs_[index].id)].shape; }

std::size_t Program::bytes() const {
  std::size_t reals = 0;
  for (const auto& v : buffers_) reals += v.size();
  for (const auto& v : fixed_) reals += v.size();
  for (const auto& v : carry_) reals += v.size();
  for (const auto& p : packed_) reals += p.panels.size();
  for (const auto& o : outputs_) reals += o.own.size();
  return reals * sizeof(Real);
}

}  // namespace hnn
