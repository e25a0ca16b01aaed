// Pictures of systems that nobody sees at first sight; loaded with the first of them.
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
