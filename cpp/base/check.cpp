#include "base/check.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>

namespace hnn {
namespace {

// Every double, and every midpoint of two doubles, is a finite decimal: at most 309 digits
// before the point and 1076 after it.
constexpr int kPoint = 310, kLength = kPoint + 1076;

// All digits of integer · 2^exponent, with the point before digit kPoint.
std::string decimalOf(std::uint64_t integer, int exponent) {
  std::string digits(kLength, '0');
  int first = kPoint, end = kPoint;  // beyond them all digits are 0
  for (; integer > 0; integer /= 10) digits[--first] = static_cast<char>('0' + integer % 10);
  for (; exponent > 0; --exponent) {
    int carry = 0;
    for (int i = kPoint - 1; i >= first || carry > 0; --i) {
      const int twice = 2 * (digits[i] - '0') + carry;
      digits[i] = static_cast<char>('0' + twice % 10);
      carry = twice / 10;
      first = std::min(first, i);
    }
  }
  for (; exponent < 0; ++exponent) {
    int rest = 0;
    ++end;
    for (int i = first; i < end; ++i) {
      const int ten = 10 * rest + (digits[i] - '0');
      digits[i] = static_cast<char>('0' + ten / 2);
      rest = ten % 2;
    }
  }
  return digits;
}

// `digits` with zeros from `end` on: the nearest such decimal; of two, the one with an even digit.
std::string roundedAt(std::string digits, int end) {
  const bool odd = (digits[end - 1] - '0') % 2 != 0;
  const bool more = odd || digits.find_first_not_of('0', end + 1) != std::string::npos;
  const bool up = digits[end] > '5' || (digits[end] == '5' && more);
  std::fill(digits.begin() + end, digits.end(), '0');
  if (up) {
    int i = end - 1;
    while (digits[i] == '9') digits[i--] = '0';
    ++digits[i];
  }
  return digits;
}

std::string text(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) joined += part;
  return joined;
}

std::string span(const std::string& from, const std::string& to) { return text({from, "…", to}); }

}  // namespace

// The fewest digits between the midpoints to the neighbouring doubles (which belong to `value` if
// its last bit is 0). In exact decimals: printf and strtod would add 9 kB gzip of long double
// arithmetic to the wasm module, std::to_chars(double) 60 kB of tables.
std::string formatNumber(double value, int mostDigits) {
  if (std::isnan(value)) return "nan";
  const char* sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return text({sign, "inf"});
  if (value == 0) return text({sign, "0"});

  const std::uint64_t bits = std::bit_cast<std::uint64_t>(value), hidden = std::uint64_t{1} << 52;
  std::uint64_t mantissa = bits & (hidden - 1);
  int exponent = static_cast<int>(bits >> 52 & 2047);
  const bool narrowBelow = mantissa == 0 && exponent > 1;  // a power of 2
  if (exponent > 0) {
    mantissa += hidden;
    --exponent;
  }
  exponent -= 1074 + 2;  // in quarters of the last bit
  const std::string exact = decimalOf(4 * mantissa, exponent);
  const std::string low = decimalOf(4 * mantissa - (narrowBelow ? 1 : 2), exponent);
  const std::string high = decimalOf(4 * mantissa + 2, exponent);
  const auto readsBack = [&](const std::string& digits) {
    return mantissa % 2 == 0 ? low <= digits && digits <= high : low < digits && digits < high;
  };

  const int leading = static_cast<int>(exact.find_first_not_of('0'));
  std::string digits;
  for (int count = 1; count <= mostDigits; ++count) {
    digits = roundedAt(exact, leading + count);
    if (readsBack(digits)) break;
  }

  const int first = static_cast<int>(digits.find_first_not_of('0'));
  const int end = static_cast<int>(digits.find_last_not_of('0')) + 1;
  const int power = kPoint - 1 - first;  // of ten, of the first digit
  const auto part = [&](int from, int to) {
    return std::string_view(digits).substr(from, std::max(to - from, 0));
  };
  if (power >= -4 && power < std::max(7, end - first)) {  // "100" rather than "1e2"
    const char* point = end > kPoint ? "." : "";
    return text({sign, part(std::min(first, kPoint - 1), kPoint), point, part(kPoint, end)});
  }
  const char* point = end > first + 1 ? "." : "";
  return text(
      {sign, part(first, first + 1), point, part(first + 1, end), "e", std::to_string(power)});
}

void reject(std::string_view field, std::string_view allowed, std::string_view got) {
  throw std::invalid_argument(text({field, " must be ", allowed, ", got ", got}));
}

void requireFinite(std::string_view field, double value) {
  if (!std::isfinite(value)) reject(field, "a finite number", formatNumber(value));
}

void requireFinite(std::string_view field, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      requireFinite(text({field, "[", std::to_string(i), "]"}), values[i]);
}

void requireRange(std::string_view field, double value, double min, double max) {
  if (!(value >= min && value <= max))
    reject(field, span(formatNumber(min), formatNumber(max)), formatNumber(value));
}

void requirePositive(std::string_view field, double value) {
  if (!(value > 0 && std::isfinite(value))) reject(field, "positive", formatNumber(value));
}

double requireInteger(std::string_view field, double value, double min, double max) {
  if (!(value >= min && value <= max) || value != std::floor(value)) {
    reject(field, text({"an integer ", span(formatNumber(min), formatNumber(max))}),
           formatNumber(value));
  }
  return value;
}

int requireChoice(std::string_view field, std::string_view value,
                  const std::vector<std::string>& choices) {
  std::string list;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == value) return static_cast<int>(i);
    list += (i == 0 ? "" : " | ") + choices[i];
  }
  reject(field, list, text({"\"", value, "\""}));
}

void requireLength(std::string_view field, std::size_t length, std::size_t min, std::size_t max) {
  if (length >= min && length <= max) return;
  const std::string most = std::to_string(max);
  const std::string allowed = min == max ? most : span(std::to_string(min), most);
  reject(field, text({"a list of ", allowed, " numbers"}), std::to_string(length));
}

}  // namespace hnn
