export { type Edited, editClaim, toFinding } from './apply.js'
export { edits, isEdit } from './catalogue.js'
export { type Edit, type EditCheck, editChecks, type EditFacts, type Hit } from './edit.js'
