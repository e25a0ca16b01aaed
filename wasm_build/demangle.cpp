// The readable name of a thrown type, which getExceptionMessage returns: for the standard's
// exceptions only ("St16invalid_argument" -> "std::invalid_argument"); any other type keeps its
// mangled name.
//
// It stands in for libc++abi's demangler, which parses every C++ name there is and would be an
// eighth of the module (60 kB, 20 kB gzip).
#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <cstring>

// NOLINTNEXTLINE(bugprone-reserved-identifier): the name that libc++abi calls (Itanium C++
// ABI, 3.4)
extern "C" char* __cxa_demangle(const char* mangled, char*, std::size_t*, int* status) {
  const char* name = std::strncmp(mangled, "St", 2) == 0 ? mangled + 2 : nullptr;
  const char* digits = name;
  while (name && std::isdigit(static_cast<unsigned char>(*name))) ++name;
  const bool known = name != digits;
  char* text = nullptr;
  if (known && (text = static_cast<char*>(std::malloc(std::strlen(name) + 6))))
    std::strcat(std::strcpy(text, "std::"), name);
  if (status) *status = text ? 0 : known ? -1 : -2;
  return text;
}
