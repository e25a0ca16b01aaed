// Checks at the door: each throws std::invalid_argument with one message form that names the field,
// what is allowed and what came, e.g. "hiddenWidth must be 1…512, got -1".
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace hnn {

// The shortest text that reads back as `value`: "0.1", "1e-8", "10000", "nan". By trial, because
// std::to_chars(double) would bring 60 kB of tables into the wasm module.
[[nodiscard]] inline std::string formatNumber(double value) {
  char buffer[40];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  const double size = std::fabs(value);
  if (size >= 1e-4 && size < 1e7) {  // "100" rather than "1e2"
    char plain[40];
    std::snprintf(plain, sizeof plain, "%.15g", value);
    if (std::strtod(plain, nullptr) == value) return plain;
  }
  std::string text(buffer);
  const std::size_t exponent = text.find('e');
  if (exponent == std::string::npos) return text;
  std::size_t digits = exponent + 2;  // behind the sign: "1e-08" -> "1e-8"
  while (digits + 1 < text.size() && text[digits] == '0') text.erase(digits, 1);
  if (text[exponent + 1] == '+') text.erase(exponent + 1, 1);
  return text;
}

// Throws "<field> must be <allowed>, got <got>".
[[noreturn]] inline void reject(const std::string& field, const std::string& allowed,
                                const std::string& got) {
  throw std::invalid_argument(field + " must be " + allowed + ", got " + got);
}

// Passes any number but inf and nan.
inline void requireFinite(const std::string& field, double value) {
  if (!std::isfinite(value)) reject(field, "a finite number", formatNumber(value));
}

inline void requireFinite(const std::string& field, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    requireFinite(field + "[" + std::to_string(i) + "]", values[i]);
}

// Passes min ≤ value ≤ max; nan does not pass.
inline void requireRange(const std::string& field, double value, double min, double max) {
  if (!(value >= min && value <= max))
    reject(field, formatNumber(min) + "…" + formatNumber(max), formatNumber(value));
}

// Passes 0 < value < inf.
inline void requirePositive(const std::string& field, double value) {
  if (!(value > 0 && std::isfinite(value))) reject(field, "positive", formatNumber(value));
}

// Passes the whole numbers min … max, and returns the value as one. For numbers that arrive as
// double (JavaScript has no other).
inline double requireInteger(const std::string& field, double value, double min, double max) {
  if (!(value >= min && value <= max) || value != std::floor(value))
    reject(field, "an integer " + formatNumber(min) + "…" + formatNumber(max), formatNumber(value));
  return value;
}

// Passes one of `choices`; returns its position.
inline int requireChoice(const std::string& field, const std::string& value,
                         const std::vector<std::string>& choices) {
  std::string list;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == value) return static_cast<int>(i);
    list += (i == 0 ? "" : " | ") + choices[i];
  }
  reject(field, list, "\"" + value + "\"");
}

// Passes a list of `length` entries, or of min … max where two numbers are given.
inline void requireLength(const std::string& field, std::size_t length, std::size_t min,
                          std::size_t max) {
  if (length >= min && length <= max) return;
  const std::string allowed =
      min == max ? std::to_string(min) : std::to_string(min) + "…" + std::to_string(max);
  reject(field, "a list of " + allowed + " numbers", std::to_string(length));
}

}  // namespace hnn
