// Drawings of systems other than the first; loaded when one of them is displayed.
import { drawCartPole } from "./cartPoleView.js";
import { drawDoubleWell } from "./doubleWellView.js";
import { drawKepler } from "./orbitView.js";
import { drawParticle } from "./particleView.js";
import { drawSphericalPendulum } from "./sphericalPendulumView.js";

export const moreDrawings = {
  "cart-pole": drawCartPole,
  "double-well": drawDoubleWell,
  kepler: drawKepler,
  particle: drawParticle,
  "spherical-pendulum": drawSphericalPendulum,
};
