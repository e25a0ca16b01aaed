// Drawings of systems other than the first; loaded when one of them is displayed.
import { drawCartPole } from "./cartPoleView.js";
import { drawDoublePendulum } from "./doublePendulumView.js";
import { drawDoubleWell } from "./doubleWellView.js";
import { drawKepler, drawOrbits } from "./orbitView.js";
import { drawParticle } from "./particleView.js";
import { drawSphericalPendulum } from "./sphericalPendulumView.js";
import { drawSpring } from "./springView.js";

export const moreDrawings = {
  "cart-pole": drawCartPole,
  "double-pendulum": drawDoublePendulum,
  "double-well": drawDoubleWell,
  kepler: drawKepler,
  orbits: drawOrbits,
  particle: drawParticle,
  "spherical-pendulum": drawSphericalPendulum,
  spring: drawSpring,
};
