// The axes, the cursor and the selection of the line chart, by uPlot.

import {load} from "./dom.js";
import {drawLine, middle} from "./line-draw.js";
import {roundTicks, tickTexts, timeTicks} from "./ticks.js";

const CHARACTER = 7;
const TICK_PIXELS = 34;
const DAY = 86_400_000;
/** Where there are several lines, one that lies over another does not hide it. */
const MANY_ALPHA = 0.7;

/** @typedef {import("./line-source.js").Data} Data */
/** @typedef {import("./theme.js").Theme} Theme */

/** Loads uPlot, on first use. */
export function loadChart() {
  return Promise.all(["app/uplot/uPlot.iife.min.js", "app/uplot/uPlot.min.css"].map(load));
}

/**
 * @typedef {object} ChartOptions
 * @property {boolean} isTime whether dates are along the axis
 * @property {boolean} isLog
 * @property {((value: number) => string)|undefined} timeText the text of a value, if values are times
 * @property {string[]} colours
 * @property {Theme} theme
 * @property {(index: number|null) => void} pointed called with the stretch under the cursor
 * @property {(least: number, greatest: number) => void} selected called with two places along the axis
 * @property {() => void} whole called to show everything
 */

export class Chart {
  /** @param {HTMLElement} element @param {ChartOptions} options @param {{width: number, height: number}} size */
  constructor(element, options, size) {
    this.options = options;
    /** @type {Data|null} */
    this.data = null;
    this.ends = {x: [0, 1], y: [0.1, 1]};
    const {uPlot} = /** @type {any} */ (globalThis);
    this.plot = new uPlot({...size, ...this.settings()}, [[0, 1], [null, null]], element);
  }

  settings() {
    const {isTime, isLog} = this.options;
    return {
      ms: 1,
      tzDate: (/** @type {number} */ time) => /** @type {any} */ (globalThis).uPlot.tzDate(new Date(time), "Etc/UTC"),
      legend: {show: false},
      padding: [12, 18, 0, 0],
      scales: {
        x: {time: isTime, auto: false, range: () => this.ends.x},
        y: {auto: false, distr: isLog ? 3 : 1, range: () => this.ends.y},
      },
      series: [{}, {paths: () => null, points: {show: false}}],
      axes: this.axes(),
      cursor: {
        y: false, points: {show: false}, drag: {x: true, y: false, setScale: false},
        bind: {dblclick: () => () => this.options.whole()},
      },
      hooks: {
        draw: [() => this.draw()],
        setCursor: [(/** @type {any} */ plot) => this.options.pointed(plot.cursor.left < 0 ? null : plot.cursor.idx)],
        setSelect: [(/** @type {any} */ plot) => this.select(plot)],
      },
    };
  }

  axes() {
    const {isTime, theme} = this.options;
    const axis = {
      stroke: theme.text, font: theme.font, grid: {stroke: theme.grid, width: 1}, ticks: {stroke: theme.axis, width: 1, size: 4},
    };
    const along = isTime ? {space: 100, values: dates} : {space: spaceOf, values: texts};
    return [{...axis, size: 34, ...along}, {...axis, size: sizeOf, ...this.yTicks()}];
  }

  /** A part was selected by dragging. @param {any} plot */
  select(plot) {
    const {left, width} = plot.select;
    if (width > 2) {
      this.options.selected(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
      plot.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
    }
  }

  /** The device pixels that lines have. */
  get pixels() {
    return Math.max(1, Math.round(this.plot.bbox.width));
  }

  /**
   * Shows stretches.
   * @param {Data} data
   * @param {[number, number]} x
   * @param {[number, number]} y
   */
  show(data, x, y) {
    this.data = data;
    this.ends = {x, y};
    const places = Array.from({length: data.count}, (_, i) => middle(data, i));
    this.plot.setData([places, places.map(() => null)], false);
    this.rescale();
  }

  /** Shows another part of the axis by the stretches that are here. @param {[number, number]} x */
  move(x) {
    this.ends.x = x;
    this.rescale();
  }

  rescale() {
    const [[min, max], [low, high]] = [this.ends.x, this.ends.y];
    this.plot.batch(() => {
      this.plot.setScale("x", {min, max});
      this.plot.setScale("y", {min: low, max: high});
    });
  }

  draw() {
    const {data, plot} = this;
    if (!data) {
      return;
    }
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const across = (/** @type {number} */ value) => plot.valToPos(value, "x", true);
    // Logarithms have no place for 0 and below: such values lie at the bottom.
    const up = (/** @type {number} */ value) =>
      this.options.isLog && value <= 0 ? bbox.top + bbox.height : plot.valToPos(value, "y", true);
    ctx.globalAlpha = data.bands.length > 1 ? MANY_ALPHA : 1;
    data.bands.forEach((band, i) => {
      ctx.fillStyle = ctx.strokeStyle = this.options.colours[i];
      drawLine(ctx, data, band, across, up, devicePixelRatio);
    });
    ctx.restore();
  }

  /** Moves the cursor to a stretch. @param {number} index */
  point(index) {
    if (this.data) {
      this.plot.setCursor({left: this.plot.valToPos(middle(this.data, index), "x"), top: 1});
    }
  }

  /** The ticks of the values: powers of ten, times, or numbers. */
  yTicks() {
    const {isLog, timeText} = this.options;
    if (!timeText) {
      return {space: TICK_PIXELS, values: isLog ? powers : texts};
    }
    return {
      splits: (/** @type {any} */ plot, /** @type {number} */ _, /** @type {number} */ low, /** @type {number} */ high) =>
        timeTicks(low, high, plot.height / TICK_PIXELS),
      values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(timeText),
    };
  }

  /** The value along the axis under a place of the mouse. @param {number} clientX */
  valueAt(clientX) {
    const {left, width} = this.plot.rect;
    return this.plot.posToVal(Math.max(0, Math.min(width, clientX - left)), "x");
  }

  /** @param {{width: number, height: number}} size */
  resize(size) {
    this.plot.setSize(size);
  }

  close() {
    this.plot.destroy();
  }
}

/** @param {any} _ @param {number[]} ticks */
function texts(_, ticks) {
  return tickTexts(ticks);
}

/**
 * Dates and times as ISO writes them, as far as ticks this far apart differ.
 * @param {any} _
 * @param {number[]} ticks
 * @param {number} __
 * @param {number} ___
 * @param {number} step
 */
function dates(_, ticks, __, ___, step) {
  const [from, to] = step >= DAY ? [0, 10] : step >= DAY / 1440 ? [5, 16] : step >= 1000 ? [11, 19] : [14, 23];
  return ticks.map((tick) => new Date(tick).toISOString().slice(from, to).replace("T", " "));
}

/** Of a logarithmic axis only powers of ten are written. @param {any} _ @param {(number|null)[]} ticks */
function powers(_, ticks) {
  return ticks.map((tick) => (tick !== null && Math.abs(Math.log10(tick) % 1) < 1e-9 ? tickTexts([tick])[0] : ""));
}

/**
 * The room that the text of one tick needs, so that they do not overlap.
 * @param {any} _
 * @param {number} axis
 * @param {number} min
 * @param {number} max
 * @param {number} pixels
 */
function spaceOf(_, axis, min, max, pixels) {
  const longest = Math.max(0, ...tickTexts(roundTicks(min, max, pixels / 60)).map((text) => text.length));
  return Math.max(60, longest * CHARACTER + 24);
}

/** @param {any} _ @param {string[]|null} values */
function sizeOf(_, values) {
  return Math.max(52, 18 + CHARACTER * Math.max(0, ...(values ?? []).map((text) => text?.length ?? 0)));
}
