/** The texts of cells, fetched by blocks; blocks in view first, blocks that have left the view not at all. */

import {isAborted} from "./api.js";

const BLOCK_ROWS = 64;
const BLOCK_COLUMNS = 16;
const MOST_BLOCKS = 400;

/** What the server gives at once. */
const MOST_CELLS = 20_000;

/** @typedef {{r0: number, r1: number, c0: number, c1: number}} Rect ends are beyond the last */

export class Cells {
  /**
   * @param {import("./api.js").Api} api
   * @param {any} state
   * @param {number} rows
   * @param {number} columns
   * @param {{arrived: () => void, failed: (error: any) => void}} told
   */
  constructor(api, state, rows, columns, told) {
    this.api = api;
    this.state = state;
    this.rows = rows;
    this.columns = columns;
    this.told = told;
    /** @type {Map<string, string[][]>} */
    this.blocks = new Map();
    /** @type {Map<string, AbortController>} */
    this.fetching = new Map();
  }

  /**
   * @param {number} row
   * @param {number} column
   * @returns {string|undefined} undefined while it is not there
   */
  text(row, column) {
    const block = this.blocks.get(keyOf(row, column));
    return block?.[row % BLOCK_ROWS]?.[column % BLOCK_COLUMNS];
  }

  /**
   * @param {number} row
   * @param {number} column
   * @param {string} text
   */
  replace(row, column, text) {
    const block = this.blocks.get(keyOf(row, column));
    if (block) {
      block[row % BLOCK_ROWS][column % BLOCK_COLUMNS] = text;
    }
  }

  /**
   * Fetches what is missing of a part, and gives up what lies elsewhere.
   *
   * @param {Rect} rect
   * @returns {boolean} whether all of it is there
   */
  want(rect) {
    const wanted = blocksOf(rect);
    const keys = new Set(wanted.map(([row, column]) => `${row} ${column}`));
    for (const [key, controller] of this.fetching) {
      if (!keys.has(key)) {
        this.fetching.delete(key);
        controller.abort();
      }
    }
    const missing = wanted.filter(([row, column]) => !this.#touch(`${row} ${column}`));
    missing.filter(([row, column]) => !this.fetching.has(`${row} ${column}`)).forEach(([row, column]) => this.#fetch(row, column));
    return missing.length === 0;
  }

  stop() {
    this.fetching.forEach((controller) => controller.abort());
    this.fetching.clear();
  }

  /** Makes a block the newest; the oldest ones are dropped. @param {string} key */
  #touch(key) {
    const block = this.blocks.get(key);
    if (block) {
      this.blocks.delete(key);
      this.blocks.set(key, block);
    }
    return block !== undefined;
  }

  /**
   * @param {number} row of the block
   * @param {number} column of the block
   */
  async #fetch(row, column) {
    const key = `${row} ${column}`;
    const controller = new AbortController();
    this.fetching.set(key, controller);
    const r0 = row * BLOCK_ROWS;
    const c0 = column * BLOCK_COLUMNS;
    const rect = {r0, r1: Math.min(this.rows, r0 + BLOCK_ROWS), c0, c1: Math.min(this.columns, c0 + BLOCK_COLUMNS)};
    try {
      this.blocks.set(key, await this.#texts(rect, controller.signal));
      if (this.blocks.size > MOST_BLOCKS) {
        this.blocks.delete(this.blocks.keys().next().value ?? "");
      }
      this.fetching.delete(key);
      this.told.arrived();
    } catch (error) {
      if (!isAborted(error)) {
        this.fetching.delete(key);
        this.told.failed(error);
      }
    }
  }

  /**
   * @param {Rect} rect
   * @param {AbortSignal} [signal]
   * @returns {Promise<string[][]>}
   */
  async #texts(rect, signal) {
    return (await this.api.json("api/cells", {...this.api.params(this.state), ...rect}, signal)).cells;
  }

  /**
   * All texts of a part, by as many requests as it needs.
   *
   * @param {Rect} rect
   * @returns {Promise<string[][]>}
   */
  async all({r0, r1, c0, c1}) {
    const width = Math.min(c1 - c0, MOST_CELLS);
    const height = Math.max(1, Math.floor(MOST_CELLS / width));
    const rows = [];
    for (let row = r0; row < r1; row += height) {
      const last = Math.min(r1, row + height);
      /** @type {string[][]} */
      const band = Array.from({length: last - row}, () => []);
      for (let column = c0; column < c1; column += width) {
        const part = await this.#texts({r0: row, r1: last, c0: column, c1: Math.min(c1, column + width)});
        part.forEach((texts, place) => band[place].push(...texts));
      }
      rows.push(...band);
    }
    return rows;
  }
}

/**
 * @param {number} row
 * @param {number} column
 */
const keyOf = (row, column) => `${Math.floor(row / BLOCK_ROWS)} ${Math.floor(column / BLOCK_COLUMNS)}`;

/** @param {Rect} rect */
function blocksOf({r0, r1, c0, c1}) {
  const blocks = [];
  for (let row = Math.floor(r0 / BLOCK_ROWS); row * BLOCK_ROWS < r1; row++) {
    for (let column = Math.floor(c0 / BLOCK_COLUMNS); column * BLOCK_COLUMNS < c1; column++) {
      blocks.push([row, column]);
    }
  }
  return blocks;
}

/**
 * Texts as a spreadsheet takes them from the clipboard.
 *
 * @param {string[][]} rows
 */
export const tabSeparated = (rows) => rows.map((row) => row.map(quoted).join("\t")).join("\n");

/** @param {string} text */
const quoted = (text) => /[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
