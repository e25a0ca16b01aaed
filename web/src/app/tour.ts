// The guided tour: lessons load their own experiments; the visitor's is restored when the tour ends. The panel
// is loaded with the first lesson.
import { tourText } from "../catalogue/strings.later.js";
import type { LessonPanel } from "../panels/lessonPanel.js";
import type { Facts } from "../state/facts.js";
import { parseLink } from "../state/url.js";
import type { DashboardServices } from "./services.js";
import type { HistoryMark, RunBackup } from "./session/history.js";

export interface TourParts {
  /** Measurements of the present run. */
  facts(): Facts;
  /** Places the panel. */
  opened(panel: HTMLElement): void;
  closed(): void;
}

export class Tour {
  private panel: LessonPanel | null = null;
  /** The visitor's own experiment with its history, kept while the tour is open. */
  private own: { backup: RunBackup; history: HistoryMark } | null = null;

  constructor(
    private readonly services: DashboardServices,
    private readonly parts: TourParts,
  ) {}

  /** The page shows a lesson, not the visitor's own experiment. */
  get isAway(): boolean {
    return this.own !== null;
  }

  /** Opens the experiment's lesson; 0 ends the tour. */
  follow() {
    const { session } = this.services;
    void session.enqueue(async () => {
      const { lesson } = session.experiment.view;
      if (lesson === 0) {
        this.close();
        return;
      }
      const { LessonPanel } = await import("../panels/lessonPanel.js");
      const open = (value: number) =>
        void session.do({ type: "change", intent: { type: "change-view", key: "lesson", value } });
      this.panel ??= new LessonPanel({
        open,
        begin: (link) => this.begin(link),
        facts: () => this.parts.facts(),
      });
      this.panel.show(lesson);
      if (this.panel.element.isConnected) return;
      this.parts.opened(this.panel.element);
      this.panel.element.focus({ preventScroll: true });
    });
  }

  private begin(link: string) {
    const { session, catalogue, notices } = this.services;
    void session.do({ type: "pause" });
    notices.clear("run");
    void session.enqueue(async () => {
      this.own ??= { backup: await session.backup(), history: session.history.mark() };
      const { experiment } = parseLink(catalogue, link);
      const { theme, language, lesson } = session.experiment.view;
      const view = { ...experiment.view, theme, language, lesson };
      const intent = { type: "restore", experiment: { ...experiment, view } } as const;
      void session.do({ type: "change", intent, origin: "lesson" });
    });
  }

  private close() {
    const { session, notices } = this.services;
    const { own } = this;
    this.panel?.element.remove();
    this.parts.closed();
    if (!own) return;
    const { experiment } = own.backup;
    const { theme, language, speed } = session.experiment.view;
    const view = { ...experiment.view, theme, language, speed, lesson: 0 };
    const backup = { ...own.backup, experiment: { ...experiment, view } };
    void session.do({ type: "restore", backup, as: "tour" });
    void session.enqueue(async () => {
      this.own = null; // from now on the visitor's own work is saved again
      session.history.rewind(own.history);
      notices.say({ kind: "run", message: tourText.back, seconds: 8 });
    });
  }
}
