// The settings of a run in JavaScript, for both modules: the page's takes them, the catalogue gives
// the defaults.
#pragma once

#include <emscripten/bind.h>

#include "api/config.h"
#include "vector_bindings.h"

// Registers each setting of the table that `Struct` has.
template <class Struct>
void bindSettings(emscripten::value_object<Struct>& object,
                  hnn::MemberOf<Struct> hnn::Setting::*where) {
  for (const hnn::Setting& setting : hnn::settingsTable()) {
    hnn::withMember(setting.*where,
                    [&](auto member) { object.field(setting.key.c_str(), member); });
  }
}

inline void bindConfig() {
  emscripten::value_object<hnn::Config> object("Config");
  bindSettings(object, &hnn::Setting::member);
}
