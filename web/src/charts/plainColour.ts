// What Chart.js asks of a colour where nothing is animated and nothing lights up under the pointer: that it stays as it is.
// Takes the place of @kurkle/color in the bundles (leanCharts in web/scripts/build.mjs).

export class Color {
  /** Animations mix valid colours only. */
  readonly valid = false;

  constructor(private readonly value: unknown) {}

  saturate(): this {
    return this;
  }

  darken(): this {
    return this;
  }

  hexString(): string {
    return String(this.value);
  }
}
