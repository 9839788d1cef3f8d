/** What the platform would refuse at run time: the flow's error handling runs. */
export class RunTimeError extends Error {}

/** Something that is not known here, or not without the org. */
export class UnknownResult extends Error {}
