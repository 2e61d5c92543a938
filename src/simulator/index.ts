export type { SimulatorLogin } from './logins.js'
export type { SimulatorLog } from './office.js'
export { allowedPercent, type Outcome, outcomeOf, type Rule, rules } from './rules.js'
export { type Simulator, type SimulatorAccount, type SimulatorOptions, startSimulator } from './simulator.js'
