// Why the engine could not do what it was asked for. The page says a refusal in words beside the settings; everything
// that is neither of these nor an AbortError is a defect of the page, and is reported as one.

/** The core refuses the given settings, data or file; what was there before stays as it was. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The contestant's worker cannot be started, or died while it was asked. A fault event says so as well. */
export class HostFailure extends Error {
  override readonly name = "HostFailure";
}
