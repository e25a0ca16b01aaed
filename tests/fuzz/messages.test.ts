// Messages to a frame: for any message the result is a request, nothing, or an explained error.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allowedOrigins, readMessage, requestTypes } from "../../web/src/embed/messages.js";
import { hammer, nasty } from "./support.js";

const type = fc.oneof(
  fc.constantFrom(...requestTypes.map((name) => `hnn-lab:${name}`)),
  nasty.map((text) => `hnn-lab:${text}`),
  fc.anything(),
);
const message = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withTypedArray: true }),
  fc.record(
    {
      type,
      id: fc.oneof(fc.anything(), fc.string()),
      link: fc.oneof(fc.anything(), fc.string(), nasty),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom("slide:start", "slide:stop", "slide:", JSON.stringify({ type: "hnn-lab:train" })),
);

test("reads every message", () => {
  hammer(message, (data) => {
    const reading = readMessage(data);
    switch (reading.kind) {
      case "foreign":
        break;
      case "slide":
        assert.equal(reading.start, data === "slide:start");
        break;
      case "refused":
        assert.ok(reading.message.length > 20 && reading.message.length < 600, reading.message);
        break;
      case "request": {
        const { request } = reading;
        assert.ok(requestTypes.some((name) => request.type === `hnn-lab:${name}`));
        assert.ok(request.id === null || ["string", "number"].includes(typeof request.id));
        if (request.type === "hnn-lab:set-state") assert.equal(typeof request.link, "string");
        structuredClone(request); // it can be answered
        break;
      }
      default:
        reading satisfies never;
    }
  });
});

test("never accepts messages from every origin", () => {
  const text = fc.oneof(
    fc.webUrl(),
    nasty,
    fc.string(),
    fc.constantFrom("*", "null", "https://", "//x"),
  );
  hammer(
    fc.tuple(text, fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 3 })),
    ([referrer, named, ancestors]) => {
      const own = "https://own.example";
      for (const origin of allowedOrigins({ own, referrer, ancestors, named })) {
        assert.notEqual(origin, "*");
        if (origin !== "null") assert.equal(new URL(origin).origin, origin);
      }
    },
    0.2,
  );
});
