// Style of the pages for people.

export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 1px solid #8886; }
h3 { font-size: 1rem; margin: 1.8rem 0 0.3rem; }
code, pre { font: 0.875rem/1.45 ui-monospace, monospace; }
pre { background: #8881; padding: 0.75rem; overflow-x: auto; border-radius: 4px; }
table { border-collapse: collapse; font-size: 0.875rem; }
td, th { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid #8883; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
form { display: flex; gap: 1rem; align-items: end; flex-wrap: wrap; }
label { display: grid; }
input, select, button { font: inherit; padding: 0.3rem 0.5rem; }
#key { width: 24rem; max-width: 80vw; }
#shown { overflow-x: auto; }
summary { cursor: pointer; padding: 0.2rem 0; }
nav ul { list-style: none; padding-left: 1rem; }
.method { display: inline-block; min-width: 4rem; font-weight: 700; }
.quiet { opacity: 0.75; font-size: 0.875rem; }
`
