// A lesson beside the plots: a short text, a button for the experiment, and a question that the visitor answers by
// experiment; the answer is compared with the page's measurements of this run. Loaded when the tour is opened.

import { button, make, setText } from "../base/dom.js";
import { lessonText, tourText } from "../catalogue/strings.later.js";
import type { Facts } from "../state/facts.js";
import { type LessonId, lessons } from "../state/lessons.js";

export interface LessonEvents {
  /** Counted from 1; 0 closes the tour. */
  open(lesson: number): void;
  begin(link: string): void;
  facts(): Facts;
}

const store = "hnn-lab/lessons";

export class LessonPanel {
  readonly element = make("aside", {
    class: "lesson",
    id: "lesson",
    tabindex: -1,
    "aria-labelledby": "lesson-title",
  });
  private readonly reply = make("p", { id: "lesson-reply", role: "status", class: "lesson-reply" });
  private shown = 0;

  constructor(private readonly events: LessonEvents) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      events.open(0);
    });
  }

  show(number: number) {
    const lesson = lessons[number - 1];
    if (!lesson || number === this.shown) return;
    this.shown = number;
    const words = lessonText[lesson.id];
    const name = `lesson-${lesson.id}`;
    setText(this.reply, "");
    const answers = Object.entries(words.answers).map(([value, label]) => {
      const input = make("input", { type: "radio", name, value, id: `${name}-${value}` });
      input.addEventListener("change", () => this.judge(lesson.id, value));
      return make("label", { class: "answer" }, input, make("span", {}, label));
    });
    const go = (by: number) => () => this.events.open(number + by);
    const previous = button("lesson-previous", tourText.previous, "none", "", go(-1));
    const next = button("lesson-next", tourText.next, "none", "", go(1));
    previous.disabled = number === 1;
    next.disabled = number === lessons.length;
    const count = tourText.count(String(number), String(lessons.length));
    this.element.replaceChildren(
      make(
        "div",
        { class: "lesson-head" },
        make("p", { class: "small" }, isDone(lesson.id) ? `${count} · ${tourText.done}` : count),
        button("lesson-close", tourText.close, "cancel", tourText.closeHelp, () =>
          this.events.open(0),
        ),
      ),
      make("h2", { id: "lesson-title" }, words.title),
      ...words.paragraphs.map((paragraph) => make("p", {}, paragraph)),
      button("lesson-begin", tourText.begin, "play", tourText.beginHelp, () => {
        this.uncheck();
        this.events.begin(lesson.link);
      }),
      make("fieldset", { class: "question" }, make("legend", {}, words.question), ...answers),
      this.reply,
      make("p", { class: "small" }, words.further),
      make("div", { class: "tools" }, previous, next),
    );
    this.element.scrollTop = 0;
  }

  private uncheck() {
    setText(this.reply, "");
    for (const input of this.element.querySelectorAll<HTMLInputElement>("input:checked"))
      input.checked = false;
  }

  private judge(id: LessonId, answer: string) {
    const lesson = lessons.find((one) => one.id === id);
    const right = lesson?.right(this.events.facts()) ?? null;
    const { replies, answers, measure } = lessonText[id];
    if (right === null) {
      this.uncheck();
      setText(this.reply, measure ? `${tourText.tryFirst} ${measure}` : tourText.tryFirst);
      return;
    }
    const isRight = right === answer;
    const found = replies[right] ?? answers[right] ?? "";
    setText(this.reply, `${isRight ? tourText.right : tourText.wrong} ${found}`);
    this.reply.dataset.right = String(isRight);
    if (isRight) remember(id);
  }
}

/** Answered lessons are remembered if the browser allows it. */
function isDone(id: LessonId): boolean {
  try {
    return (localStorage.getItem(store) ?? "").split(" ").includes(id);
  } catch {
    return false;
  }
}

function remember(id: LessonId) {
  try {
    if (!isDone(id))
      localStorage.setItem(store, `${localStorage.getItem(store) ?? ""} ${id}`.trim());
  } catch {
    // private windows do not store them; the lesson continues
  }
}
