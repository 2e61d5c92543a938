// Holds the floors and doors of the tree: a folder imports only from lower floors, through their doors.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect } from 'chai'

/** Each folder of src/ with its floor; the folder "" is the composition root. */
const floors: Record<string, number> = {
  values: 0,
  domain: 1,
  exchange: 1,
  x12: 1,
  bank: 2,
  edits: 2,
  export: 2,
  fees: 2,
  ledger: 2,
  reassociation: 2,
  schema: 2,
  store: 2,
  codecs: 3,
  coordination: 3,
  evidence: 3,
  'guide-json': 3,
  paper: 3,
  query: 3,
  reports: 3,
  transform: 3,
  verify: 3,
  gateway: 4,
  api: 5,
  simulator: 5,
  cli: 6,
  console: 6,
  '': 6,
}

/** The one who is allowed to reach the root's files: the command line is where the program starts. */
const mayImportRoot = new Set(['cli'])

interface Import {
  readonly file: string
  readonly target: string
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name))
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))

const imports: Import[] = [...sources].flatMap(([file, text]) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
    file,
    target: relative('src', join(dirname(file), path)),
  })),
)

function folderOf(path: string): string {
  const [first = '', second] = path.split('/')
  return second === undefined ? '' : first
}

describe('architecture', () => {
  it('finds the sources', () => {
    expect(files.length).to.be.greaterThan(20)
  })

  it('every folder of src/ has a floor', () => {
    const unknown = new Set(files.map((file) => folderOf(relative('src', file))).filter((folder) => !(folder in floors)))
    expect([...unknown]).to.deep.equal([])
  })

  it('a folder imports only from lower floors', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = folderOf(relative('src', file))
      const to = folderOf(target)
      if (from === to || from === '') return false
      if (to === '') return !mayImportRoot.has(from)
      return (floors[to] ?? 99) >= (floors[from] ?? -1)
    })
    expect(wrong).to.deep.equal([])
  })

  it('the simulator judges by rules of its own: it knows nothing of our edits', () => {
    const told = imports.filter(({ file, target }) => file.startsWith('src/simulator/') && /^(?:edits|gateway)\//.test(target))
    expect(told).to.deep.equal([])
  })

  it('a folder is entered through its door only', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = folderOf(relative('src', file))
      const to = folderOf(target)
      return to !== '' && from !== to && !/^[a-z0-9-]+\/(?:[a-z-]+\/)?index\.js$/.test(target)
    })
    expect(wrong).to.deep.equal([])
  })

  it('a file never imports its own door', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = folderOf(relative('src', file))
      return from !== '' && target === `${from}/index.js`
    })
    expect(wrong).to.deep.equal([])
  })

  it('there are no default exports', () => {
    const wrong = files.filter((file) => /^export default/m.test(sources.get(file) ?? ''))
    expect(wrong).to.deep.equal([])
  })

  it('only values/ knows Date', () => {
    const wrong = files.filter(
      (file) => !file.startsWith('src/values/') && /\bnew Date\b|\bDate\.(?:now|parse|UTC)\b/.test(sources.get(file) ?? ''),
    )
    expect(wrong).to.deep.equal([])
  })

  it('only config.ts reads the environment', () => {
    const wrong = files.filter((file) => file !== 'src/config.ts' && /process\.env\b/.test(sources.get(file) ?? ''))
    expect(wrong).to.deep.equal([])
  })
})
