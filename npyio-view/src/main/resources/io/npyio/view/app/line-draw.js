// Lines as pixels: a bar from the least to the greatest value of each stretch, or a line where every element has room.

/** From this distance of elements on each has a dot. */
const DOT_PIXELS = 8;
/** Along a field, stretches may lie apart; a gap no wider than this is of no meaning and closed. */
const GAP_PIXELS = 3;

/** @typedef {import("./line-source.js").Band} Band */
/** @typedef {import("./line-source.js").Data} Data */
/** @typedef {(value: number) => number} Position - a value in device pixels */

/**
 * The edges of a stretch along the axis: its first and last index, or the least and greatest value of the field along it.
 * @param {Data} data
 * @param {number} i
 * @returns {[number, number]}
 */
export function edges({from, to, count, x}, i) {
  if (x) {
    return [x.lows[i], x.highs[i]];
  }
  return [from + Math.floor(((to - from) * i) / count) - 0.5, from + Math.floor(((to - from) * (i + 1)) / count) - 0.5];
}

/** Where a stretch is pointed at. @param {Data} data @param {number} i */
export function middle(data, i) {
  const [left, right] = edges(data, i);
  return (left + right) / 2;
}

/**
 * Draws one line.
 * @param {CanvasRenderingContext2D} canvas
 * @param {Data} data
 * @param {Band} band
 * @param {Position} across
 * @param {Position} up
 * @param {number} density
 */
export function drawLine(canvas, data, band, across, up, density) {
  if (data.count === data.to - data.from) {
    drawElements(canvas, data, band, across, up, density);
  } else {
    drawStretches(canvas, data, band, across, up, density);
  }
}

/**
 * A bar for each stretch, on whole pixels and large enough to touch the one before.
 * @param {CanvasRenderingContext2D} canvas
 * @param {Data} data
 * @param {Band} band
 * @param {Position} across
 * @param {Position} up
 * @param {number} density
 */
function drawStretches(canvas, data, {lows, highs}, across, up, density) {
  canvas.beginPath();
  let end = NaN;
  for (let i = 0; i < data.count; i++) {
    const [from, to] = edges(data, i).map((edge) => Math.round(across(edge)));
    const hasPrevious = i > 0 && lows[i - 1] === lows[i - 1];
    const low = hasPrevious ? Math.min(lows[i], highs[i - 1]) : lows[i];
    const high = hasPrevious ? Math.max(highs[i], lows[i - 1]) : highs[i];
    const top = Math.floor(up(high));
    const left = hasPrevious && from - end <= GAP_PIXELS * density ? Math.min(from, end) : from;
    const width = Math.max(1, to - left);
    end = to;
    if (top === top && left === left) {
      canvas.rect(left, top, width, Math.max(density, Math.ceil(up(low)) - top));
    }
  }
  canvas.fill();
}

/**
 * A line through elements, with dots where there is room and around gaps.
 * @param {CanvasRenderingContext2D} canvas
 * @param {Data} data
 * @param {Band} band
 * @param {Position} across
 * @param {Position} up
 * @param {number} density
 */
function drawElements(canvas, data, {lows}, across, up, density) {
  const isThere = (/** @type {number} */ i) => i >= 0 && i < data.count && Number.isFinite(lows[i]);
  const spacing = Math.abs(across(middle(data, data.count - 1)) - across(middle(data, 0))) / data.count;
  const line = new Path2D();
  const dots = new Path2D();
  for (let i = 0; i < data.count; i++) {
    if (isThere(i)) {
      const x = across(middle(data, i));
      const y = up(lows[i]);
      if (isThere(i - 1)) {
        line.lineTo(x, y);
      } else {
        line.moveTo(x, y);
      }
      if (spacing >= DOT_PIXELS * density || (!isThere(i - 1) && !isThere(i + 1))) {
        dots.moveTo(x, y);
        dots.arc(x, y, 2.5 * density, 0, 2 * Math.PI);
      }
    }
  }
  canvas.lineWidth = 1.5 * density;
  canvas.lineJoin = "round";
  canvas.stroke(line);
  canvas.fill(dots);
}
