/** Rows or columns laid out along one direction, of any number, and the scroll bar that travels over them. */

/** Browsers clamp elements that are longer than about 16 million pixels. */
const LONGEST = 8_000_000;

/** Rows or columns one after the other: all of one size, or each of its own. */
export class Lane {
  /**
   * @param {number} count
   * @param {number|number[]} sizes in pixels
   */
  constructor(count, sizes) {
    this.count = count;
    this.sizes = sizes;
    /** @type {number[]} */
    this.starts = [];
    if (typeof sizes !== "number") {
      let start = 0;
      this.starts = sizes.map((size) => (start += size) - size);
      this.total = start;
    } else {
      this.total = count * sizes;
    }
  }

  /** @param {number} index */
  size(index) {
    return typeof this.sizes === "number" ? this.sizes : this.sizes[index];
  }

  /** @param {number} index */
  start(index) {
    return typeof this.sizes === "number" ? index * this.sizes : this.starts[index];
  }

  /** Which one lies at a place; the last one beyond the end. @param {number} pixels */
  at(pixels) {
    if (typeof this.sizes === "number") {
      return Math.max(0, Math.min(this.count - 1, Math.floor(pixels / this.sizes)));
    }
    const next = this.starts.findIndex((start) => start > pixels);
    return next < 0 ? this.count - 1 : Math.max(0, next - 1);
  }
}

/**
 * A place in a lane, and the scroll bar that shows it. Where the lane is longer than a browser can scroll, dragging
 * the bar is in proportion, and every small step moves by the pixels it has.
 */
export class Travel {
  /** @param {Lane} lane */
  constructor(lane) {
    this.lane = lane;
    this.position = 0;
    this.room = 0;
    this.bar = 0;
  }

  /** How long the thing that the bar scrolls is made. */
  get extent() {
    return Math.min(this.lane.total, LONGEST);
  }

  get isScaled() {
    return this.lane.total > LONGEST;
  }

  get most() {
    return Math.max(0, this.lane.total - this.room);
  }

  /** @param {number} position */
  moveTo(position) {
    this.position = Math.max(0, Math.min(this.most, position));
  }

  /**
   * Moves to the beginning of a row or column, or a number of pixels further.
   *
   * @param {number} index
   * @param {number} [cut]
   */
  moveToStart(index, cut = 0) {
    const last = this.lane.count - 1;
    this.moveTo(last < 0 ? 0 : this.lane.start(Math.min(index, last)) + cut);
  }

  /** The first that is not cut. */
  get firstWhole() {
    const {first, cut} = this.visible;
    return cut > 0 ? Math.min(first + 1, this.lane.count - 1) : first;
  }

  /** Moves as little as brings one row or column into view. @param {number} index */
  reveal(index) {
    const start = this.lane.start(index);
    if (start < this.position) {
      this.moveTo(start);
    } else if (start + this.lane.size(index) > this.position + this.room) {
      this.moveTo(start + Math.min(this.lane.size(index), this.room) - this.room);
    }
  }

  /** Where the bar belongs. */
  get barOffset() {
    return this.isScaled ? this.position / this.most * (this.extent - this.room) : this.position;
  }

  /** Follows the bar, which was moved by something else than this. @param {number} offset */
  follow(offset) {
    const step = offset - this.bar;
    this.bar = offset;
    if (!this.isScaled) {
      this.moveTo(offset);
    } else if (Math.abs(step) <= this.room) {
      this.moveTo(this.position + step);
    } else {
      this.moveTo(offset / (this.extent - this.room) * this.most);
    }
  }

  /** The first and the last that are at least partly in view, and how far the first is cut. */
  get visible() {
    const first = this.lane.at(this.position);
    const last = this.lane.at(Math.max(this.position, this.position + this.room - 1));
    return {first, last, cut: this.lane.count === 0 ? 0 : this.position - this.lane.start(first)};
  }
}
