// The core of the page's first sight, hnn_first: without what first_module.cpp leaves out.
#include "run_bindings.h"

EMSCRIPTEN_BINDINGS(hnn_first) { hnn::bindPhaseSpace(); }
