// What the dashboard lends to those who do a part of its work (tour, files): the session, the place where the lab lives,
// and the notices.
import type { Scheduler } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import type { Notices } from "../panels/notices.js";
import type { Host } from "./host.js";
import type { Session } from "./session/session.js";

export interface DashboardServices {
  readonly scheduler: Scheduler;
  readonly catalogue: Catalogue;
  readonly host: Host;
  readonly notices: Notices;
  readonly session: Session;
  /** The query that leads to the present experiment. */
  readonly link: string;
}
