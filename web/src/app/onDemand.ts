// Tour and files, whose scripts are loaded when they are first used, and what is said when one cannot be loaded.

import { whyMissing } from "../base/retry.js";
import { messageOf } from "../lab/errors.js";
import { missingWords } from "../state/missingPart.js";
import type { Files } from "./files.js";
import { Later } from "./later.js";
import type { DashboardServices } from "./services.js";
import type { Tour, TourParts } from "./tour.js";

export class OnDemand {
  readonly tour: Later<Tour>;
  readonly files: Later<Files>;

  constructor(
    private readonly services: DashboardServices,
    tourParts: TourParts,
    private readonly saveWork: () => Promise<void>,
  ) {
    const failed = (error: unknown) => this.missing(error);
    const { scheduler } = services;
    this.tour = new Later(
      scheduler,
      async () => new (await import("./tour.js")).Tour(services, tourParts),
      failed,
    );
    this.files = new Later(
      scheduler,
      async () => new (await import("./files.js")).Files(services),
      failed,
    );
  }

  /** A script could not be loaded: the browser is offline, or the site has a new version. */
  private async missing(error: unknown) {
    const { message, action, reloads } = missingWords(await whyMissing(), messageOf(error));
    const reload = { label: action, act: () => this.reload() };
    // Other parts have their own retry button; only a reload needs a button here.
    const offer = reloads ? { action: reload } : {};
    this.services.notices.say({ kind: "missing", tone: "warning", message, ...offer });
  }

  /** The browser does not wait for what is stored while a page ends. */
  reload() {
    const leave = () => location.reload();
    void this.saveWork().then(leave, leave);
  }
}
