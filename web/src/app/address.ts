// The experiment in the address: written when it changes, read when the visitor goes back or forward, or when the page around
// the lab names another one.

import { debounce, type Scheduler } from "../base/scheduler.js";
import type { Catalogue } from "../catalogue/settings.js";
import { text } from "../catalogue/strings.js";
import type { Notices } from "../panels/notices.js";
import type { Experiment } from "../state/experiment.js";
import { parseLink, printLink } from "../state/url.js";
import type { Host } from "./host.js";
import type { Session } from "./session/session.js";

const pause = 300; // ms

export interface AddressParts {
  catalogue: Catalogue;
  scheduler: Scheduler;
  host: Host;
  session: Session;
  notices: Notices;
}

export class Address {
  /** The experiment comes from the address, so the address need not be written. */
  private isFollowing = false;

  constructor(private readonly parts: AddressParts) {}

  /** The query of the present experiment. */
  get link(): string {
    return printLink(this.parts.catalogue, this.parts.session.experiment);
  }

  /** Loads the experiment of a query; reports and returns what could not be used. */
  follow(link: string): string[] {
    const { experiment, notices } = parseLink(this.parts.catalogue, link);
    void this.parts.session.do({ type: "change", intent: { type: "restore", experiment } });
    this.say(notices);
    return notices;
  }

  /** What a link names and the page cannot use. */
  say(details: string[]) {
    if (details.length === 0) return;
    const { notices, host } = this.parts;
    notices.say({ kind: "link", tone: "warning", message: text.linkNotices, details });
    host.onEvent({ type: "error", message: details.join(" "), fatal: false });
  }

  /** Each view has its own entry in the browser's history, so Back returns to the previous one. */
  changedFrom(before: Experiment) {
    const { catalogue, host, session } = this.parts;
    if (this.isFollowing || session.experiment.view.view === before.view.view) {
      this.writeSoon();
      return;
    }
    this.writeSoon.cancel();
    host.writeLink(printLink(catalogue, before), "replace");
    this.write("push");
  }

  /** Back or Forward in the browser. */
  followHistory(signal: AbortSignal) {
    this.parts.host.followLink(() => this.read(), signal);
  }

  private read() {
    const { catalogue, host, session } = this.parts;
    const { experiment, hadData } = parseLink(catalogue, host.readLink());
    this.isFollowing = true;
    if (!hadData) void session.do({ type: "change", intent: { type: "restore", experiment } });
    // A link does not contain the visitor's own data; the session has them if a view's system replaced them.
    else if (!session.experiment.measured) {
      const { view } = experiment.view;
      void session.do({ type: "change", intent: { type: "open-view", view } });
    }
    this.isFollowing = false;
  }

  private readonly writeSoon = debounce(
    () => this.parts.scheduler,
    pause,
    () => this.write("replace"),
  );

  private write(how: "replace" | "push") {
    const { link } = this;
    this.parts.host.writeLink(link, how);
    this.parts.host.onEvent({ type: "state", link });
  }

  /** Before a reload. */
  writeNow() {
    this.writeSoon.cancel();
    this.parts.host.writeLink(this.link);
  }

  cancel() {
    this.writeSoon.cancel();
  }
}
