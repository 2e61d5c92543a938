// A folder of the practice that is watched: another program puts files with claims there, and they go the way of all claims.

export interface IntakeFolder {
  /** Ours, stable: "front-desk". */
  readonly id: string
  /** Directory that files are dropped into; "taken" and "refused" stand in it. */
  readonly root: string
  /** Through whom its claims go; otherwise that is told by their receiver or payer. */
  readonly partnerId?: string
  /** Only names that match are taken: "*" and "?" wildcards. */
  readonly pattern: string
  /** How long a file's size and time must stand still before it is taken. */
  readonly stableMs: number
  /** Of claims in JSON or CSV those without an error go out; otherwise one with an error holds up its file. */
  readonly acceptGood: boolean
  /** node-cron expression of the looks into it. */
  readonly poll: string
}
