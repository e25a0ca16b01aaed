// Input checks: each throws std::invalid_argument with one message form that names the field,
// the allowed values and the given one, e.g. "hiddenWidth must be 1…512, got -1".
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hnn {

// The shortest text that reads back as `value`: "0.1", "1e-8", "10000", "nan". With fewer than 17
// digits allowed, `value` rounded to that many (a tie to the even digit), without trailing zeros.
[[nodiscard]] std::string formatNumber(double value, int mostDigits = 17);

// Throws "<field> must be <allowed>, got <got>".
[[noreturn]] void reject(std::string_view field, std::string_view allowed, std::string_view got);

// Accepts any number except inf and nan.
void requireFinite(std::string_view field, double value);
void requireFinite(std::string_view field, const std::vector<double>& values);

// Accepts min ≤ value ≤ max; nan is rejected.
void requireRange(std::string_view field, double value, double min, double max);

// Accepts 0 < value < inf.
void requirePositive(std::string_view field, double value);

// Accepts the whole numbers min … max, and returns the value as one. For numbers that arrive as
// double (JavaScript has no other).
double requireInteger(std::string_view field, double value, double min, double max);

// Accepts one of `choices`; returns its position.
int requireChoice(std::string_view field, std::string_view value,
                  const std::vector<std::string>& choices);

// The value of an enumeration whose names, in its order, are `names`: the core works with
// enumerations, and words are parsed where they enter.
template <class Enum>
Enum parseChoice(std::string_view field, std::string_view value,
                 const std::vector<std::string>& names) {
  return static_cast<Enum>(requireChoice(field, value, names));
}

// Accepts a list of `length` entries, or of min … max if two numbers are given.
void requireLength(std::string_view field, std::size_t length, std::size_t min, std::size_t max);

}  // namespace hnn
