// Undo and redo by keys: Ctrl or Cmd with Z, with Shift for redo, and Ctrl+Y. In a field they edit its text.

const untyped = ["range", "checkbox", "radio", "button", "file", "color"];

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return !untyped.includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

export function followUndoKeys(
  where: Document | HTMLElement,
  events: { undo(): void; redo(): void },
  signal: AbortSignal,
) {
  const press = (event: Event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event as KeyboardEvent;
    if (!(ctrlKey || metaKey) || altKey || isTyping(event) || event.defaultPrevented) return;
    const letter = key.toLowerCase();
    const act =
      letter === "z" ? (shiftKey ? events.redo : events.undo) : letter === "y" ? events.redo : null;
    if (!act) return;
    event.preventDefault();
    act();
  };
  where.addEventListener("keydown", press, { signal });
}
