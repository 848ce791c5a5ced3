// Which tiles a picture needs, and a loader that has few requests open, the nearest to the middle first.

/** The rows and columns of a tile. */
export const TILE = 256;

const MOST_TILES = 64;
const MOST_REQUESTS = 4;
/** Of tiles that take long: they would keep others waiting. */
const MOST_SLOW_REQUESTS = 2;
/** A loader that kept fewer tiles than a view may need would fetch them again and again. */
const LEAST_KEPT = MOST_TILES + 16;

/** @typedef {{level: number, row: number, column: number}} Place */
/**
 * @typedef {object} Tile
 * @property {Place} place
 * @property {number} rows
 * @property {number} columns
 * @property {Float32Array[]} channels one, or three or four of an image
 * @property {boolean} isExact
 * @property {""|"request"|"scan"} exactLater how an exact one is to be had: if it is asked for, or once a scan is complete
 * @property {() => void} [release] called when the tile is no longer kept
 */
/** @typedef {(place: Place, isHasty: boolean, signal: AbortSignal) => Promise<Tile>} FetchTile */
/** @typedef {{top: number, left: number, bottom: number, right: number}} Area - in elements */

/** @param {Place} place */
export function keyOf({level, row, column}) {
  return `${level}/${row}/${column}`;
}

/**
 * The least level at which one tile holds everything.
 * @param {number} rows
 * @param {number} columns
 */
export function topLevel(rows, columns) {
  return Math.max(0, Math.ceil(Math.log2(Math.max(rows, columns, 1) / TILE)));
}

/**
 * The level whose cells are nearest to one pixel, or the next that needs no more than 64 tiles.
 * @param {Area} area what is to be seen
 * @param {number} pixels device pixels that one element has along its longer side
 * @param {number} top
 */
export function levelFor(area, pixels, top) {
  let level = Math.min(top, Math.max(0, Math.round(-Math.log2(pixels))));
  while (level < top && countOf(tileRange(area, level)) > MOST_TILES) {
    level++;
  }
  return level;
}

/**
 * The tiles of a level that an area needs, from its middle outwards.
 * @param {Area} area
 * @param {number} level
 * @returns {Place[]}
 */
export function placesIn(area, level) {
  const {top, bottom, left, right} = tileRange(area, level);
  /** @type {Place[]} */
  const places = [];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      places.push({level, row, column});
    }
  }
  const side = TILE * 2 ** level;
  const middleRow = (area.top + area.bottom) / 2 / side - 0.5;
  const middleColumn = (area.left + area.right) / 2 / side - 0.5;
  const distance = (/** @type {Place} */ p) => Math.hypot(p.row - middleRow, p.column - middleColumn);
  return places.sort((a, b) => distance(a) - distance(b));
}

/**
 * The tile of a coarser level that covers another one.
 * @param {Place} place
 * @param {number} level
 */
export function ancestor(place, level) {
  const factor = 2 ** (level - place.level);
  return {level, row: Math.floor(place.row / factor), column: Math.floor(place.column / factor)};
}

/** @param {Area} area @param {number} level @returns {Area} */
function tileRange(area, level) {
  const side = TILE * 2 ** level;
  return {
    top: Math.floor(area.top / side),
    left: Math.floor(area.left / side),
    bottom: Math.ceil(area.bottom / side),
    right: Math.ceil(area.right / side),
  };
}

/** @param {Area} range */
function countOf({top, left, bottom, right}) {
  return (bottom - top) * (right - left);
}

/**
 * Fetches tiles and keeps those last used. A tile that was only sampled is shown until {@link refresh} has it fetched anew;
 * where an exact one takes long, it is fetched as soon as all are here and the view is still.
 */
