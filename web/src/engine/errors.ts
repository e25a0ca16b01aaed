// Why a request to the engine failed. The page shows a refusal beside the settings; every other error
// that is neither of these nor an AbortError is a defect of the page, and is reported as such.

/** The core refuses the given settings, data or file; the previous state is kept. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The part of the core that this requires could not be loaded; likewise. */
export class Unavailable extends Refusal {}

/** The contestant's worker cannot be started, or died during a request. A fault event reports it as well. */
export class HostFailure extends Error {
  override readonly name = "HostFailure";
}
