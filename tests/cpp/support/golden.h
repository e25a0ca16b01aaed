// The PyTorch float64 references of tests/golden.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "linalg/eigen.h"
#include "models/registry.h"

namespace hnn::testing {

inline nlohmann::json readGolden(const std::string& file) {
  std::ifstream in(std::string(HNN_GOLDEN_DIR) + "/" + file);
  return nlohmann::json::parse(in);
}

// Rows of numbers as a matrix with a column per row of the file (features × samples).
inline RealMatrix columns(const nlohmann::json& rows) {
  RealMatrix m(static_cast<int>(rows[0].size()), static_cast<int>(rows.size()));
  for (int j = 0; j < m.cols(); ++j) {
    for (int i = 0; i < m.rows(); ++i)
      m(i, j) = rows[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)];
  }
  return m;
}

// A flat block in the layout's order from named tensors with W as [out][in].
inline std::vector<Real> flatten(const nlohmann::json& tensors, const ParameterLayout& layout) {
  std::vector<Real> flat(layout.size());
  for (const ParameterSlice& slice : layout.slices()) {
    const nlohmann::json& tensor = tensors.at(slice.name);
    for (int j = 0; j < slice.shape.columns; ++j) {
      for (int i = 0; i < slice.shape.rows; ++i) {
        const nlohmann::json& row = tensor[static_cast<std::size_t>(i)];
        flat[slice.offset + static_cast<std::size_t>(j * slice.shape.rows + i)] =
            row.is_array() ? row[static_cast<std::size_t>(j)].get<Real>() : row.get<Real>();
      }
    }
  }
  return flat;
}

inline NetworkSpec specOf(const nlohmann::json& c, const std::string& model = "hnn") {
  const std::string activation = c["activation"];
  return {.model = model,
          .activation = activation.substr(0, activation.find(' ')),
          .hidden = c["hidden"].get<std::vector<int>>(),
          .outputBias = c["output_bias"],
          .stateSize = c["input_dim"]};
}

// ‖a - b‖ / ‖b‖
inline double relativeError(std::span<const Real> a, const std::vector<Real>& b) {
  double difference = 0, size = 0;
  for (std::size_t i = 0; i < b.size(); ++i) {
    const double d = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    difference += d * d;
    size += static_cast<double>(b[i]) * static_cast<double>(b[i]);
  }
  return std::sqrt(difference / size);
}

}  // namespace hnn::testing
