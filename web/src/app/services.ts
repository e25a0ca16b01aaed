// Services that the dashboard provides to its helpers (tour, files): the session, its host,
// and the notices.
import type { Scheduler } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import type { Notices } from "../panels/notices.js";
import type { Address } from "./address.js";
import type { Host } from "./host.js";
import type { Session } from "./session/session.js";

export interface DashboardServices {
  readonly scheduler: Scheduler;
  readonly catalogue: Catalogue;
  readonly host: Host;
  readonly notices: Notices;
  readonly session: Session;
  readonly address: Address;
}
