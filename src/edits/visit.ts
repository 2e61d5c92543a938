// Which procedures are visits.

const visit = /^99[2-4]\d\d$|^920(?:02|04|12|14)$|^G0(?:101|245|246|402|438|439|463)$|^S06(?:10|12|20|21)$/

/** Evaluation and management: the visits of CPT and HCPCS, and those of ophthalmology. */
export function isVisit(procedure: string): boolean {
  return visit.test(procedure)
}
