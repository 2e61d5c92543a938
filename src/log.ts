// The log: one JSON object a line on standard error. Only named facts are written, never whole objects.
import { destination, pino } from 'pino'
import type { Log } from './gateway/index.js'
import { Fault, systemClock } from './values/index.js'

/** Makes the log. Errors become code and message; a Fault's cause is told by its code only, for it may quote data. */
export function createLog(level: string): Log {
  const logger = pino({ level, timestamp: () => `,"at":"${systemClock()}"` }, destination({ fd: 2, sync: true }))
  return {
    info: (message, facts) => logger.info(plain(facts), message),
    warn: (message, facts) => logger.warn(plain(facts), message),
    error: (message, facts) => logger.error(plain(facts), message),
  }
}

/** Warnings and faults as lines for a person at a terminal: for commands that end by themselves. */
export function createTerminalLog(write: (line: string) => void): Log {
  const tell = (message: string, facts: Readonly<Record<string, unknown>> = {}) => {
    const told = Object.entries(plain(facts)).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    write(`x12gw: ${message}${told.length === 0 ? '' : ` (${told.join(', ')})`}\n`)
  }
  return { info: () => undefined, warn: tell, error: tell }
}

function plain(facts: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, value instanceof Error ? describe(value) : value]))
}

function describe(error: Error): Record<string, string> {
  if (error instanceof Fault) return { code: error.code, message: error.message }
  return { name: error.name, stack: (error.stack ?? '').split('\n').slice(1, 6).join(' ') }
}
