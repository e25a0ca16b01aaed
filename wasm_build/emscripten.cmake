# Every Emscripten flag, each with its reason.

# For all objects and all programs (the page's module and the tests alike).
set(HNN_WASM_COMPILE
  -msimd128          # four lanes; every browser since 2023 has them (relaxed SIMD would end bit-identity)
  -fwasm-exceptions) # native wasm exceptions: no JavaScript trampolines, so no cost where nothing throws
set(HNN_WASM_LINK
  -fwasm-exceptions
  -sSTACK_SIZE=1MB         # the default 64 KB overflows inside Eigen's decompositions
  -sINITIAL_MEMORY=64MB    # sized so that ordinary runs never grow: growing detaches every view
  -sALLOW_MEMORY_GROWTH    # … and the large runs still work
  -sMAXIMUM_MEMORY=2GB     # pointers stay positive in JavaScript's 32-bit arithmetic
  -sWASM_BIGINT)           # 64-bit integers cross the border as BigInt, without a legalising pass

# The page's module, hnn_lab.mjs + hnn_lab.wasm, and the one that catalogue.mjs reads.
set(HNN_WASM_LINK_MODULE
  -lembind
  -sMODULARIZE -sEXPORT_ES6         # `import createModule from "./hnn_lab.mjs"`; nothing global
  -sEXPORT_NAME=createHnnModule
  -sENVIRONMENT=web,worker          # `node` here would put import("module") into the glue and break bundlers;
                                    # under Node the caller passes wasmBinary instead
  -sDYNAMIC_EXECUTION=0             # no eval, no new Function: the page's policy forbids them
  -sEMBIND_AOT=1                    # … so the call stubs are generated when linking
  -sFILESYSTEM=0                    # nothing here reads files
  -sINCOMING_MODULE_JS_API=wasmBinary,locateFile,instantiateWasm,print,printErr
                                    # the only things a caller may pass in
  -sEXPORT_EXCEPTION_HANDLING_HELPERS # getExceptionMessage: [type, what()] of a C++ exception
  -sEXPORTED_RUNTIME_METHODS=stackSave,stackRestore
                                    # an exception that JavaScript catches leaves the C++ stack where it was thrown:
                                    # without setting it back some thousand refusals use the stack up
  -sMALLOC=emmalloc)                # 7 kB (3 kB gzip) less than the default; training allocates nothing per step

# The C++ tests, to be run under Node.
set(HNN_WASM_LINK_TEST
  -sENVIRONMENT=node
  -sNODERAWFS                       # golden files are read, and results written, in the real file system
  -sEXIT_RUNTIME                    # the exit status of main() reaches the shell
  -sMODULARIZE=0)
