// The yardstick for the bare product: OpenBLAS's sgemm of 200 × 200 by 200 × samples. Restricted to
// SSE (which is what WebAssembly's SIMD amounts to) by OPENBLAS_CORETYPE=Nehalem
// OPENBLAS_NUM_THREADS=1. Built where OpenBLAS is found.
#include <cstdlib>
#include <vector>

#include "timed_talk.h"

extern "C" void sgemm_(const char* transA, const char* transB, const int* m, const int* n,
                       const int* k, const float* alpha, const float* a, const int* lda,
                       const float* b, const int* ldb, const float* beta, float* c, const int* ldc);

int main(int count, char** words) {
  const int width = 200, samples = count > 1 ? std::atoi(words[1]) : 1125;
  if (samples < 1) return std::fprintf(stderr, "samples must be 1 or more, got %s\n", words[1]), 2;
  const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(samples);
  const std::vector<float> a(static_cast<std::size_t>(width * width), 0.5F), x(size, 0.25F);
  std::vector<float> y(size);
  const float one = 1, zero = 0;
  bench::talk([&] {
    sgemm_("N", "N", &width, &samples, &width, &one, a.data(), &width, x.data(), &width, &zero,
           y.data(), &width);
  });
}
