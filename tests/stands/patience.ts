// How long a test waits for what comes sooner or later on a machine that has other things to do.

/** For `vi.waitFor`. */
export const patience = { timeout: 30_000 } as const
