/** What the platform would refuse at run time: the flow's error handling runs. */
export class RuntimeFault extends Error {}

/** Something that cannot be told without the org, or that is not known here. */
export class CannotTell extends Error {}
