// The slide deck: reveal.js with live widgets. Formulas are typeset when the deck is built (web/scripts/slides.mjs), a slide's widgets run only while it is shown, and keys that a widget does not use turn the
// slides.
import Reveal from "reveal.js";
import { allowInertMarkup } from "./markup.js";

/** What the deck requires of a widget. */
interface Widget extends HTMLElement {
  play?(): void;
  pause?(): void;
}

function widgetsOf(slide: Element | undefined): Widget[] {
  return slide ? [...slide.querySelectorAll<Widget>("hnn-lab")] : [];
}

/** True if the element itself uses the key: fields, choices, plots moved by arrows; buttons when pressed. */
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
    (document.activeElement as HTMLElement).blur(); // back to the slides; the next Escape goes to reveal.js
    return false;
  }
  return !event.defaultPrevented && !takesKey(event.composedPath()[0], event.key);
}

async function start() {
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

allowInertMarkup();
void start();
