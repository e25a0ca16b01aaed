// The slide deck: reveal.js around live widgets. Formulas are typeset by KaTeX into nodes (no style attributes, so the
// strict policy holds), a slide's widgets run only while it is shown, and keys that a widget has no use for turn the
// slides.
import katex from "katex";
import Reveal from "reveal.js";

/** What the deck asks of a widget. */
interface Widget extends HTMLElement {
  play?(): void;
  pause?(): void;
}

function widgetsOf(slide: Element | undefined): Widget[] {
  return slide ? [...slide.querySelectorAll<Widget>("hnn-lab")] : [];
}

function typeset() {
  for (const place of document.querySelectorAll<HTMLElement>(".formula, .tex")) {
    const displayMode = place.classList.contains("formula");
    const source = place.textContent ?? "";
    katex.render(source, place, { displayMode, throwOnError: true, output: "htmlAndMathml" });
  }
}

/** True where the key means something to the element itself: fields, choices, pictures moved by arrows; buttons pressed. */
function takesKey(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === " " || key === "Enter")
    return target.matches("button, a, summary, input, select, textarea");
  return target.matches("input, select, textarea, [role=application], [role=tab]");
}

const isInWidget = () => document.activeElement?.localName === "hnn-lab";

/** Whether reveal.js may act on a key. */
function isForDeck(event: KeyboardEvent): boolean {
  if (isInWidget() && event.key === "Escape") {
    (document.activeElement as HTMLElement).blur(); // back to the slides; the next Escape is reveal.js's own
    return false;
  }
  return !event.defaultPrevented && !takesKey(event.composedPath()[0], event.key);
}

async function start() {
  typeset();
  const root = document.querySelector<HTMLElement>(".reveal");
  if (!root) throw new Error("the deck has no element .reveal");
  const deck = new Reveal(root, {
    width: 1280,
    height: 720,
    margin: 0.03,
    center: false,
    hash: true,
    slideNumber: "c/t",
    transition: "fade",
    backgroundTransition: "none",
    keyboardCondition: isForDeck,
    pdfSeparateFragments: false,
  });
  deck.on("slidechanged", (event) => {
    const { previousSlide, currentSlide } = event as Event & {
      previousSlide?: Element;
      currentSlide: Element;
    };
    for (const widget of widgetsOf(previousSlide)) widget.pause?.();
    for (const widget of widgetsOf(currentSlide)) widget.play?.();
  });
  await deck.initialize();
}

void start();
