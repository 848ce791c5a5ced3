// Colours of values: maps, scales, and the painting of tiles. Nothing here touches the page, so workers use it too.

/** @typedef {"viridis"|"cividis"|"grey"|"phase"} MapName */
/** @typedef {{kind: "linear"|"log"|"symlog", low: number, high: number}} Scale */
/** @typedef {{nan: number[], above: number[], below: number[]}} SpecialColours - red, green, blue of NaN and of the infinities */

/** How many colours a map has; the table of a map has three more, of NaN and the infinities. */
const STEPS = 256;
const NAN = STEPS;
const ABOVE = STEPS + 1;
const BELOW = STEPS + 2;

/** A logarithmic scale that begins at 0 or below shows this many decades. */
const DECADES = 6;
/** The part of a symmetric logarithmic scale that is nearly linear ends at this fraction of the greatest magnitude. */
const LINEAR_PART = 1e-3;

// Each sixteenth colour of the maps of matplotlib, which are in the public domain (CC0), and straight lines between them.
const VIRIDIS = "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73 5ec962 84d44b addc30 d8e219 fde725";
const CIVIDIS = "00224e 002e6a 1a386f 32436d 434e6c 535a6d 61656f 6f7073 7d7c78 8c8878 9b9476 aba072 bcae6c cdbb63 dec958 f0d846 fee838";
const GREY = "000000 ffffff";

/** @type {Record<MapName, (fraction: number) => number[]>} */
const MAPS = {
  viridis: between(VIRIDIS),
  cividis: between(CIVIDIS),
  grey: between(GREY),
  phase,
};

/** The names of the maps, in the order in which they are offered. */
export const MAP_NAMES = /** @type {MapName[]} */ (Object.keys(MAPS));

/**
 * The colours of a map as pixels: 256 of them, then NaN, +infinity and -infinity.
 * @param {MapName} name
 * @param {SpecialColours} special
 * @returns {Uint32Array}
 */
export function colourTable(name, special) {
  const table = new Uint32Array(STEPS + 3);
  for (let i = 0; i < STEPS; i++) {
    table[i] = pixel(MAPS[name](i / (STEPS - 1)));
  }
  table[NAN] = pixel(special.nan);
  table[ABOVE] = pixel(special.above);
  table[BELOW] = pixel(special.below);
  return table;
}

/**
 * Where values lie on a scale: 0 at its low end, 1 at its high end, beyond them outside of that.
 * @param {Scale} scale
 * @returns {(value: number) => number}
 */
export function fractionOf(scale) {
  const bend = bendOf(scale);
  const start = bend(scale.low);
  const span = bend(scale.high) - start;
  return span > 0 ? (value) => (bend(value) - start) / span : () => 0.5;
}

/**
 * The least value that a scale can show; a logarithmic one shows none of 0 or below.
 * @param {Scale} scale
 */
export function lowEnd({kind, low, high}) {
  return kind === "log" && low <= 0 ? Math.max(high, Number.MIN_VALUE) / 10 ** DECADES : low;
}

/**
 * Paints the values of a tile.
 * @param {Float32Array} values
 * @param {Uint32Array} pixels as many as values
 * @param {Uint32Array} table of {@link colourTable}
 * @param {Scale} scale
 */
export function paintValues(values, pixels, table, scale) {
  const fraction = fractionOf(scale);
  for (let i = 0; i < values.length; i++) {
    pixels[i] = table[entryOf(values[i], fraction)];
  }
}

/**
 * Paints the channels of a tile of an image: red, green, blue and perhaps alpha.
 * @param {Float32Array[]} channels
 * @param {Uint32Array} pixels
 * @param {Uint32Array} table whose colour of NaN is used where a channel has none
 * @param {Scale} scale
 */
export function paintChannels(channels, pixels, table, scale) {
  const fraction = fractionOf(scale);
  const [red, green, blue, alpha] = channels;
  for (let i = 0; i < pixels.length; i++) {
    const a = alpha ? byteOf(alpha[i], fraction) : 255;
    const r = byteOf(red[i], fraction);
    const g = byteOf(green[i], fraction);
    const b = byteOf(blue[i], fraction);
    pixels[i] = r + g + b + a >= 0 ? ((a << 24) | (b << 16) | (g << 8) | r) >>> 0 : table[NAN];
  }
}

/** A pixel as CSS writes it. @param {number} pixel */
export function cssColour(pixel) {
  return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
}

/**
 * Whether black text reads better than white on a pixel.
 * @param {number} pixel
 */
export function isBright(pixel) {
  return 0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255) > 140;
}

/**
 * The entry of a table that a value has.
 * @param {number} value
 * @param {(value: number) => number} fraction
 */
export function entryOf(value, fraction) {
  if (value - value === 0) {
    return Math.min(STEPS - 1, Math.max(0, Math.floor(fraction(value) * STEPS)));
  }
  return value > 0 ? ABOVE : value < 0 ? BELOW : NAN;
}

/** @param {number} value @param {(value: number) => number} fraction */
function byteOf(value, fraction) {
  if (value !== value) {
    return NaN;
  }
  return Math.min(255, Math.max(0, Math.round(fraction(value) * 255)));
}

/** @param {Scale} scale @returns {(value: number) => number} */
function bendOf(scale) {
  if (scale.kind === "log") {
    const least = lowEnd(scale);
    return (value) => Math.log(value > least ? value : least);
  }
  if (scale.kind === "symlog") {
    const unit = Math.max(Math.abs(scale.low), Math.abs(scale.high)) * LINEAR_PART || 1;
    return (value) => Math.asinh(value / unit);
  }
  return (value) => value;
}

/** A map of straight lines between colours. @param {string} text @returns {(fraction: number) => number[]} */
function between(text) {
  const stops = text.split(" ").map(parse);
  return (fraction) => {
    const place = fraction * (stops.length - 1);
    const i = Math.min(stops.length - 2, Math.floor(place));
    return stops[i].map((from, channel) => from + (stops[i + 1][channel] - from) * (place - i));
  };
}

/**
 * A map whose ends meet: once around the hues at an equal chroma, dark at 0 and bright at half a turn, so that it reads
 * without colours as well. The hues follow Oklab, whose matrix Björn Ottosson published in 2020.
 * @param {number} fraction
 */
function phase(fraction) {
  const turn = 2 * Math.PI * fraction;
  const lightness = 0.64 + 0.18 * Math.cos(turn);
  const a = 0.1 * Math.cos(turn + 2);
  const b = 0.1 * Math.sin(turn + 2);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(gamma);
}

/** The byte of a linear channel of sRGB. @param {number} linear */
function gamma(linear) {
  const channel = Math.min(1, Math.max(0, linear));
  return 255 * (channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055);
}

/** @param {string} text a colour `rrggbb` */
function parse(text) {
  const bits = parseInt(text, 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** An opaque pixel as canvases hold it in memory. @param {number[]} channels */
function pixel([red, green, blue]) {
  return ((255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}
