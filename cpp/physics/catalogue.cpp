#include "physics/catalogue.h"

#include "base/check.h"
#include "physics/hamiltonian_system.h"
#include "physics/velocities.h"

namespace hnn {

// The list: each system is defined in the file of its name.
#define HNN_SYSTEMS(line)                                                                     \
  line(massSpring) line(pendulum) line(twoBody) line(threeBody) line(henonHeiles)             \
      line(doublePendulum) line(dampedPendulum) line(dampedSpring) line(duffing) line(kepler) \
          line(relativisticParticle) line(sphericalPendulum) line(cartPole)

#define HNN_DECLARE(name) SystemEntry name();
#define HNN_CALL(name) name(),
HNN_SYSTEMS(HNN_DECLARE)

namespace {

const std::vector<SystemEntry>& entries() {
  static const std::vector<SystemEntry> all = [] {
    std::vector<SystemEntry> list = {HNN_SYSTEMS(HNN_CALL)};
    for (SystemEntry& entry : list)
      entry.info.velocities =
          describeVelocities(*entry.make(entry.info, defaultParameters(entry.info)));
    return list;
  }();
  return all;
}

const SystemEntry& entryOf(const std::string& id) {
  std::vector<std::string> ids;
  for (const SystemEntry& entry : entries()) ids.push_back(entry.info.id);
  return entries()[static_cast<std::size_t>(requireChoice("system", id, ids))];
}

}  // namespace

const std::vector<SystemInfo>& systemInfos() {
  static const std::vector<SystemInfo> infos = [] {
    std::vector<SystemInfo> list;
    for (const SystemEntry& entry : entries()) list.push_back(entry.info);
    return list;
  }();
  return infos;
}

const SystemInfo& systemInfo(const std::string& id) { return entryOf(id).info; }

std::vector<double> defaultParameters(const SystemInfo& info) {
  std::vector<double> values;
  for (const SystemParameter& parameter : info.parameters) values.push_back(parameter.defaultValue);
  return values;
}

std::unique_ptr<System> makeSystem(const std::string& id, const std::vector<double>& parameters) {
  const SystemEntry& entry = entryOf(id);
  if (parameters.empty()) return entry.make(entry.info, defaultParameters(entry.info));
  const auto& table = entry.info.parameters;
  requireLength("systemParameters", parameters.size(), table.size(), table.size());
  for (std::size_t i = 0; i < table.size(); ++i)
    requireRange(table[i].key, parameters[i], table[i].min, table[i].max);
  return entry.make(entry.info, parameters);
}

const std::vector<std::string>& coordinateNames() {
  static const std::vector<std::string> names = {"canonical", "velocities"};
  return names;
}

std::unique_ptr<System> makeSystem(const std::string& id, const std::vector<double>& parameters,
                                   const std::string& coordinates) {
  std::unique_ptr<System> system = makeSystem(id, parameters);
  return coordinates == "velocities" ? inVelocities(std::move(system)) : std::move(system);
}

}  // namespace hnn
