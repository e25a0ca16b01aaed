// The guided tour: lessons set up experiments of their own, and the visitor's comes back when the tour ends. Its panel
// is loaded with the first lesson.
import { tourText } from "../catalogue/strings.js";
import type { LessonPanel } from "../panels/lessonPanel.js";
import type { Facts } from "../state/facts.js";
import { parseLink } from "../state/url.js";
import type { Desk, Keepsake } from "./desk.js";

export interface TourParts {
  /** What was measured in the present run. */
  facts(): Facts;
  /** Gives the panel its place. */
  opened(panel: HTMLElement): void;
  closed(): void;
  /** The lesson's settings are to be in force at once. */
  hurry(): void;
}

export class Tour {
  private panel: LessonPanel | null = null;
  /** The visitor's own experiment, kept while the tour is open. */
  private ownWork: Keepsake | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly parts: TourParts,
  ) {}

  /** What the page shows is a lesson's, not the visitor's own. */
  get isAway(): boolean {
    return this.ownWork !== null;
  }

  /** Goes to the experiment's lesson; 0 ends the tour. */
  follow() {
    const { desk } = this;
    void desk.enqueue(async () => {
      const { lesson } = desk.experiment.view;
      if (lesson === 0) {
        this.close();
        return;
      }
      const { LessonPanel } = await import("../panels/lessonPanel.js");
      this.panel ??= new LessonPanel({
        open: (value) => desk.dispatch({ type: "change-view", key: "lesson", value }),
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
    const { desk } = this;
    desk.pause();
    void desk.enqueue(async () => {
      this.ownWork ??= await desk.keep();
      const { experiment } = parseLink(desk.catalogue, link);
      const { theme, lesson } = desk.experiment.view;
      const view = { ...experiment.view, theme, lesson };
      desk.dispatch({ type: "restore", experiment: { ...experiment, view } });
      this.parts.hurry();
    });
  }

  private close() {
    const own = this.ownWork;
    this.ownWork = null;
    this.panel?.element.remove();
    this.parts.closed();
    if (!own) return;
    const { view, overlay, energyKind, contestants } = own.experiment.view;
    const experiment = { ...own.experiment, view: { ...own.experiment.view, lesson: 0 } };
    // The present look is the lesson's.
    this.desk.undo({ ...own, experiment }, { look: { view, overlay, energyKind, contestants } });
    this.desk.notices.say({ kind: "tour", message: tourText.back, seconds: 8 });
  }
}
