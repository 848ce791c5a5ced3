// Which rows and columns a canvas shows, and how large.

/** The most pixels that one element has on a side: enough for the text of any number. */
const MOST_ZOOM = 160;
/** Arrays this many times longer than wide fill the canvas; elements of others are squares. */
const LONG = 8;

/** Positions are in elements of the array; sizes of the canvas in CSS pixels. */
export class View {
  /** @param {number} rows @param {number} columns */
  constructor(rows, columns) {
    this.width = 1;
    this.height = 1;
    /** The column and the row at the upper left corner. */
    this.x = 0;
    this.y = 0;
    /** Pixels of one element. */
    this.zoomX = 1;
    this.zoomY = 1;
    this.begin(rows, columns);
  }

  /** Shows everything of another array. @param {number} rows @param {number} columns */
  begin(rows, columns) {
    this.rows = rows;
    this.columns = columns;
    this.isSquare = this.isUsuallySquare;
    this.fit();
  }

  get isUsuallySquare() {
    return Math.max(this.rows, this.columns) <= LONG * Math.min(this.rows, this.columns);
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    const wasWhole = this.isWhole;
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    if (wasWhole) {
      this.fit();
    } else {
      this.keepInside();
    }
  }

  /** Shows everything. */
  fit() {
    [this.zoomX, this.zoomY] = this.leastZoom();
    this.keepInside();
  }

  get isWhole() {
    const [zoomX, zoomY] = this.leastZoom();
    return this.zoomX <= zoomX * 1.0001 && this.zoomY <= zoomY * 1.0001;
  }

  /** @param {boolean} isSquare */
  setSquare(isSquare) {
    if (isSquare !== this.isSquare) {
      this.isSquare = isSquare;
      this.fit();
    }
  }

  /** @param {{x: number, y: number, zoomX: number, zoomY: number}} place */
  show({x, y, zoomX, zoomY}) {
    const [leastX, leastY] = this.leastZoom();
    this.zoomX = clamp(zoomX, leastX, MOST_ZOOM);
    this.zoomY = clamp(zoomY, leastY, MOST_ZOOM);
    this.x = x;
    this.y = y;
    this.keepInside();
  }

  /** Moves the picture by pixels. @param {number} right @param {number} down */
  pan(right, down) {
    this.x -= right / this.zoomX;
    this.y -= down / this.zoomY;
    this.keepInside();
  }

  /**
   * Zooms, and keeps the element at a pixel where it is.
   * @param {number} factor
   * @param {number} left
   * @param {number} top
   */
  zoom(factor, left, top) {
    const column = this.columnAt(left);
    const row = this.rowAt(top);
    const [leastX, leastY] = this.leastZoom();
    this.zoomX = clamp(this.zoomX * factor, leastX, MOST_ZOOM);
    this.zoomY = clamp(this.zoomY * factor, leastY, MOST_ZOOM);
    this.x = column - left / this.zoomX;
    this.y = row - top / this.zoomY;
    this.keepInside();
  }

  /** Moves as little as is needed for an element to be seen. @param {number} row @param {number} column */
  reveal(row, column) {
    this.x = clamp(this.x, column + 1 - this.width / this.zoomX, column);
    this.y = clamp(this.y, row + 1 - this.height / this.zoomY, row);
    this.keepInside();
  }

  /** @param {number} left */
  columnAt(left) {
    return this.x + left / this.zoomX;
  }

  /** @param {number} top */
  rowAt(top) {
    return this.y + top / this.zoomY;
  }

  /** @param {number} column */
  leftOf(column) {
    return (column - this.x) * this.zoomX;
  }

  /** @param {number} row */
  topOf(row) {
    return (row - this.y) * this.zoomY;
  }

  /** The elements that are seen. @returns {import("./tiles.js").Area} */
  get area() {
    return {
      top: Math.max(0, Math.floor(this.y)),
      left: Math.max(0, Math.floor(this.x)),
      bottom: Math.min(this.rows, Math.ceil(this.rowAt(this.height))),
      right: Math.min(this.columns, Math.ceil(this.columnAt(this.width))),
    };
  }

  /** The zoom at which everything is seen. @returns {[number, number]} */
  leastZoom() {
    const zoomX = Math.min(MOST_ZOOM, this.width / this.columns);
    const zoomY = Math.min(MOST_ZOOM, this.height / this.rows);
    return this.isSquare ? [Math.min(zoomX, zoomY), Math.min(zoomX, zoomY)] : [zoomX, zoomY];
  }

  keepInside() {
    this.x = inside(this.x, this.columns, this.width / this.zoomX);
    this.y = inside(this.y, this.rows, this.height / this.zoomY);
  }
}

/** Where a window begins: in the middle where everything fits. @param {number} start @param {number} length @param {number} window */
function inside(start, length, window) {
  return window >= length ? (length - window) / 2 : clamp(start, 0, length - window);
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}
