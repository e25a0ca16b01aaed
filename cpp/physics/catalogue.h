// The available systems. A new one is a new file and a line in catalogue.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "physics/system.h"

namespace hnn {

// Every system, in the order in which it is offered.
const std::vector<SystemInfo>& systemInfos();

// Throws std::invalid_argument that lists the choices.
const SystemInfo& systemInfo(const std::string& id);

// Default values of a system's parameters, in the order of its table.
std::vector<double> defaultParameters(const SystemInfo& info);

// A system with the given parameters, in the order of its table; empty means the defaults. Throws
// std::invalid_argument for an unknown id (listing the choices), a wrong number of parameters, or
// one outside its range.
std::unique_ptr<System> makeSystem(const std::string& id,
                                   const std::vector<double>& parameters = {});

// "canonical": states are [q; p]; "velocities": [q; q̇].
const std::vector<std::string>& coordinateNames();
std::unique_ptr<System> makeSystem(const std::string& id, const std::vector<double>& parameters,
                                   const std::string& coordinates);

}  // namespace hnn
