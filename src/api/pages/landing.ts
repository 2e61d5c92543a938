// The first page: what this is, where to go, and a field to look at the listings with a key that is kept nowhere.
import { html } from '../../values/index.js'
import { page } from './html.js'

export const landing = page(
  'x12-gateway',
  html`<main>
<h1>x12-gateway</h1>
<p>Claims go out, acknowledgements and remittances come in, and every payment is reconciled to the cent.</p>
<ul>
<li><a href="/docs">How to use the API</a></li>
<li><a href="/openapi.json">The OpenAPI document</a></li>
<li><a href="/healthz">Alive?</a> <a href="/readyz">Ready?</a></li>
</ul>
<h2>Look inside</h2>
<form id="look" autocomplete="off">
<label>API key <input id="key" type="password" autocomplete="off" spellcheck="false" required></label>
<label>Show <select id="what">
<option value="claims">Claims</option>
<option value="remittances">Remittances</option>
<option value="accounts/patients">Patient accounts</option>
<option value="ledger">Ledger</option>
<option value="work-items">Work items</option>
<option value="files">Files</option>
<option value="interchanges">Interchanges</option>
<option value="outbox">Outbox</option>
<option value="partners">Partners</option>
<option value="audit">Audit trail</option>
</select></label>
<button>Show</button>
</form>
<p class="quiet">The key stays in this page until it is closed or reloaded. It is stored nowhere.</p>
<p id="said" role="status"></p>
<div id="shown"></div>
</main>`,
)