export class TileLoader {
  /**
   * @param {FetchTile} fetchTile
   * @param {(error?: Error) => void} changed called after each tile that came or failed
   * @param {number} kept how many tiles to keep, if views do not need more
   */
  constructor(fetchTile, changed, kept) {
    this.fetchTile = fetchTile;
    this.changed = changed;
    this.kept = Math.max(LEAST_KEPT, kept);
    /** @type {Map<string, Tile>} in the order of their last use */
    this.tiles = new Map();
    /** @type {Map<string, AbortController>} */
    this.requests = new Map();
    /** @type {Set<string>} */
    this.failed = new Set();
    /** @type {Set<string>} sampled tiles of which exact ones are now to be had */
    this.outdated = new Set();
    /** @type {Place[]} */
    this.queue = [];
    /** Sampled tiles to be replaced by exact ones that take long. @type {Place[]} */
    this.slowQueue = [];
  }

  /**
   * Says which tiles are wanted, in this order; requests of others are aborted.
   * @param {Place[]} places
   * @param {boolean} isStill whether exact tiles are wanted that take long
   */
  want(places, isStill) {
    const wanted = new Set(places.map(keyOf));
    for (const [key, request] of this.requests) {
      if (!wanted.has(key)) {
        request.abort();
        this.requests.delete(key);
      }
    }
    this.queue = places.filter((place) => this.isMissing(keyOf(place)));
    this.slowQueue = isStill ? places.filter((place) => this.isToImprove(keyOf(place))) : [];
    this.fetchNext();
  }

  /** A tile that is here. @param {Place} place */
  get(place) {
    const key = keyOf(place);
    const tile = this.tiles.get(key);
    if (tile) {
      this.tiles.delete(key);
      this.tiles.set(key, tile);
    }
    return tile;
  }

  /** Whether wanted tiles are still to come. */
  get isLoading() {
    return this.requests.size > 0 || this.queue.length > 0 || this.slowQueue.length > 0;
  }

  /** Has all sampled tiles fetched anew when they are next wanted. */
  refresh() {
    for (const [key, tile] of this.tiles) {
      if (tile.exactLater === "scan") {
        this.outdated.add(key);
      }
    }
    this.failed.clear();
  }

  close() {
    this.want([], false);
    [...this.tiles.keys()].forEach((key) => this.drop(key));
  }

  /** @param {string} key */
  isMissing(key) {
    const isHere = this.tiles.has(key) && !this.outdated.has(key);
    return !isHere && !this.requests.has(key) && !this.failed.has(key);
  }

  /** @param {string} key */
  isToImprove(key) {
    return this.tiles.get(key)?.exactLater === "request" && !this.requests.has(key) && !this.failed.has(key);
  }

  fetchNext() {
    while (this.requests.size < MOST_REQUESTS && this.queue.length > 0) {
      this.fetch(/** @type {Place} */ (this.queue.shift()), true);
    }
    while (this.requests.size < MOST_SLOW_REQUESTS && this.slowQueue.length > 0) {
      this.fetch(/** @type {Place} */ (this.slowQueue.shift()), false);
    }
  }

  /** @param {Place} place @param {boolean} isHasty */
  async fetch(place, isHasty) {
    const key = keyOf(place);
    const request = new AbortController();
    this.requests.set(key, request);
    let failure;
    try {
      const tile = await this.fetchTile(place, isHasty, request.signal);
      if (!request.signal.aborted) {
        this.keep(key, tile);
      }
    } catch (error) {
      failure = /** @type {Error} */ (error);
    }
    if (request.signal.aborted) {
      return;
    }
    this.requests.delete(key);
    if (failure) {
      this.failed.add(key);
    }
    this.fetchNext();
    this.changed(failure);
  }

  /** @param {string} key @param {Tile} tile */
  keep(key, tile) {
    this.drop(key);
    this.tiles.set(key, tile);
    for (const oldest of this.tiles.keys()) {
      if (this.tiles.size <= this.kept) {
        break;
      }
      this.drop(oldest);
    }
  }

  /** @param {string} key */
  drop(key) {
    this.tiles.get(key)?.release?.();
    this.tiles.delete(key);
    this.outdated.delete(key);
  }
}
