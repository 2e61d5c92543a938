// Figures for Prometheus, in its text format (version 0.0.4): requests by route and status, and what waits. No names, no ids.

export interface Metrics {
  count(request: { readonly method: string; readonly route: string; readonly status: number; readonly ms: number }): void
  /** The text, with gauges that were read just now: by name, then by label value. */
  render(version: string, gauges: readonly Gauge[]): string
}

export interface Gauge {
  readonly name: string
  readonly help: string
  readonly label: string
  readonly values: ReadonlyMap<string, number>
}

const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS'])

export function createMetrics(): Metrics {
  const requests = new Map<string, number>()
  const seconds = new Map<string, { sum: number; count: number }>()
  return {
    count: ({ method, route, status, ms }) => {
      const labels = `method="${methods.has(method) ? method : 'other'}",route="${escapeLabel(route)}"`
      const withStatus = `${labels},status="${status}"`
      requests.set(withStatus, (requests.get(withStatus) ?? 0) + 1)
      const spent = seconds.get(labels) ?? { sum: 0, count: 0 }
      seconds.set(labels, { sum: spent.sum + ms / 1000, count: spent.count + 1 })
    },
    render: (version, gauges) =>
      [
        ...head('x12gw_build_info', 'gauge', 'Version that runs'),
        `x12gw_build_info{version="${escapeLabel(version)}"} 1`,
        ...head('x12gw_http_requests_total', 'counter', 'Requests answered'),
        ...[...requests].map(([labels, value]) => `x12gw_http_requests_total{${labels}} ${value}`),
        ...head('x12gw_http_request_seconds', 'summary', 'Time to answer'),
        ...[...seconds].flatMap(([labels, { sum, count }]) => [
          `x12gw_http_request_seconds_sum{${labels}} ${sum.toFixed(3)}`,
          `x12gw_http_request_seconds_count{${labels}} ${count}`,
        ]),
        ...gauges.flatMap(({ name, help, label, values }) => [
          ...head(name, 'gauge', help),
          ...[...values].map(([value, number]) => `${name}{${label}="${escapeLabel(value)}"} ${number}`),
        ]),
        '',
      ].join('\n'),
  }
}

function head(name: string, type: string, help: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
