// Waits for Ctrl-C or a polite request to end.

/** Resolves on SIGINT or SIGTERM. A second signal ends the process at once, as usual. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
