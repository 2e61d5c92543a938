export { claimSheet } from './claim-sheet.js'
export { drawSheet } from './draw.js'
export { type Block, type Box, type Column, type GridRow, type Sheet, textsOf } from './sheet.js'
