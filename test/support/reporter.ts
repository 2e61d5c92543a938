// Mocha's usual output for people; and, where .ci/run asks for it, the three counts as JSON.
import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options)
    const file = process.env.X12GW_TEST_REPORT
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {}
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passes, failures, pending }))
    })
  }
}

// Mocha takes a reporter as the whole of a module.
export { Reporter as default }
