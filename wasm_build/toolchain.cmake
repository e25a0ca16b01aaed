# Finds (or sets up) Emscripten through toolchain.sh and hands over to its own CMake platform file, so
# that `cmake --preset wasm` works from a plain shell. HNN_TOOLCHAIN_DIR may name a shared directory.
if(NOT HNN_EMSCRIPTEN_ROOT)
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/toolchain.sh
    OUTPUT_VARIABLE hnn_toolchain RESULT_VARIABLE hnn_status)
  if(NOT hnn_status EQUAL 0 OR NOT hnn_toolchain MATCHES "root=([^\n]+)")
    message(FATAL_ERROR "wasm_build/toolchain.sh found no Emscripten compiler (see above).")
  endif()
  set(HNN_EMSCRIPTEN_ROOT ${CMAKE_MATCH_1} CACHE PATH "Emscripten's own folder")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES HNN_EMSCRIPTEN_ROOT)
include(${HNN_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake)
